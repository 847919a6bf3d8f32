/** The shape of an explanation: a chain from what went wrong at the end to what began it. */
import type { EventId } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';

export interface CauseStep {
  /** Which kind of link this is, for programs that read the JSON. */
  readonly kind: 'unit' | 'program' | 'missing' | 'not-reached' | 'decision' | 'origin' | 'machine';
  /** One sentence for people. */
  readonly text: string;
  /** The event that shows it, absent when it is the absence of one. */
  readonly event?: EventId;
  readonly position?: Position;
  /** The source line(s) at the position, decoded for showing. */
  readonly excerpt?: string;
  /** Pairs worth seeing one beside the other, such as a pattern and the word it was held against. */
  readonly details?: readonly { readonly label: string; readonly written?: string; readonly value: string }[];
}

/** Who failed, and up to which event to look. */
export interface Failure {
  readonly pid: number;
  readonly before: EventId;
}
