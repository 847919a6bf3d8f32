/** The one append-only list of events of a rehearsal, and the recording that is made of it. */
import type { Event, EventBody, EventId, EventKind, EventOf } from './event.ts';

/** `full` keeps everything; `world` leaves out what only the stepper and the explanation read (commands, variables, branches, probes, xtrace). */
export type TraceLevel = 'full' | 'world';

/** How the body of a frequent event is made from two or four values, or from two and a list, when somebody reads it. */
export interface EventShape<A = unknown, B = unknown, C = unknown, D = unknown> {
  readonly shape: EventKind;
  readonly values: 2 | 4 | 'list';
  readonly make: (a: A, b: B, c: C, d: D) => EventBody;
}

/** Events of one page: one array of all cells would be copied again and again while it grows. */
const EVENTS_OF_PAGE = 512;

/** Cells that a page has room for at first; more are added as to any array. */
const CELLS_OF_PAGE = 5 * EVENTS_OF_PAGE;

class Page {
  /** An event that is kept whole is one cell, its body; one of a shape is that and its values. */
  readonly cells: unknown[] = new Array(CELLS_OF_PAGE);
  /** Per event: its instant; its pid and where its cells begin. Numbers apart, so that the collector need not look at them. */
  readonly instants = new Float64Array(EVENTS_OF_PAGE);
  readonly places = new Int32Array(2 * EVENTS_OF_PAGE);
  length = 0;
  /** Cells in use. */
  filled = 0;

  /** Where the cells of the event begin that is added now. */
  begin(atUs: number, pid: number): number {
    const index = this.length++;
    this.instants[index] = atUs;
    this.places[2 * index] = pid;
    this.places[2 * index + 1] = this.filled;
    return this.filled;
  }

  #begin(index: number): number {
    return this.places[2 * index + 1]!;
  }

  #end(index: number): number {
    return index + 1 < this.length ? this.#begin(index + 1) : this.filled;
  }

  isWhole(index: number): boolean {
    return this.#end(index) - this.#begin(index) === 1;
  }

  body(index: number): EventBody {
    const { cells } = this;
    const begin = this.#begin(index);
    if (this.isWhole(index)) return cells[begin] as EventBody;
    const shape = cells[begin] as EventShape;
    const [a, b] = [cells[begin + 1], cells[begin + 2]];
    switch (shape.values) {
      case 2:
        return shape.make(a, b, undefined, undefined);
      case 4:
        return shape.make(a, b, cells[begin + 3], cells[begin + 4]);
      case 'list':
        return shape.make(a, b, cells.slice(begin + 3, this.#end(index)), undefined);
    }
  }

  kind(index: number): EventKind {
    const first = this.cells[this.#begin(index)];
    return this.isWhole(index) ? (first as EventBody).kind : (first as EventShape).shape;
  }

  atUs(index: number): number {
    return this.instants[index]!;
  }

  pid(index: number): number {
    return this.places[2 * index]!;
  }
}

/**
 * The events by themselves, without the machine that they are of. What an event says, and its stamp, are apart: one that says the same
 * again (a branch taken) needs no new object, frequent ones are only their values, and whole events are made only for who reads them.
 */
export class EventList {
  readonly #pages: Page[] = [];
  /** The page that events are added to. */
  #last = new Page();
  #length = 0;
  readonly #events: Event[] = [];

  add(atUs: number, pid: number, body: EventBody): EventId {
    const page = this.#open();
    page.cells[page.begin(atUs, pid)] = body;
    page.filled += 1;
    return this.#length++;
  }

  addShaped<A, B, C, D>(atUs: number, pid: number, shape: EventShape<A, B, C, D>, a: A, b: B, c: C, d: D): EventId {
    const page = this.#open();
    const { cells } = page;
    const begin = page.begin(atUs, pid);
    cells[begin] = shape;
    cells[begin + 1] = a;
    cells[begin + 2] = b;
    if (shape.values === 4) {
      cells[begin + 3] = c;
      cells[begin + 4] = d;
      page.filled = begin + 5;
    } else page.filled = begin + 3;
    return this.#length++;
  }

  /** With a list, of which only the elements are kept. */
  addListed<A, B, C>(
    atUs: number,
    pid: number,
    shape: EventShape<A, B, readonly C[], undefined>,
    a: A,
    b: B,
    list: readonly C[],
  ): EventId {
    const page = this.#open();
    const { cells } = page;
    const begin = page.begin(atUs, pid);
    cells[begin] = shape;
    cells[begin + 1] = a;
    cells[begin + 2] = b;
    for (let index = 0; index < list.length; index++) cells[begin + 3 + index] = list[index];
    page.filled = begin + 3 + list.length;
    return this.#length++;
  }

  #open(): Page {
    if (this.#length % EVENTS_OF_PAGE === 0) {
      this.#last = new Page();
      this.#pages.push(this.#last);
    }
    return this.#last;
  }

  get length(): number {
    return this.#length;
  }

  /** When an event was; undefined when there is no such event. */
  atUs(id: EventId): number | undefined {
    return id >= 0 && id < this.#length ? this.#page(id).atUs(id % EVENTS_OF_PAGE) : undefined;
  }

  /** All events so far; the same array grows with every look. */
  get events(): readonly Event[] {
    for (let id = this.#events.length; id < this.#length; id++) this.#events.push(this.#at(id));
    return this.#events;
  }

  last<K extends EventKind>(kind: K): EventOf<K> | undefined {
    for (let id = this.#length - 1; id >= 0; id--)
      if (this.#page(id).kind(id % EVENTS_OF_PAGE) === kind) return this.#at(id) as EventOf<K>;
    return undefined;
  }

  /** Shows what every event says, and when it said so, without making events; those of a shape, which the shell has of every command, are left out. */
  eachWhole(visit: (body: EventBody, atUs: number) => void): void {
    for (const page of this.#pages)
      for (let index = 0; index < page.length; index++)
        if (page.isWhole(index)) visit(page.body(index), page.atUs(index));
  }

  #page(id: EventId): Page {
    return this.#pages[Math.floor(id / EVENTS_OF_PAGE)]!;
  }

  #at(id: EventId): Event {
    const page = this.#page(id);
    const index = id % EVENTS_OF_PAGE;
    return this.#events[id] ?? ({ id, atUs: page.atUs(index), pid: page.pid(index), ...page.body(index) } as Event);
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

  addListed<A, B, C>(
    pid: number,
    shape: EventShape<A, B, readonly C[], undefined>,
    a: A,
    b: B,
    list: readonly C[],
  ): EventId {
    return this.list.addListed(this.#clock.nowUs, pid, shape, a, b, list);
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
