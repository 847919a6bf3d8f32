/** Runs a builtin as a command. */

import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import type { EventId } from '../../trace/event.ts';
import type { Position } from '../../trace/position.ts';
import { type Builtin, BuiltinError } from '../builtins/builtin.ts';
import { commandEnded, commandStarted } from '../events.ts';
import { Abandoned, ShellError, TESTED, Unreadable } from '../flow.ts';
import { leaveAbandoned } from '../frames.ts';
import type { Interpreter } from '../interpreter.ts';
import { NO_EVENT } from '../variables.ts';
import type { Call } from './simple.ts';

/** @param fatal an error in it ends the shell. */
export function runBuiltin(
  sh: Interpreter,
  builtin: Builtin,
  call: Call,
  position: Position,
  flags: number,
  fatal: boolean,
): MaybeTask<number> {
  const { within } = sh;
  const event = sh.trace.full ? commandStarted(sh, position, call.argv, call.sources, 'builtin') : NO_EVENT;
  sh.command = event;
  sh.within = builtin.name === '[' || call.argv[0] === undefined ? '[' : call.argv[0];
  sh.wordSources = call.sources;
  sh.flags = flags;
  sh.outerWithin = within;
  sh.failedBuiltin = false;
  let result: MaybeTask<number>;
  try {
    result = builtin.run(sh, call.argv);
  } catch (thrown) {
    result = failed(sh, thrown, within, event, isFatal(sh, fatal, flags));
  }
  if (isTask(result)) return later(sh, result, within, event, isFatal(sh, fatal, flags));
  sh.within = within;
  if (event !== NO_EVENT) commandEnded(sh, event, result);
  return result;
}

/** In POSIX mode bash does not end for what is only tried. */
const isFatal = (sh: Interpreter, fatal: boolean, flags: number): boolean =>
  fatal && !(sh.dialect === 'bash-posix' && (flags & TESTED) !== 0);

function* later(
  sh: Interpreter,
  task: Task<number>,
  within: string | undefined,
  event: EventId,
  fatal: boolean,
): Task<number> {
  let status: number;
  try {
    status = yield* task;
  } catch (thrown) {
    status = failed(sh, thrown, within, event, fatal);
  }
  sh.within = within;
  if (event !== NO_EVENT) commandEnded(sh, event, status);
  return status;
}

/** The status of a regular builtin that failed; whatever else was thrown goes on its way. */
function failed(sh: Interpreter, thrown: unknown, within: string | undefined, event: EventId, fatal: boolean): number {
  let error = thrown;
  if (thrown instanceof BuiltinError) {
    sh.complain(thrown.message);
    error = new ShellError(thrown.status);
  }
  sh.within = within;
  // bash: what gives up the whole command elsewhere only fails a builtin.
  if (thrown instanceof Abandoned && thrown.reach === 'command') error = new ShellError(thrown.status);
  if (!(error instanceof ShellError)) throw error;
  sh.failedBuiltin = true;
  if (!fatal || thrown instanceof Unreadable) {
    leaveAbandoned(sh);
    return error.status;
  }
  if (event !== NO_EVENT) commandEnded(sh, event, error.status);
  throw error;
}
