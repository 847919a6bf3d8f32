/** The one append-only trace of a rehearsal: what is wanted of it, and who is told as it grows. */
import type { Event, EventBody, EventId, EventKind, EventOf } from './event.ts';
import { EventList, type EventShape, type ListShape, type TextShape } from './event-list.ts';
import type { Position } from './position.ts';

/** `full` keeps everything; `world` leaves out what only the stepper and the explanation read (commands, variables, branches, probes, xtrace). */
export type TraceLevel = 'full' | 'world';

/** Told of an event right after it was added, before whoever added it goes on; gives the next event that it wants to be told of. */
export type Watcher = (id: EventId) => EventId;

/** Asked before a decision of a script is recorded: gives the way that is taken, which is `own` unless somebody wants another. */
export type Decider = <T extends boolean | number>(
  kind: 'branch.taken' | 'case.compared',
  position: Position,
  own: T,
) => T;

/** Told what words of a command became, which no event says; only for who looks closely. */
export interface ExpansionWatcher {
  /** The word at an index among those of the command at a place gave these fields. */
  readonly word: (pid: number, position: Position | undefined, index: number, fields: readonly string[]) => void;
  /** A pattern met these paths. */
  readonly glob: (pid: number, pattern: string, paths: readonly string[]) => void;
}

/** No event is later. */
export const NEVER: EventId = 2 ** 31 - 1;

export class Trace {
  /** True when the shell's inner events are wanted; callers test it before they build one. */
  readonly full: boolean;
  /** Another one goes on with the same numbers where nobody wants the events again. */
  list = new EventList();
  /** Set by who wants scripts to take other ways than their own. */
  decides: Decider | undefined;
  /** Set by who looks closely at expansions. */
  expansions: ExpansionWatcher | undefined;
  readonly #clock: { readonly nowUs: number };
  #watchers: { watcher: Watcher; next: EventId }[] = [];
  #telling = 0;
  /** The first event that somebody wants to be told of. */
  #watched = NEVER;

  constructor(clock: { readonly nowUs: number }, level: TraceLevel = 'full') {
    this.#clock = clock;
    this.full = level === 'full';
  }

  /** Appends an event and returns its number. The body is kept as it is, so it must not change afterwards. */
  add(pid: number, body: EventBody): EventId {
    const id = this.list.add(this.#clock.nowUs, pid, body);
    if (id >= this.#watched) this.#tell(id);
    return id;
  }

  /** The same for an event that says what others have said: the very same body. */
  addAgain(pid: number, body: EventBody): EventId {
    const id = this.list.addAgain(this.#clock.nowUs, pid, body);
    if (id >= this.#watched) this.#tell(id);
    return id;
  }

  /** The same for the events of every command: only the values are kept, and the shape knows what they mean. */
  addShaped<A, B>(pid: number, shape: EventShape<A, B>, a: A, b: B): EventId {
    const id = this.list.addShaped(this.#clock.nowUs, pid, shape, a, b);
    if (id >= this.#watched) this.#tell(id);
    return id;
  }

  addWithText<A, B, C>(pid: number, shape: TextShape<A, B, C>, a: A, b: B, c: C, text: string): EventId {
    const id = this.list.addWithText(this.#clock.nowUs, pid, shape, a, b, c, text);
    if (id >= this.#watched) this.#tell(id);
    return id;
  }

  addWithList<A, B>(
    pid: number,
    shape: ListShape<A, B>,
    a: A,
    b: B,
    texts: readonly string[],
    origins: readonly unknown[],
  ): EventId {
    const id = this.list.addWithList(this.#clock.nowUs, pid, shape, a, b, texts, origins);
    if (id >= this.#watched) this.#tell(id);
    return id;
  }

  /** Has events told as they come, the event `first` before all others; what has happened already is not told. */
  watch(first: EventId, watcher: Watcher): void {
    // Who comes later looks first, before an earlier one adds events of its own.
    this.#watchers.unshift({ watcher, next: first });
    this.#watched = Math.min(this.#watched, first);
  }

  #tell(id: EventId): void {
    this.#telling++;
    for (const each of this.#watchers) {
      if (each.next > id) continue;
      // It may add an event of its own, which is for the others.
      each.next = NEVER;
      this.#watched = this.#nextWatched();
      each.next = each.watcher(id);
    }
    if (--this.#telling === 0) this.#watchers = this.#watchers.filter(({ next }) => next < NEVER);
    this.#watched = this.#nextWatched();
  }

  #nextWatched(): EventId {
    let next = NEVER;
    for (const each of this.#watchers) if (each.next < next) next = each.next;
    return next;
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
