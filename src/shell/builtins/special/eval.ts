/** `eval`. */

import { isTask, type MaybeTask, type Task } from '../../../kernel/task.ts';
import { isBash } from '../../../syntax/dialect.ts';
import { eager, TESTED } from '../../flow.ts';
import type { Interpreter } from '../../interpreter.ts';
import { nested } from '../../nested.ts';
import { runText } from '../../run-text.ts';
import { readOptions } from '../diagnostics.ts';
import { special } from './inside.ts';

export const evalBuiltin = special('eval', (sh, argv) => {
  const read = isBash(sh.dialect) ? readOptions(sh, argv, '', 'eval [arg ...]') : { operands: argv.slice(1) };
  if ('status' in read) return read.status;
  const text = read.operands.join(' ');
  const flags = sh.flags & TESTED;
  const firstLine = sh.traits.evalKeepsLine ? (sh.position?.line ?? 1) : 1;
  return nested(sh, 'evals inside each other', () => traced(sh, () => runText(sh, text, 'eval', flags, firstLine)));
});

/** bash traces what is evaluated one level deeper. */
function traced(sh: Interpreter, run: () => MaybeTask<number>): MaybeTask<number> {
  if (!isBash(sh.dialect)) return run();
  sh.traceDepth++;
  return eager(restored(sh, run));
}

function* restored(sh: Interpreter, run: () => MaybeTask<number>): Task<number> {
  try {
    const result = run();
    return isTask(result) ? yield* result : result;
  } finally {
    sh.traceDepth--;
  }
}
