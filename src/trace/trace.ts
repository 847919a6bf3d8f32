/** The one append-only list of events of a rehearsal, and the recording that is made of it. */
import type { Event, EventBody, EventId, EventKind, EventOf } from './event.ts';

/** `full` keeps everything; `world` leaves out what only the stepper and the explanation read (commands, variables, branches, probes, xtrace). */
export type TraceLevel = 'full' | 'world';

export class Trace {
  readonly events: Event[] = [];
  /** True when the shell's inner events are wanted; callers test it before they build one. */
  readonly full: boolean;
  readonly #nowUs: () => number;

  constructor(nowUs: () => number, level: TraceLevel = 'full') {
    this.#nowUs = nowUs;
    this.full = level === 'full';
  }

  /** Appends an event and returns its number. */
  add(pid: number, body: EventBody): EventId {
    const id = this.events.length;
    this.events.push({ id, atUs: this.#nowUs(), pid, ...body } as Event);
    return id;
  }

  /** Number that the next event will get. */
  get next(): EventId {
    return this.events.length;
  }

  last<K extends EventKind>(kind: K): EventOf<K> | undefined {
    return this.events.findLast((e): e is EventOf<K> => e.kind === kind);
  }
}

export const ofKind =
  <K extends EventKind>(kind: K) =>
  (e: Event): e is EventOf<K> =>
    e.kind === kind;
