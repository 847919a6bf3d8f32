/** `eval`. */

import { isTask, type MaybeTask, type Task } from '../../../kernel/task.ts';
import { isBash } from '../../../syntax/dialect.ts';
import { eager, TESTED } from '../../flow.ts';
import type { Interpreter } from '../../interpreter.ts';
import { nested } from '../../nested.ts';
import { runText } from '../../run-text.ts';
import { special } from './inside.ts';

export const evalBuiltin = special('eval', (sh, argv) => {
  const from = isBash(sh.dialect) && argv[1] === '--' ? 2 : 1;
  const text = argv.slice(from).join(' ');
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
