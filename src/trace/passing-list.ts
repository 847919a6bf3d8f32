/** A list of events that keeps only the last: for a machine that runs a recorded boot again, whose events are known already. */
import type { Event, EventBody, EventId, EventKind, EventOf } from './event.ts';
import { EventList, type EventShape, type ListShape, type TextShape } from './event-list.ts';

export class PassingList extends EventList {
  #next: EventId;
  #atUs = 0;
  #pid = 0;
  /** What the last event says: its body, or the kind with what makes the body. */
  #body: EventBody | undefined;
  #kind: EventKind | undefined;
  #make: (() => EventBody) | undefined;
  /** The last of each kind, of those that are kept whole. */
  readonly #whole = new Map<
    EventKind,
    { readonly id: EventId; readonly atUs: number; readonly pid: number; readonly body: EventBody }
  >();

  /** @param next number of the event that is added first. */
  constructor(next: EventId) {
    super();
    this.#next = next;
  }

  override add(atUs: number, pid: number, body: EventBody): EventId {
    const id = this.#pass(atUs, pid, body.kind, undefined);
    this.#body = body;
    this.#whole.set(body.kind, { id, atUs, pid, body });
    return id;
  }

  override addAgain(atUs: number, pid: number, body: EventBody): EventId {
    return this.add(atUs, pid, body);
  }

  override addShaped<A, B>(atUs: number, pid: number, shape: EventShape<A, B>, a: A, b: B): EventId {
    return this.#pass(atUs, pid, shape.shape, () => shape.make(a, b, undefined, undefined));
  }

  override addWithText<A, B, C>(
    atUs: number,
    pid: number,
    shape: TextShape<A, B, C>,
    a: A,
    b: B,
    c: C,
    text: string,
  ): EventId {
    return this.#pass(atUs, pid, shape.shape, () => shape.make(a, b, c, text));
  }

  override addWithList<A, B>(
    atUs: number,
    pid: number,
    shape: ListShape<A, B>,
    a: A,
    b: B,
    texts: readonly string[],
  ): EventId {
    return this.#pass(atUs, pid, shape.shape, () => shape.make(a, b, undefined, texts));
  }

  override get length(): number {
    return this.#next;
  }

  override atUs(id: EventId): number | undefined {
    if (id === this.#next - 1) return this.#atUs;
    for (const kept of this.#whole.values()) if (kept.id === id) return kept.atUs;
    return undefined;
  }

  /** Of the event that was added last, which is all that anybody may ask here. */
  override kind(id: EventId): EventKind {
    if (id !== this.#next - 1 || this.#kind === undefined) throw new Error(`event ${id} has passed`);
    return this.#kind;
  }

  override event(id: EventId): Event | undefined {
    if (id !== this.#next - 1) return undefined;
    const body = this.#body ?? this.#make?.();
    return body && ({ id, atUs: this.#atUs, pid: this.#pid, ...body } as Event);
  }

  /** Of a kind whose events are kept whole; the shell's frequent ones are not. */
  override last<K extends EventKind>(kind: K): EventOf<K> | undefined {
    const kept = this.#whole.get(kind);
    return kept && ({ id: kept.id, atUs: kept.atUs, pid: kept.pid, ...kept.body } as EventOf<K>);
  }

  #pass(atUs: number, pid: number, kind: EventKind, make: (() => EventBody) | undefined): EventId {
    this.#atUs = atUs;
    this.#pid = pid;
    this.#kind = kind;
    this.#body = undefined;
    this.#make = make;
    return this.#next++;
  }
}
