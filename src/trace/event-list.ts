/** The events of a rehearsal as they are kept: small, and cheap to add to, as scripts give some for every command. */
import type { Event, EventBody, EventId, EventKind, EventOf } from './event.ts';
import { Texts } from './texts.ts';

/**
 * How the body of a frequent event is made when somebody reads it: from two values; from three and a text; or from two and a list of texts.
 * Values are best small numbers, or come again with many events; an array is taken for one that does not.
 */
export interface EventShape<A = unknown, B = unknown, C = undefined, T = undefined> {
  readonly number: number;
  readonly shape: EventKind;
  readonly form: 'values' | 'text' | 'list';
  readonly make: (a: A, b: B, c: C, text: T) => EventBody;
}

export type TextShape<A, B, C> = EventShape<A, B, C, string>;
export type ListShape<A, B> = EventShape<A, B, undefined, readonly string[]>;
type AnyShape = EventShape<unknown, unknown, unknown, unknown>;

/** All shapes that there are, by their numbers. */
const SHAPES: AnyShape[] = [];

/** Makes a shape known, once for all recordings. */
export function eventShape<A, B, C, T>(shape: Omit<EventShape<A, B, C, T>, 'number'>): EventShape<A, B, C, T> {
  const numbered = { ...shape, number: SHAPES.length };
  SHAPES.push(numbered as AnyShape);
  return numbered;
}

/** Events of one page: one array of all cells would be copied again and again while it grows. */
const EVENTS_OF_PAGE = 1024;
/** Cells that a page has room for at first. */
const CELLS_OF_PAGE = 5 * EVENTS_OF_PAGE;
/** A longer list of texts is one cell. */
const LONGEST_LIST = 64;

/** Numbers alone, so that the garbage collector has nothing to look at or to move. */
class Page {
  /** Of every event its body, or the number of its shape and what belongs to that; see `Cells`. */
  cells = new Int32Array(CELLS_OF_PAGE);
  /** Per event: its instant; its pid and where its cells begin. */
  readonly instants = new Float64Array(EVENTS_OF_PAGE);
  readonly places = new Int32Array(2 * EVENTS_OF_PAGE);
  length = 0;
  /** Cells in use. */
  filled = 0;

  /** Where the cells of the event begin that is added now, so many. */
  begin(atUs: number, pid: number, cells: number): number {
    const index = this.length++;
    const begin = this.filled;
    this.instants[index] = atUs;
    this.places[2 * index] = pid;
    this.places[2 * index + 1] = begin;
    this.filled = begin + cells;
    if (this.filled > this.cells.length) this.#grow();
    return begin;
  }

  #grow(): void {
    const cells = new Int32Array(2 * this.cells.length);
    cells.set(this.cells);
    this.cells = cells;
  }

  /** Where the cells of an event begin. */
  at(index: number): number {
    return this.places[2 * index + 1]!;
  }

  atUs(index: number): number {
    return this.instants[index]!;
  }

  pid(index: number): number {
    return this.places[2 * index]!;
  }
}

/** Turns values into cells and back: a number that is none below 0 is its own cell, a negative cell is the number of something kept. */
class Cells {
  readonly #kept: unknown[] = [[]];
  /** Numbers of what comes again. */
  readonly #numbers = new Map<unknown, number>();
  readonly #texts = new Texts();

  /** For something that comes once. */
  new(value: unknown): number {
    return ~(this.#kept.push(value) - 1);
  }

  /** For something that comes again and again. */
  again(value: unknown): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    const cell = this.new(value);
    this.#numbers.set(value, cell);
    return cell;
  }

  of(value: unknown): number {
    if (typeof value === 'number' && (value | 0) === value && value >= 0) return value;
    if (Array.isArray(value)) return value.length === 0 ? ~0 : this.new(value);
    return this.again(value);
  }

  /** For a text that is unlikely to come again. */
  ofText(text: string): number {
    const kept = this.#texts.keep(text);
    return typeof kept === 'number' ? kept : this.new(kept);
  }

  value(cell: number): unknown {
    return cell < 0 ? this.#kept[~cell] : cell;
  }

  text(cell: number): string {
    return cell < 0 ? (this.#kept[~cell] as string) : this.#texts.text(cell);
  }
}

/**
 * The events by themselves, without the machine that they are of. What an event says, and its stamp, are apart: one that says the same
 * again (a branch taken) needs no new object, frequent ones are only numbers, and whole events are made only for who reads them.
 */
export class EventList {
  /** The page that events are added to. */
  #last = new Page();
  readonly #pages: Page[] = [this.#last];
  #length = 0;
  readonly #cells = new Cells();
  readonly #events: Event[] = [];

