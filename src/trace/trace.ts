/** The one append-only list of events of a rehearsal, and the recording that is made of it. */
import type { Event, EventBody, EventId, EventKind, EventOf } from './event.ts';

/** `full` keeps everything; `world` leaves out what only the stepper and the explanation read (commands, variables, branches, probes, xtrace). */
export type TraceLevel = 'full' | 'world';

export class Trace {
  /** True when the shell's inner events are wanted; callers test it before they build one. */
  readonly full: boolean;
  readonly #nowUs: () => number;
  // What an event says, and its stamp, apart: one that says the same again (a branch taken) needs no new object, and whole events are made only for who reads them.
  readonly #bodies: EventBody[] = [];
  readonly #instants: number[] = [];
  readonly #pids: number[] = [];
  readonly #events: Event[] = [];

  constructor(nowUs: () => number, level: TraceLevel = 'full') {
    this.#nowUs = nowUs;
    this.full = level === 'full';
  }

  /** Appends an event and returns its number. The body is kept as it is, so it must not change afterwards. */
  add(pid: number, body: EventBody): EventId {
    const id = this.#bodies.length;
    this.#bodies.push(body);
    this.#instants.push(this.#nowUs());
    this.#pids.push(pid);
    return id;
  }

  /** All events so far; the same array grows with every look. */
  get events(): readonly Event[] {
    for (let id = this.#events.length; id < this.#bodies.length; id++) this.#events.push(this.#at(id));
    return this.#events;
  }

  /** Number that the next event will get. */
  get next(): EventId {
    return this.#bodies.length;
  }

  last<K extends EventKind>(kind: K): EventOf<K> | undefined {
    for (let id = this.#bodies.length - 1; id >= 0; id--) if (this.#bodies[id]!.kind === kind) return this.#at(id) as EventOf<K>;
    return undefined;
  }

  #at(id: EventId): Event {
    return this.#events[id] ?? ({ id, atUs: this.#instants[id]!, pid: this.#pids[id]!, ...this.#bodies[id]! } as Event);
  }
}

export const ofKind =
  <K extends EventKind>(kind: K) =>
  (e: Event): e is EventOf<K> =>
    e.kind === kind;
