/** Running what `trap` has set: for signals, for the end of the shell, and for bash's DEBUG, ERR and RETURN. */
import { isTask, type MaybeTask, type Task } from '../kernel/task.ts';
import { isBash } from '../syntax/dialect.ts';
import { eager, GOING_ON, type Leaving, RETURNING, ShellError, Unreadable } from './flow.ts';
import { leaveAbandoned } from './frames.ts';
import type { Interpreter } from './interpreter.ts';
import { nested } from './nested.ts';
import { runText } from './run-text.ts';
import type { Besides } from './traps.ts';

/** bash: runs the action for DEBUG, ERR or RETURN, unless it is running; gives its status. `$?` stays what it was. */
export function* runBesides(sh: Interpreter, condition: Besides): Task<number> {
  const action = sh.traps.actions.get(condition);
  const { traps, status, position } = sh;
  if (!action || traps.running.has(condition)) return 0;
  traps.running.add(condition);
  try {
    const ran = runTrap(sh, action, condition, sh.line);
    return isTask(ran) ? yield* ran : ran;
  } finally {
    traps.running.delete(condition);
    if (sh.leaving === GOING_ON) sh.status = status;
    sh.position = position;
  }
}

/** Runs a trap's action; the status of the script stays what it was. */
export function runTrap(sh: Interpreter, action: string, condition: string, firstLine = 1): MaybeTask<number> {
  return eager(trapAction(sh, action, condition, firstLine));
}

function* trapAction(sh: Interpreter, action: string, condition: string, begin: number): Task<number> {
  const { trapStatus, status, traceDepth } = sh;
  const { verbose } = sh.options;
  // For the Almquist shells a signal's trap inside another trap leaves with what that one would.
  sh.trapStatus = condition === 'EXIT' || isBash(sh.dialect) ? status : (trapStatus ?? status);
  // busybox counts no lines inside a trap.
  const firstLine = sh.dialect === 'busybox' ? (sh.position?.told ?? sh.position?.line ?? 1) : begin;
  sh.traceDepth = condition === 'EXIT' ? sh.exitTraceDepth : traceDepth + 1;
  // BASH_COMMAND stays what it was before the trap.
  const first = !sh.traps.running.has(condition);
  sh.traps.running.add(condition);
  try {
    const ran = nested(sh, 'traps inside each other', () => runText(sh, action, `trap ${condition}`, 0, firstLine));
    return isTask(ran) ? yield* ran : ran;
  } catch (thrown) {
    // bash: what cannot be read has failed, and that is all.
    const only = sh.dialect === 'bash-posix' ? thrown instanceof Unreadable : thrown instanceof ShellError;
    if (!only || !isBash(sh.dialect)) throw thrown;
    leaveAbandoned(sh);
    return (thrown as ShellError).status;
  } finally {
    if (first) sh.traps.running.delete(condition);
    sh.trapStatus = trapStatus;
    sh.traceDepth = traceDepth;
    // bash goes on reading as before.
    if (isBash(sh.dialect)) sh.options.verbose = verbose;
  }
}

/** Runs the actions of the signals that have come. */
export function runPendingTraps(sh: Interpreter): MaybeTask<number> {
  return eager(pendingTraps(sh));
}

function* pendingTraps(sh: Interpreter): Task<number> {
  const { status, pipeStatuses } = sh;
  while (sh.traps.pending.length > 0 && sh.leaving === GOING_ON) {
    const signal = sh.traps.pending.shift()!;
    const action = sh.traps.actions.get(signal);
    if (action === undefined || action === '') continue;
    const ran = runTrap(sh, action, signal);
    if (isTask(ran)) yield* ran;
    // Differs: `return` without a status gives in the Almquist shells the one that there was before the trap.
    if ((sh.leaving as Leaving) !== RETURNING || (sh.returnsNothing && !isBash(sh.dialect))) sh.status = status;
    sh.pipeStatuses = pipeStatuses;
  }
  return sh.status;
}
