/** The one append-only list of events of a rehearsal, and the recording that is made of it. */
import type { Event, EventBody, EventId, EventKind, EventOf } from './event.ts';

/** `full` keeps everything; `world` leaves out what only the stepper and the explanation read (commands, variables, branches, probes, xtrace). */
export type TraceLevel = 'full' | 'world';

/** How the body of a frequent event is made from up to four values, when somebody reads it. */
export interface EventShape<A = unknown, B = unknown, C = unknown, D = unknown> {
  readonly shape: EventKind;
  readonly make: (a: A, b: B, c: C, d: D) => EventBody;
}

/** Cells of one event in the list: its body or its shape, and the shape's values. */
const CELLS = 5;

/**
 * The events by themselves, without the machine that they are of. What an event says, and its stamp, are apart: one that says the same
 * again (a branch taken) needs no new object, frequent ones are only their values, and whole events are made only for who reads them.
 */
export class EventList {
  readonly #cells: unknown[] = [];
  readonly #instants: number[] = [];
  readonly #pids: number[] = [];
  readonly #events: Event[] = [];

  add(
    atUs: number,
    pid: number,
    body: EventBody | EventShape,
    a?: unknown,
    b?: unknown,
    c?: unknown,
    d?: unknown,
  ): EventId {
    this.#cells.push(body, a, b, c, d);
    this.#instants.push(atUs);
    return this.#pids.push(pid) - 1;
  }

  get length(): number {
    return this.#pids.length;
  }

  /** When an event was; undefined when there is no such event. */
  atUs(id: EventId): number | undefined {
    return this.#instants[id];
  }

  /** All events so far; the same array grows with every look. */
  get events(): readonly Event[] {
    for (let id = this.#events.length; id < this.#pids.length; id++) this.#events.push(this.#at(id));
    return this.#events;
  }

  last<K extends EventKind>(kind: K): EventOf<K> | undefined {
    for (let id = this.#pids.length - 1; id >= 0; id--) {
      const kept = this.#kept(id);
      if (('shape' in kept ? kept.shape : kept.kind) === kind) return this.#at(id) as EventOf<K>;
    }
    return undefined;
  }

  /** Shows what every event says, and when it said so, without making events; those of a shape, which the shell has of every command, are left out. */
  eachWhole(visit: (body: EventBody, atUs: number) => void): void {
    for (let id = 0; id < this.#pids.length; id++) {
      const kept = this.#kept(id);
      if (!('shape' in kept)) visit(kept, this.#instants[id]!);
    }
  }

  #at(id: EventId): Event {
    return this.#events[id] ?? ({ id, atUs: this.#instants[id]!, pid: this.#pids[id]!, ...this.#body(id) } as Event);
  }

  #body(id: EventId): EventBody {
    const kept = this.#kept(id);
    if (!('shape' in kept)) return kept;
    const at = id * CELLS;
    return kept.make(this.#cells[at + 1], this.#cells[at + 2], this.#cells[at + 3], this.#cells[at + 4]);
  }

  /** The first cell of an event is what `add` was given. */
  #kept(id: EventId): EventBody | EventShape {
    return this.#cells[id * CELLS] as EventBody | EventShape;
  }
}

export class Trace {
  /** True when the shell's inner events are wanted; callers test it before they build one. */
  readonly full: boolean;
  readonly list = new EventList();
  readonly #clock: { readonly nowUs: number };

  constructor(clock: { readonly nowUs: number }, level: TraceLevel = 'full') {
    this.#clock = clock;
    this.full = level === 'full';
  }

  /** Appends an event and returns its number. The body is kept as it is, so it must not change afterwards. */
  add(pid: number, body: EventBody): EventId {
    return this.list.add(this.#clock.nowUs, pid, body);
  }

  /** The same for the events of every command: only the values are kept, and the shape knows what they mean. */
  addShaped<A, B, C, D>(pid: number, shape: EventShape<A, B, C, D>, a: A, b: B, c: C, d: D): EventId {
    return this.list.add(this.#clock.nowUs, pid, shape as EventShape, a, b, c, d);
  }

  /** All events so far; the same array grows with every look. */
  get events(): readonly Event[] {
    return this.list.events;
  }

  /** Number that the next event will get. */
  get next(): EventId {
    return this.list.length;
  }

  last<K extends EventKind>(kind: K): EventOf<K> | undefined {
    return this.list.last(kind);
  }
}

export const ofKind =
  <K extends EventKind>(kind: K) =>
  (e: Event): e is EventOf<K> =>
    e.kind === kind;
