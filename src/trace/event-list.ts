/** The events of a rehearsal as they are kept: small, and cheap to add to, as scripts give some for every command. */
import type { Event, EventBody, EventId, EventKind, EventOf } from './event.ts';
import { type Kept, Texts } from './texts.ts';

/**
 * How the body of a frequent event is made when somebody reads it: from two values; from three and a text; or from two and a list of texts.
 * Values are best numbers, and what lives long anyway: what is new with every event costs the garbage collector dear.
 */
export interface EventShape<A = unknown, B = unknown, C = undefined, T = undefined> {
  readonly shape: EventKind;
  readonly form: 'values' | 'text' | 'list';
  readonly make: (a: A, b: B, c: C, text: T) => EventBody;
}

export type TextShape<A, B, C> = EventShape<A, B, C, string>;
export type ListShape<A, B> = EventShape<A, B, undefined, readonly string[]>;

/** Events of one page: one array of all cells would be copied again and again while it grows. */
const EVENTS_OF_PAGE = 1024;
/** Cells that a page has room for at first; more are added as to any array. */
const CELLS_OF_PAGE = 4 * EVENTS_OF_PAGE;

class Page {
  readonly cells: unknown[] = new Array(CELLS_OF_PAGE);
  /** Per event: its instant; its pid and where its cells begin. Numbers apart, so that the collector need not look at them. */
  readonly instants = new Float64Array(EVENTS_OF_PAGE);
  readonly places = new Int32Array(2 * EVENTS_OF_PAGE);
  length = 0;
  /** Cells in use. */
  filled = 0;

  /** Where the cells of the event begin that is added now, so many: its body, or its shape and what belongs to that. */
  begin(atUs: number, pid: number, cells: number): number {
    const index = this.length++;
    const begin = this.filled;
    this.instants[index] = atUs;
    this.places[2 * index] = pid;
    this.places[2 * index + 1] = begin;
    this.filled = begin + cells;
    return begin;
  }

  #begin(index: number): number {
    return this.places[2 * index + 1]!;
  }

  #count(index: number): number {
    return (index + 1 < this.length ? this.#begin(index + 1) : this.filled) - this.#begin(index);
  }

  /** A shape has something that belongs to it. */
  isWhole(index: number): boolean {
    return this.#count(index) === 1;
  }

  body(index: number, texts: Texts): EventBody {
    const { cells } = this;
    const begin = this.#begin(index);
    const end = begin + this.#count(index);
    if (end === begin + 1) return cells[begin] as EventBody;
    const { form, make } = cells[begin] as EventShape<unknown, unknown, unknown, unknown>;
    const [a, b, c] = [cells[begin + 1], cells[begin + 2], cells[begin + 3]];
    switch (form) {
      case 'values':
        return make(a, b, undefined, undefined);
      case 'text':
        return make(a, b, c, texts.text(cells[begin + 4] as Kept));
      case 'list':
        return make(a, b, undefined, Array.isArray(c) ? c : textsOf(cells, begin + 3, end, texts));
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

function textsOf(cells: readonly unknown[], begin: number, end: number, texts: Texts): string[] {
  const list = new Array<string>(end - begin);
  for (let index = begin; index < end; index++) list[index - begin] = texts.text(cells[index] as Kept);
  return list;
}

/**
 * The events by themselves, without the machine that they are of. What an event says, and its stamp, are apart: one that says the same
 * again (a branch taken) needs no new object, frequent ones are only their values, and whole events are made only for who reads them.
 */
export class EventList {
  /** The page that events are added to. */
  #last = new Page();
  readonly #pages: Page[] = [this.#last];
  #length = 0;
  readonly #texts = new Texts();
  readonly #events: Event[] = [];

  add(atUs: number, pid: number, body: EventBody): EventId {
    const page = this.#open();
    page.cells[page.begin(atUs, pid, 1)] = body;
    return this.#length++;
  }

  addShaped<A, B>(atUs: number, pid: number, shape: EventShape<A, B>, a: A, b: B): EventId {
    const page = this.#open();
    const begin = page.begin(atUs, pid, 3);
    page.cells[begin] = shape;
    page.cells[begin + 1] = a;
    page.cells[begin + 2] = b;
    return this.#length++;
  }

  addWithText<A, B, C>(atUs: number, pid: number, shape: TextShape<A, B, C>, a: A, b: B, c: C, text: string): EventId {
    const page = this.#open();
    const begin = page.begin(atUs, pid, 5);
    page.cells[begin] = shape;
    page.cells[begin + 1] = a;
    page.cells[begin + 2] = b;
    page.cells[begin + 3] = c;
    page.cells[begin + 4] = this.#texts.keep(text);
    return this.#length++;
  }

  /** @param origins set where a text is new, so that it is best kept as bytes; others are of the script itself. Without any the list itself is kept. */
  addWithList<A, B>(
    atUs: number,
    pid: number,
    shape: ListShape<A, B>,
    a: A,
    b: B,
    texts: readonly string[],
    origins: readonly unknown[],
  ): EventId {
    const page = this.#open();
    const { cells } = page;
    const whole = origins.length === 0;
    const begin = page.begin(atUs, pid, whole ? 4 : 3 + texts.length);
    cells[begin] = shape;
    cells[begin + 1] = a;
    cells[begin + 2] = b;
    if (whole) cells[begin + 3] = texts;
    else this.#keepEach(cells, begin + 3, texts, origins);
    return this.#length++;
  }

  #keepEach(cells: unknown[], begin: number, texts: readonly string[], origins: readonly unknown[]): void {
    for (let index = 0; index < texts.length; index++) {
      const text = texts[index]!;
      cells[begin + index] = origins[index] === undefined ? text : this.#texts.keep(text);
    }
  }

  #open(): Page {
    if (this.#last.length === EVENTS_OF_PAGE) {
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
    for (let id = this.#length - 1; id >= 0; id--) if (this.kind(id) === kind) return this.#at(id) as EventOf<K>;
    return undefined;
  }

  /** Shows what every event says, and when it said so, without making events; those of a shape, which the shell has of every command, are left out. */
  eachWhole(visit: (body: EventBody, atUs: number) => void): void {
    for (const page of this.#pages)
      for (let index = 0; index < page.length; index++)
        if (page.isWhole(index)) visit(page.body(index, this.#texts), page.atUs(index));
  }

  /** What kind an event is, without making it. */
  kind(id: EventId): EventKind {
    return this.#page(id).kind(id % EVENTS_OF_PAGE);
  }

  /** One event, made anew where `events` has not been asked for. */
  event(id: EventId): Event | undefined {
    return id >= 0 && id < this.#length ? this.#at(id) : undefined;
  }

  #page(id: EventId): Page {
    return this.#pages[Math.floor(id / EVENTS_OF_PAGE)]!;
  }

  #at(id: EventId): Event {
    const page = this.#page(id);
    const index = id % EVENTS_OF_PAGE;
    const made = this.#events[id];
    if (made) return made;
    return { id, atUs: page.atUs(index), pid: page.pid(index), ...page.body(index, this.#texts) } as Event;
  }
}
