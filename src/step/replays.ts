/** The machine at any event of a recording: live machines here and there along the boot, and snapshots of where somebody has looked. */
import type { Prepared } from '../scenario/load-scenario.ts';
import type { EventId } from '../trace/event.ts';
import type { Chronicle } from './chronicle.ts';
import { type Passing, Replay } from './replay.ts';
import { type ShellState, type Snapshot, shellAt, snapshotOf } from './snapshot.ts';

/** Snapshots are taken and kept so many at once: the next steps find theirs there. */
const CHUNK = 128;
/** How many chunks are kept. */
const CHUNKS = 128;
/** A live machine every so many events, or as many machines as this. */
const SPACING = 2048;
const MACHINES = 64;
/** Machines beyond those, where somebody has just been. */
const SPARE = 8;
/** Events all along the boot that every replay takes a snapshot of when it comes by: what scrubbing shows. */
const WAYPOINTS = 2048;
/** Events that idle work runs between two looks at the time. */
const PORTION = 2048;

export class Replays {
  readonly #prepared: Prepared;
  readonly #seed: number;
  readonly #chronicle: Chronicle;
  /** In the order of their place. */
  readonly #machines: Replay[] = [];
  readonly #chunks = new Map<number, readonly Snapshot[]>();
  readonly #waypoints = new Map<EventId, Snapshot>();
  readonly #spacing: number;
  /** Every so many events there is a waypoint. */
  readonly #every: number;
  /** A machine on its way to a place that has none. */
  #growing: { readonly replay: Replay; readonly to: EventId } | undefined;

  constructor(prepared: Prepared, seed: number, chronicle: Chronicle) {
    this.#prepared = prepared;
    this.#seed = seed;
    this.#chronicle = chronicle;
    this.#spacing = Math.max(SPACING, Math.ceil(chronicle.length / MACHINES));
    this.#every = Math.max(1, Math.ceil(chronicle.length / WAYPOINTS));
  }

