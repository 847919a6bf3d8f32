/** The machine at any event of a recording: live machines here and there along the boot, and snapshots of where somebody has looked. */
import type { Prepared } from '../scenario/load-scenario.ts';
import type { EventId } from '../trace/event.ts';
import type { Chronicle } from './chronicle.ts';
import { Replay } from './replay.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';

/** Snapshots are taken and kept so many at once: the next steps find theirs there. */
const CHUNK = 256;
/** How many chunks are kept. */
const CHUNKS = 64;
/** A live machine every so many events, or as many machines as this. */
const SPACING = 8192;
const MACHINES = 24;
/** Events that idle work runs between two looks at the time. */
const PORTION = 1024;

export class Replays {
  readonly #prepared: Prepared;
  readonly #seed: number;
  readonly #chronicle: Chronicle;
  /** In the order of their place. */
  #machines: Replay[] = [];
  /** The one that was used last stays where it is: steps go on from there. */
  readonly #chunks = new Map<number, readonly Snapshot[]>();
  readonly #spacing: number;
  /** A machine on its way to a place that has none. */
  #growing: { readonly replay: Replay; readonly to: EventId } | undefined;

  constructor(prepared: Prepared, seed: number, chronicle: Chronicle) {
    this.#prepared = prepared;
    this.#seed = seed;
    this.#chronicle = chronicle;
    this.#spacing = Math.max(SPACING, Math.ceil(chronicle.length / MACHINES));
  }

  snapshot(id: EventId): Snapshot {
    const number = Math.floor(id / CHUNK);
    const known = this.#chunks.get(number);
    const chunk = known ?? this.#take(number);
    // The least recently used goes first.
    this.#chunks.delete(number);
    this.#chunks.set(number, chunk);
    if (this.#chunks.size > CHUNKS) this.#chunks.delete(this.#chunks.keys().next().value!);
    const found = chunk[id - number * CHUNK];
    if (!found) throw new Error(`event ${id} did not happen again in a replay of ${this.#chronicle.length} events`);
    return found;
  }

  /** True when a snapshot is there already. */
  has(id: EventId): boolean {
    return this.#chunks.has(Math.floor(id / CHUNK));
  }

  /** Visits events in one run through the boot. */
  visit(ids: readonly EventId[], look: (id: EventId, snapshot: Snapshot) => void): void {
    if (ids.length === 0) return;
    const replay = this.#before(ids[0]!);
    for (const id of ids)
      replay.run(id, id, (machine, at, expansion) =>
        look(at, snapshotOf(machine, this.#chronicle.events[at]!, undefined, false, expansion)),
      );
    this.#keep(replay);
  }

  /** A machine at an event, for a look that changes it; it is not used again. */
  spend<T>(id: EventId, look: (machine: Replay['machine']) => T): T {
    const replay = new Replay(this.#prepared, this.#seed, this.#chronicle.events);
    let found: { readonly value: T } | undefined;
    replay.run(id, id, (machine) => {
      found = { value: look(machine) };
    });
    if (!found) throw new Error(`event ${id} did not happen again`);
    return found.value;
  }

  /** Puts machines where there are none, first before the cursor, then all along; false when there is nothing left to do. */
  idle(hasTime: () => boolean, cursor: EventId): boolean {
    while (hasTime()) {
      const growing = this.#growing ?? this.#begin(cursor);
      if (!growing) return false;
      this.#growing = growing;
      growing.replay.advance(Math.min(growing.to, growing.replay.at + PORTION));
      if (growing.replay.at < growing.to) continue;
      this.#keep(growing.replay);
      this.#growing = undefined;
    }
    return true;
  }

  #take(number: number): readonly Snapshot[] {
    const from = number * CHUNK;
    const to = Math.min(from + CHUNK, this.#chronicle.length) - 1;
    const replay = this.#before(from);
    const chunk: Snapshot[] = [];
    const { world, events } = this.#chronicle;
    replay.run(from, to, (machine, id, expansion) => {
      const before = chunk.at(-1);
      chunk.push(
        snapshotOf(machine, events[id]!, before, before !== undefined && world[id] === world[id - 1], expansion),
      );
    });
    this.#keep(replay);
    return chunk;
  }

  /** The machine nearest before an event, taken out of the row; a new one when there is none. */
  #before(id: EventId): Replay {
    let best = -1;
    for (let index = 0; index < this.#machines.length; index++) if (this.#machines[index]!.at <= id) best = index;
    const growing = this.#growing?.replay;
    if (growing && growing.at <= id && (best < 0 || this.#machines[best]!.at < growing.at)) {
      this.#growing = undefined;
      return growing;
    }
    if (best < 0) return new Replay(this.#prepared, this.#seed, this.#chronicle.events);
    return this.#machines.splice(best, 1)[0]!;
  }

  #keep(replay: Replay): void {
    const at = this.#machines.findIndex((other) => other.at > replay.at);
    this.#machines.splice(at < 0 ? this.#machines.length : at, 0, replay);
    if (this.#machines.length <= MACHINES + 4) return;
    // One that has another close before it is missed least.
    let least = 1;
    let distance = Number.POSITIVE_INFINITY;
    for (let index = 1; index < this.#machines.length; index++) {
      const gap = this.#machines[index]!.at - this.#machines[index - 1]!.at;
      if (gap < distance) {
        distance = gap;
        least = index;
      }
    }
    this.#machines.splice(least, 1);
  }

  /** The stretch of the boot that misses a machine most, and the machine that goes there. */
  #begin(cursor: EventId): { readonly replay: Replay; readonly to: EventId } | undefined {
    const spacing = this.#spacing;
    const last = Math.floor((this.#chronicle.length - 1) / spacing);
    const here = Math.floor(cursor / spacing);
    const order = [...Array(last + 1).keys()].sort((a, b) => this.#distance(a, here) - this.#distance(b, here));
    for (const stretch of order) {
      const from = stretch * spacing;
      if (this.#machines.some((replay) => replay.at >= from && replay.at < from + spacing / 2)) continue;
      if (stretch === 0 && this.#machines.some((replay) => replay.at <= replay.first)) continue;
      return { replay: new Replay(this.#prepared, this.#seed, this.#chronicle.events), to: from + 1 };
    }
    return undefined;
  }

  /** Going back needs a machine before; those behind the cursor can be reached by going on. */
  #distance(stretch: number, here: number): number {
    return stretch <= here ? here - stretch : 2 * (stretch - here) + 1;
  }
}