  add(atUs: number, pid: number, body: EventBody): EventId {
    return this.#add(atUs, pid, this.#cells.new(body));
  }

  /** An event that says the same as others have said: the very same body. */
  addAgain(atUs: number, pid: number, body: EventBody): EventId {
    return this.#add(atUs, pid, this.#cells.again(body));
  }

  #add(atUs: number, pid: number, cell: number): EventId {
    const page = this.#open();
    const begin = page.begin(atUs, pid, 1);
    page.cells[begin] = cell;
    return this.#length++;
  }

  addShaped<A, B>(atUs: number, pid: number, shape: EventShape<A, B>, a: A, b: B): EventId {
    const page = this.#open();
    const begin = page.begin(atUs, pid, 3);
    const { cells } = page;
    cells[begin] = shape.number;
    cells[begin + 1] = this.#cells.of(a);
    cells[begin + 2] = this.#cells.of(b);
    return this.#length++;
  }

  addWithText<A, B, C>(atUs: number, pid: number, shape: TextShape<A, B, C>, a: A, b: B, c: C, text: string): EventId {
    const page = this.#open();
    const begin = page.begin(atUs, pid, 5);
    const { cells } = page;
    cells[begin] = shape.number;
    cells[begin + 1] = this.#cells.of(a);
    cells[begin + 2] = this.#cells.of(b);
    cells[begin + 3] = this.#cells.of(c);
    cells[begin + 4] = this.#cells.ofText(text);
    return this.#length++;
  }

  /** @param origins set where a text is new; others are of the script itself, and come again. Without any the list itself does. */
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
    const { length } = texts;
    const whole = origins.length === 0 || length > LONGEST_LIST;
    const begin = page.begin(atUs, pid, whole ? 4 : 4 + length);
    const { cells } = page;
    cells[begin] = shape.number;
    cells[begin + 1] = this.#cells.of(a);
    cells[begin + 2] = this.#cells.of(b);
    if (whole) cells[begin + 3] = origins.length === 0 ? this.#cells.again(texts) : this.#cells.new(texts);
    else this.#keepEach(cells, begin + 3, texts, origins);
    return this.#length++;
  }

  /** The first cell says how many follow. */
  #keepEach(cells: Int32Array, begin: number, texts: readonly string[], origins: readonly unknown[]): void {
    const { length } = texts;
    cells[begin] = length;
    for (let index = 0; index < length; index++) {
      const text = texts[index]!;
      cells[begin + 1 + index] = origins[index] === undefined ? this.#cells.again(text) : this.#cells.ofText(text);
    }
  }

  #isWhole(page: Page, index: number): boolean {
    return page.cells[page.at(index)]! < 0;
  }

  #body(page: Page, index: number): EventBody {
    const { cells } = page;
    const begin = page.at(index);
    const first = cells[begin]!;
    if (first < 0) return this.#cells.value(first) as EventBody;
    const { form, make } = SHAPES[first]!;
    const a = this.#cells.value(cells[begin + 1]!);
    const b = this.#cells.value(cells[begin + 2]!);
    switch (form) {
      case 'values':
        return make(a, b, undefined, undefined);
      case 'text':
        return make(a, b, this.#cells.value(cells[begin + 3]!), this.#cells.text(cells[begin + 4]!));
      case 'list':
        return make(a, b, undefined, this.#list(cells, begin + 3));
    }
  }

  #list(cells: Int32Array, begin: number): readonly string[] {
    const first = cells[begin]!;
    if (first < 0) return this.#cells.value(first) as readonly string[];
    return Array.from({ length: first }, (_, index) => this.#cells.text(cells[begin + 1 + index]!));
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
        if (this.#isWhole(page, index)) visit(this.#body(page, index), page.atUs(index));
  }

  /** What kind an event is, without making it. */
  kind(id: EventId): EventKind {
    const page = this.#page(id);
    const index = id % EVENTS_OF_PAGE;
    const first = page.cells[page.at(index)]!;
    return first < 0 ? (this.#cells.value(first) as EventBody).kind : SHAPES[first]!.shape;
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
    return { id, atUs: page.atUs(index), pid: page.pid(index), ...this.#body(page, index) } as Event;
  }
}