  /** The waypoint at or before an event. */
  waypoint(id: EventId): EventId {
    return id - (id % this.#every);
  }

  snapshot(id: EventId): Snapshot {
    return this.#waypoints.get(id) ?? this.#chunk(Math.floor(id / CHUNK))[id % CHUNK]!;
  }

  /** The shells at events, in order, in one run through the boot. */
  visit(ids: readonly EventId[], look: (id: EventId, shell: ShellState | undefined) => void): void {
    const last = ids.at(-1);
    if (last === undefined) return;
    const replay = this.#before(ids[0]!);
    const wanted = new Set(ids);
    let before: ShellState | undefined;
    replay.run(ids[0]!, last, (machine, id) => {
      if (!wanted.has(id)) return;
      const shell = shellAt(machine, this.#chronicle.events[id]!, before);
      before = shell ?? before;
      look(id, shell);
    });
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

  /** Takes snapshots around the cursor, and puts machines where there are none; false when there is nothing left to do. */
  idle(hasTime: () => boolean, cursor: EventId): boolean {
    while (hasTime()) {
      const near = this.#missingNear(cursor);
      if (near !== undefined) {
        this.#chunk(near);
        continue;
      }
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

  /** A chunk beside the cursor's that nobody has looked at. */
  #missingNear(cursor: EventId): number | undefined {
    const here = Math.floor(cursor / CHUNK);
    const last = Math.floor((this.#chronicle.length - 1) / CHUNK);
    return [here, here - 1, here + 1, here - 2, here - 3].find(
      (number) => number >= 0 && number <= last && !this.#chunks.has(number),
    );
  }

  #chunk(number: number): readonly Snapshot[] {
    const chunk = this.#chunks.get(number) ?? this.#take(number);
    // The least recently used goes first.
    this.#chunks.delete(number);
    this.#chunks.set(number, chunk);
    if (this.#chunks.size > CHUNKS) this.#chunks.delete(this.#chunks.keys().next().value!);
    return chunk;
  }

  #take(number: number): readonly Snapshot[] {
    const from = number * CHUNK;
    const to = Math.min(from + CHUNK, this.#chronicle.length) - 1;
    const replay = this.#before(from);
    const chunk: Snapshot[] = [];
    replay.run(from, to, (machine, id, expansion) => {
      const same = id > from && this.#sameWorld(id - 1, id);
      chunk.push(snapshotOf(machine, this.#chronicle.events[id]!, chunk.at(-1), same, expansion));
    });
    this.#keep(replay);
    if (chunk.length !== to - from + 1)
      throw new Error(`events ${from} to ${to} did not happen again: ${chunk.length} of ${to - from + 1}`);
    return chunk;
  }

  /** Nothing but shells' own affairs from the event before the earlier one on: what an event tells may be finished only after it. */
  #sameWorld(before: EventId, id: EventId): boolean {
    const { world } = this.#chronicle;
    return before > 0 && world[before - 1] === world[id];
  }

  // ── machines ─────────────────────────────────────────────────────────────

  #fresh(): Replay {
    let last: { readonly id: EventId; readonly snapshot: Snapshot } | undefined;
    const passing: Passing = {
      every: this.#every,
      visit: (machine, id, expansion) => {
        if (this.#waypoints.has(id)) return;
        const same = last !== undefined && this.#sameWorld(last.id, id);
        const event = this.#chronicle.events[id]!;
        last = { id, snapshot: snapshotOf(machine, event, last?.snapshot, same, expansion) };
        this.#waypoints.set(id, last.snapshot);
      },
    };
    return new Replay(this.#prepared, this.#seed, this.#chronicle.events, passing);
  }

  /** The machine nearest before an event, taken out of the row; a new one when there is none. */
  #before(id: EventId): Replay {
    const best = this.#machines.findLastIndex((replay) => replay.at <= id);
    const growing = this.#growing?.replay;
    if (growing && growing.at <= id && (best < 0 || this.#machines[best]!.at < growing.at)) {
      this.#growing = undefined;
      return growing;
    }
    return best < 0 ? this.#fresh() : this.#machines.splice(best, 1)[0]!;
  }

  #keep(replay: Replay): void {
    const at = this.#machines.findIndex((other) => other.at > replay.at);
    this.#machines.splice(at < 0 ? this.#machines.length : at, 0, replay);
    if (this.#machines.length <= MACHINES + SPARE) return;
    // Of those that stand in a stretch behind another one, the one that is nearest to that is missed least.
    const stretch = (index: number): number => Math.floor(this.#machines[index]!.at / this.#spacing);
    let least: number | undefined;
    for (let index = 1; index < this.#machines.length; index++)
      if (stretch(index) === stretch(index - 1) && (least === undefined || this.#gap(index) < this.#gap(least)))
        least = index;
    if (least !== undefined) this.#machines.splice(least, 1);
  }

  #gap(index: number): number {
    return this.#machines[index]!.at - this.#machines[index - 1]!.at;
  }

  /**
   * The stretch of the boot that misses a machine most, and the machine that goes there: the one of the stretch before, which leaves a
   * gap that is cheaper to fill, and so on down to a new machine at power-on.
   */
  #begin(cursor: EventId): { readonly replay: Replay; readonly to: EventId } | undefined {
    const spacing = this.#spacing;
    const count = Math.floor((this.#chronicle.length - 1) / spacing) + 1;
    const filled = new Set(
      this.#machines.filter((replay) => replay.at % spacing < spacing / 4).map(({ at }) => Math.floor(at / spacing)),
    );
    const here = Math.floor(cursor / spacing);
    for (let distance = 0; distance < count; distance++)
      for (const stretch of distance === 0 ? [here] : [here - distance, here + distance]) {
        if (stretch < 1 || stretch >= count || filled.has(stretch)) continue;
        const to = stretch * spacing + 1;
        const from = this.#machines.findLastIndex((replay) => replay.at <= to);
        const fits = from >= 0 && this.#machines[from]!.at > (stretch - 1) * spacing;
        // Not the one that the cursor needs for the way back from where it stands.
        const needed =
          fits && this.#machines[from]!.at <= cursor && Math.floor(this.#machines[from]!.at / spacing) === here;
        if (fits && !needed) return { replay: this.#machines.splice(from, 1)[0]!, to };
        return { replay: this.#fresh(), to };
      }
    return undefined;
  }
}
