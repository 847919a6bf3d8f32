/** Tasks: what runs on the simulated machine, and what they may wait for. Only the kernel resumes a task. */

/** Something tasks wait on: a pipe's data, a child's end, a unit's change. Waking it makes every waiter runnable; waiters test their condition again. */
export class WaitQueue {
  /** What is waited for, for who looks at the machine. */
  readonly name: string;
  #waiters: Set<() => void> | undefined;

  constructor(name: string) {
    this.name = name;
  }

  /** Made when the first one comes: most queues never see one. */
  get waiters(): Set<() => void> {
    this.#waiters ??= new Set();
    return this.#waiters;
  }

  wake(): void {
    const waiters = this.#waiters;
    if (!waiters || waiters.size === 0) return;
    const woken = [...waiters];
    waiters.clear();
    for (const resume of woken) resume();
  }
}

/** A request to sleep until one of the queues is woken or the instant is reached, whichever is first. No queue and no instant: give others a turn. */
export interface Wait {
  readonly on?: readonly WaitQueue[];
  readonly untilUs?: number;
  /** For deadlock and hang reports, such as `read from pipe`. */
  readonly why: string;
}

/** A computation that may wait. Everything that cannot wait is a plain call. */
export type Task<T = void> = Generator<Wait, T, void>;

/** Either the result at once, or a task that will give it. The fast path is the plain value. */
export type MaybeTask<T> = T | Task<T>;

export const isTask = <T>(value: MaybeTask<T>): value is Task<T> =>
  typeof value === 'object' && value !== null && typeof (value as { next?: unknown }).next === 'function';

/** Runs either form inside a task. */
export function* settle<T>(value: MaybeTask<T>): Task<T> {
  return isTask(value) ? yield* value : value;
}

export const TURN: Wait = { why: 'give others a turn' };
