/** How the ZFS model says no: the words that follow `cannot …: ` or a whole line, and the typed reason for the explanation. */
import type { Reason } from '../../trace/event.ts';

export class Refusal {
  /** libzfs's words, without a final newline. */
  readonly text: string;
  readonly reason: Reason;
  /** What the program prints on standard output beside its complaint. */
  readonly advice: string;
  /** The text is all that is said: another step failed than the one that was asked for. */
  readonly wholeLine: boolean;

  constructor(text: string, reason?: Reason, advice = '', wholeLine = false) {
    this.text = text;
    this.reason = reason ?? { kind: 'other', text };
    this.advice = advice;
    this.wholeLine = wholeLine;
  }
}

export const isRefusal = (value: unknown): value is Refusal => value instanceof Refusal;
