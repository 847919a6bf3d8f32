/** The one append-only list of events of a rehearsal, and the recording that is made of it. */
import type { Event, EventBody, EventId, EventKind, EventOf } from './event.ts';

/** `full` keeps everything; `world` leaves out what only the stepper and the explanation read (commands, variables, branches, probes, xtrace). */
export type TraceLevel = 'full' | 'world';

/** How the body of a frequent event is made from up to four values, when somebody reads it. */
export interface EventShape<A = unknown, B = unknown, C = unknown, D = unknown> {
  readonly shape: EventKind;
  readonly make: (a: A, b: B, c: C, d: D) => EventBody;
}

/** Cells of an event that is kept whole: body, instant, pid. One of a shape has its shape first, and its values behind these. */
const CELLS_OF_WHOLE = 3;

/**
 * The events by themselves, without the machine that they are of. What an event says, and its stamp, are apart: one that says the same
 * again (a branch taken) needs no new object, frequent ones are only their values, and whole events are made only for who reads them.
 */
export class EventList {
  readonly #cells: unknown[] = [];
  /** Where the cells of each event begin. */
  readonly #begins: number[] = [];
  readonly #events: Event[] = [];

  add(atUs: number, pid: number, body: EventBody): EventId {
    const id = this.#begins.push(this.#cells.length) - 1;
    this.#cells.push(body, atUs, pid);
    return id;
  }

  addShaped<A, B, C, D>(atUs: number, pid: number, shape: EventShape<A, B, C, D>, a: A, b: B, c: C, d: D): EventId {
    const id = this.#begins.push(this.#cells.length) - 1;
    this.#cells.push(shape, atUs, pid, a, b, c, d);
    return id;
  }

  get length(): number {
    return this.#begins.length;
  }

  /** When an event was; undefined when there is no such event. */
  atUs(id: EventId): number | undefined {
    const begin = this.#begins[id];
    return begin === undefined ? undefined : (this.#cells[begin + 1] as number);
  }

  /** All events so far; the same array grows with every look. */
  get events(): readonly Event[] {
    for (let id = this.#events.length; id < this.#begins.length; id++) this.#events.push(this.#at(id));
    return this.#events;
  }

  last<K extends EventKind>(kind: K): EventOf<K> | undefined {
    for (let id = this.#begins.length - 1; id >= 0; id--) {
      const kept = this.#cells[this.#begins[id]!];
      if ((this.#isWhole(id) ? (kept as EventBody).kind : (kept as EventShape).shape) === kind) return this.#at(id) as EventOf<K>;
    }
    return undefined;
  }

  /** Shows what every event says, and when it said so, without making events; those of a shape, which the shell has of every command, are left out. */
  eachWhole(visit: (body: EventBody, atUs: number) => void): void {
    for (let id = 0; id < this.#begins.length; id++) {
      const begin = this.#begins[id]!;
      if (this.#isWhole(id)) visit(this.#cells[begin] as EventBody, this.#cells[begin + 1] as number);
    }
  }

  #at(id: EventId): Event {
    const begin = this.#begins[id]!;
    return this.#events[id] ?? ({ id, atUs: this.#cells[begin + 1], pid: this.#cells[begin + 2], ...this.#body(id) } as Event);
  }

  #body(id: EventId): EventBody {
    const cells = this.#cells;
    const begin = this.#begins[id]!;
    if (this.#isWhole(id)) return cells[begin] as EventBody;
    return (cells[begin] as EventShape).make(cells[begin + 3], cells[begin + 4], cells[begin + 5], cells[begin + 6]);
  }

  #isWhole(id: EventId): boolean {
    return (this.#begins[id + 1] ?? this.#cells.length) - this.#begins[id]! === CELLS_OF_WHOLE;
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
    return this.list.addShaped(this.#clock.nowUs, pid, shape, a, b, c, d);
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
