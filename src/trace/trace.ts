/** The one append-only list of events of a rehearsal, and the recording that is made of it. */
import type { Event, EventBody, EventId, EventKind, EventOf } from './event.ts';

/** `full` keeps everything; `world` leaves out what only the stepper and the explanation read (commands, variables, branches, probes, xtrace). */
export type TraceLevel = 'full' | 'world';

/**
 * The events by themselves, without the machine that they are of. What an event says, and its stamp, are apart: one that says the same
 * again (a branch taken) needs no new object, and whole events are made only for who reads them.
 */
export class EventList {
  readonly #bodies: EventBody[] = [];
  readonly #instants: number[] = [];
  readonly #pids: number[] = [];
  readonly #events: Event[] = [];

  add(atUs: number, pid: number, body: EventBody): EventId {
    const id = this.#bodies.push(body) - 1;
    this.#instants.push(atUs);
    this.#pids.push(pid);
    return id;
  }

  get length(): number {
    return this.#bodies.length;
  }

  /** All events so far; the same array grows with every look. */
  get events(): readonly Event[] {
    for (let id = this.#events.length; id < this.#bodies.length; id++) this.#events.push(this.#at(id));
    return this.#events;
  }

  last<K extends EventKind>(kind: K): EventOf<K> | undefined {
    for (let id = this.#bodies.length - 1; id >= 0; id--) if (this.#bodies[id]!.kind === kind) return this.#at(id) as EventOf<K>;
    return undefined;
  }

  /** Shows what every event says, and when it said so, without making events. */
  each(visit: (body: EventBody, atUs: number) => void): void {
    const bodies = this.#bodies;
    for (let id = 0; id < bodies.length; id++) visit(bodies[id]!, this.#instants[id]!);
  }

  #at(id: EventId): Event {
    return this.#events[id] ?? ({ id, atUs: this.#instants[id]!, pid: this.#pids[id]!, ...this.#bodies[id]! } as Event);
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
