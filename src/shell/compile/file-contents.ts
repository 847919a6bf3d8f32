/** `$(< file)` (bash): the contents of a file, without a program. */
import { isTask, type Task } from '../../kernel/task.ts';
import type { Sequence } from '../../syntax/tree.ts';
import { isErrno } from '../../vfs/errno.ts';
import { eager, ShellError } from '../flow.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Compiler } from './compiler.ts';
import type { Redirections } from './redirections.ts';

/** The command that writes the file, when the body is nothing but such a redirection. */
export function fileContents(c: Compiler, body: Sequence): Exec | undefined {
  const only = body.items.length === 1 ? body.items[0] : undefined;
  if (only?.kind !== 'simple' || only.words.length > 0 || only.assignments.length > 0) return undefined;
  const [redirection] = only.redirections;
  if (only.redirections.length !== 1 || redirection?.operator !== '<' || redirection.descriptor !== 0) return undefined;
  const redirections = c.redirections(only.redirections)!;
  const position = c.position(only);
  return (sh) => {
    sh.position = position;
    return eager(copy(sh, redirections));
  };
}

function* copy(sh: Interpreter, redirections: Redirections): Task<number> {
  try {
    const targets = redirections.expand(sh);
    const done = redirections.apply(sh, 'next' in targets ? yield* targets : targets, undefined);
    if (isTask(done)) yield* done;
  } catch (thrown) {
    if (!(thrown instanceof ShellError)) throw thrown;
    return thrown.status;
  }
  const text = yield* sh.p.readAll(0);
  const written = isErrno(text) ? text : yield* sh.p.write(1, text);
  return isErrno(written) ? 1 : 0;
}
