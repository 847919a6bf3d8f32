/** The splash screen of plymouthd: whether it runs, and the questions that it shows to the operator (plymouth(8)). */
import { type Task, WaitQueue } from '../../kernel/task.ts';
import type { Machine } from '../machine.ts';

export interface SplashQuestion {
  readonly text: string;
  readonly pid: number;
  /** It was asked elsewhere before, so that asking it here is no other question. */
  readonly announced: boolean;
  /** Nobody waits for the answer any more; asked again when the queue wakes. */
  readonly abandoned?: () => boolean;
  readonly abandonedOn?: WaitQueue;
}

export class Splash {
  /** The daemon answers. */
  running = false;
  /** Woken when the daemon has ended. */
  readonly ended = new WaitQueue('the end of plymouthd');
  /** Woken when it was told to quit. */
  readonly quitting = new WaitQueue('being told to quit');
  readonly #host: Pick<Machine, 'kernel' | 'trace' | 'console'>;
  readonly #never = new WaitQueue('an answer on the splash screen');

  constructor(host: Pick<Machine, 'kernel' | 'trace' | 'console'>) {
    this.#host = host;
  }

  start(): void {
    this.running = true;
    this.#host.kernel.changed();
  }

  stop(): void {
    this.running = false;
    this.ended.wake();
    this.#host.kernel.changed();
  }

  /** What the operator types; undefined when the question was abandoned or the daemon ended. */
  *ask({ text, pid, announced, abandoned, abandonedOn }: SplashQuestion): Task<string | undefined> {
    const { kernel, trace, console } = this.#host;
    if (!announced) trace.add(pid, { kind: 'prompt.asked', prompt: text, where: 'password' });
    const answer = console.operator.answer(text);
    const untilUs = answer.kind === 'types' ? kernel.clock.nowUs + answer.afterUs : undefined;
    if (untilUs === undefined) console.unansweredElsewhere++;
    try {
      while (untilUs === undefined || kernel.clock.nowUs < untilUs) {
        if (!this.running || abandoned?.() === true) return undefined;
        yield {
          on: [this.ended, ...(abandonedOn ? [abandonedOn] : []), ...(untilUs === undefined ? [this.#never] : [])],
          ...(untilUs === undefined ? {} : { untilUs }),
          why: `an answer to "${text}" on the splash screen`,
        };
      }
    } finally {
      if (untilUs === undefined) console.unansweredElsewhere--;
    }
    if (!announced) trace.add(0, { kind: 'prompt.answered', prompt: text, by: 0 });
    return answer.kind === 'types' ? answer.text : undefined;
  }
}
