/** Runs commands as the whole rest of a process: what was thrown becomes a status, the EXIT trap runs, deep recursion gets stacks of its own. */
import type { MaybeTask, Task, Wait } from '../kernel/task.ts';
import { isBash } from '../syntax/dialect.ts';
import { Abandoned, GOING_ON, LAST, type Leaving, RETURNING, Replaced, ShellError, ShellExit } from './flow.ts';
import type { Exec } from './function.ts';
import type { Interpreter } from './interpreter.ts';

/** Runs `exec`, then the EXIT trap; gives the status to end with. */
export function runToEnd(sh: Interpreter, exec: Exec, flags = LAST): MaybeTask<number> {
  let result: MaybeTask<number>;
  try {
    result = exec(sh, flags);
  } catch (thrown) {
    result = statusOf(sh, thrown);
  }
  if (typeof result === 'number') {
    if (!sh.traps.actions.has('EXIT') && sh.unwritten === '') {
      sh.giveUp();
      return result & 255;
    }
    return onStacks(afterwards(sh, result));
  }
  return onStacks(waited(sh, result));
}

/** The status for what was thrown; throws again what is not the shell's. */
function statusOf(sh: Interpreter, thrown: unknown): number {
  if (thrown instanceof Replaced) {
    sh.replaced = true;
    return thrown.status;
  }
  // The real one is thrown back to the redirection, and goes on with the script from there, in this process.
  if (thrown instanceof ShellError && sh.inDocument)
    sh.unsupported('an error that ends a substitution inside a here-document');
  if (thrown instanceof ShellExit || thrown instanceof ShellError || thrown instanceof Abandoned) {
    sh.status = thrown.status;
    return thrown.status;
  }
  if (thrown instanceof RangeError) {
    // Our own stack or the longest string that there can be: the script asked for more than any machine has.
    if (/call stack/.test(thrown.message)) sh.p.kernel.limit('depth', 'commands nested too deeply', sh.position);
    if (/string length/.test(thrown.message)) sh.p.kernel.limit('memory', 'a value too long to be held', sh.position);
  }
  throw thrown;
}

function* waited(sh: Interpreter, task: Task<number>): Task<number> {
  let status: number;
  try {
    status = yield* task;
  } catch (thrown) {
    status = statusOf(sh, thrown);
  }
  return yield* afterwards(sh, status);
}

function* afterwards(sh: Interpreter, status: number): Task<number> {
  if (sh.replaced) {
    sh.giveUp();
    return status;
  }
  let final = status;
  const action = sh.withoutExitTrap ? undefined : sh.traps.actions.get('EXIT');
  sh.ending = true;
  if (action !== undefined) {
    sh.traps.actions.delete('EXIT');
    if (sh.dialect === 'busybox' && sh.depth > 0) sh.positional_ = sh.outermost;
    sh.leaving = GOING_ON;
    sh.status = status;
    if (action !== '') {
      try {
        const ran = sh.runTrap(action, 'EXIT');
        if (typeof ran !== 'number') yield* ran;
        // The status stays what the shell ended with, unless `return` in the action fails under `set -e` of an Almquist shell.
        const returned = (sh.leaving as Leaving) === RETURNING && sh.status !== 0;
        if (returned && sh.options.errexit && !isBash(sh.dialect)) final = sh.status;
      } catch (thrown) {
        final = statusOf(sh, thrown);
      }
    }
  }
  if (sh.unwritten !== '') yield* sh.p.warn(sh.takeUnwritten());
  sh.giveUp();
  return final & 255;
}

/** Something that wants to run on a stack of its own; only `onStacks` sees it. */
class Segment implements Wait {
  readonly why = 'a deeper call';
  readonly start: () => MaybeTask<unknown>;
  result: { readonly value: unknown } | { readonly error: unknown } | undefined;

  constructor(start: () => MaybeTask<unknown>) {
    this.start = start;
  }
}

/** Runs something from a fresh JavaScript stack, so that nested calls of a script do not exhaust ours. */
export function* onFreshStack<T>(start: () => MaybeTask<T>): Task<T> {
  const segment = new Segment(start);
  yield segment;
  const { result } = segment;
  if (!result) throw new Error('a deeper call was resumed before it ended');
  if ('error' in result) throw result.error;
  return result.value as T;
}

/** Drives a task and the segments that it asks for; to the kernel it is one task. */
function* onStacks<T>(first: Task<T>): Task<T> {
  const waiting: { readonly segment: Segment; readonly caller: Task<unknown> }[] = [];
  let top: Task<unknown> = first;
  for (;;) {
    let outcome: { readonly value: unknown } | { readonly error: unknown } | undefined;
    try {
      const turn = top.next();
      if (turn.done) outcome = { value: turn.value };
      else if (turn.value instanceof Segment) {
        const segment = turn.value;
        waiting.push({ segment, caller: top });
        const started = segment.start();
        if (typeof started === 'object' && started !== null && 'next' in started) {
          top = started as Task<unknown>;
          continue;
        }
        outcome = { value: started };
      } else {
        yield turn.value;
        continue;
      }
    } catch (error) {
      outcome = { error };
    }
    const below = waiting.pop();
    if (!below) {
      if ('error' in outcome) throw outcome.error;
      return outcome.value as T;
    }
    below.segment.result = outcome;
    top = below.caller;
  }
}
