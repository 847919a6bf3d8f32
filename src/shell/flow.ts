/** How commands end other than by a status: what unwinds lists and loops, and what is thrown through them. */
import type { MaybeTask, Task, Wait } from '../kernel/task.ts';

/** The context of a command. `TESTED`: its failure does not trigger `set -e`. `LAST`: nothing follows it in this process, so it may replace the process. */
export const TESTED = 2;
export const LAST = 1;

/** What lists and loops look at after each command. */
export const GOING_ON = 0;
export const BREAKING = 1;
export const CONTINUING = 2;
/** `return` with a status, and without. */
export const RETURNING = 3;
export type Leaving = typeof GOING_ON | typeof BREAKING | typeof CONTINUING | typeof RETURNING;

/** `exit`, `set -e`, and everything else that ends the shell in good order: the EXIT trap still runs. */
export class ShellExit {
  readonly status: number;
  /** bash: functions are left first, so that the EXIT trap sees nothing of them. */
  readonly leavesFunctions: boolean;

  constructor(status: number, leavesFunctions = false) {
    this.status = status;
    this.leavesFunctions = leavesFunctions;
  }
}

/** An error that was reported already. It ends a special builtin's shell; a regular builtin and a redirection of a regular command only fail. */
export class ShellError {
  readonly status: number;

  constructor(status: number) {
    this.status = status;
  }
}

/** bash: a text that runs inside another could not be read. The builtin that runs it has failed, and POSIX mode does not mind either. */
export class Unreadable extends ShellError {
  constructor() {
    super(2);
  }
}

/**
 * What an error gives up. `command`: a builtin that makes it only fails, and `set -e` ends the shell. `expression`: a wrong `$(( ))`, at which
 * `set -e` does not look. `text`: a wrong subscript or number, which also gives up the texts that run inside others, and the whole of `-c`.
 */
export type Reach = 'command' | 'expression' | 'text';

/** bash: an error that ends the complete command that is running; the next one is read. */
export class Abandoned {
  readonly status = 1;
  readonly reach: Reach;
  /** The line of the outermost call that it has left. */
  line: number | undefined;

  constructor(reach: Reach = 'command') {
    this.reach = reach;
  }
}

/** The process has become another program (`exec`), which has ended. */
export class Replaced {
  readonly status: number;

  constructor(status: number) {
    this.status = status;
  }
}

/** Runs a task at once as far as it goes without waiting; code that is clearest as a generator stays cheap where nothing waits. */
export function eager<T>(task: Task<T>): MaybeTask<T> {
  const turn = task.next();
  return turn.done ? turn.value : goOn(turn.value, task);
}

function* goOn<T>(wait: Wait, task: Task<T>): Task<T> {
  yield wait;
  return yield* task;
}
