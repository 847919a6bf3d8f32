/** Compound commands with redirections: done before, undone after, a failure is the command's status (XCU 2.9.4). */
import type { Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { Position } from '../../trace/position.ts';
import { eager, ShellError, ShellExit, TESTED } from '../flow.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Redirections } from './redirections.ts';
import { type Saved, undo } from './saved-descriptors.ts';
import { withErrexit } from './simple.ts';

/** @param tested a failure is none for `set -e`, wherever the command stands. */
export function redirected(
  redirections: Redirections | undefined,
  exec: Exec,
  position: Position,
  tested = false,
): Exec {
  if (!redirections) return exec;
  return (sh, flags) => eager(run(sh, tested ? flags | TESTED : flags, redirections, exec, position));
}

function* run(
  sh: Interpreter,
  flags: number,
  redirections: Redirections,
  exec: Exec,
  position: Position,
): Task<number> {
  sh.position = position;
  const expanded = redirections.expand(sh);
  const targets = 'next' in expanded ? yield* expanded : expanded;
  const saved: Saved = new Map();
  try {
    try {
      const done = redirections.apply(sh, targets, saved);
      if (done) yield* done;
    } catch (thrown) {
      if (!(thrown instanceof ShellError)) throw thrown;
      const status = sh.dialect === 'busybox' ? 1 : thrown.status;
      const failed = withErrexit(sh, sh.traits.errexitOfRedirection ? flags : TESTED, status);
      return typeof failed === 'number' ? failed : yield* failed;
    }
    const result = exec(sh, flags & TESTED);
    const status = typeof result === 'number' ? result : yield* result;
    sh.status = status;
    return status;
  } catch (thrown) {
    // bash: a subshell's EXIT trap still writes to where the command would.
    if (thrown instanceof ShellExit && sh.subshell && isBash(sh.dialect)) saved.clear();
    throw thrown;
  } finally {
    undo(sh, saved);
  }
}
