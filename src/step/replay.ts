/** A live machine that runs the same boot again, up to any event, and shows what it is like there. */
import { type Boot, powerOn } from '../boot/boot.ts';
import type { Machine } from '../machine/machine.ts';
import { buildMachine } from '../scenario/build-machine.ts';
import type { Prepared } from '../scenario/load-scenario.ts';
import type { Event, EventId, EventOf } from '../trace/event.ts';
import { PassingList } from '../trace/passing-list.ts';
import type { Position } from '../trace/position.ts';
import { NEVER } from '../trace/trace.ts';
import type { Expansion } from './snapshot.ts';

/** What is done at each event of a range: `expansion` is what the words of the command that begins there became. */
export type Visit = (machine: Machine, id: EventId, expansion: Expansion | undefined) => void;

/** Events whose number this divides are visited whenever a replay comes by. */
export interface Passing {
  readonly every: number;
  readonly visit: Visit;
}

export class Replay {
  readonly #machine: Machine;
  readonly #boot: Boot;
  readonly #events: readonly Event[];
  /** Events that were there when the machine was switched on: nobody saw it in between. */
  readonly #first: EventId;
  readonly #expanding = new Map<number, Growing>();
  /** Words of the `for` loops that each process is in, by the loop's place: they are expanded only once. */
  readonly #loops = new Map<number, Map<string, Growing>>();
  #ended = false;

  readonly #passing: Passing | undefined;

  /**
   * @param events of the recording that is replayed.
   * @param passing what is done at events that it comes by in any case.
   */
  constructor(prepared: Prepared, seed: number, events: readonly Event[], passing?: Passing) {
    this.#events = events;
    this.#passing = passing;
    const machine = buildMachine(prepared, { seed, level: 'full' });
    this.#machine = machine;
    const { trace } = machine;
    trace.expansions = {
      word: (pid, position, index, fields) => this.#growing(pid, position).words.set(index, fields),
      glob: (pid, pattern, paths) => this.#growing(pid, undefined).globs.push({ pattern, paths }),
    };
    trace.watch(trace.next, (id) => this.#follow(id));
    trace.list = new PassingList(trace.next);
    this.#boot = powerOn(machine);
    this.#first = trace.next;
  }

  /** Number of the next event: all before it have happened. */
  get at(): EventId {
    return this.#machine.trace.next;
  }

  /** The first event that can be visited on its own; those before it are all alike. */
  get first(): EventId {
    return this.#first;
  }

  /** Runs on until these events have happened, and shows each of them; the machine then stands somewhere after them. */
  run(from: EventId, to: EventId, visit: Visit): void {
    const { trace, kernel } = this.#machine;
    if (from < this.#first) {
      // What the hardware did before power-on is one instant.
      for (let id = from; id < Math.min(this.#first, to + 1); id++) visit(this.#machine, id, undefined);
    }
    const begin = Math.max(from, this.at);
    if (begin <= to && !this.#ended) {
      trace.watch(begin, (id) => {
        // From here on it is to stop as soon as it can.
        kernel.holding = true;
        visit(this.#machine, id, this.#expansionAt(id));
        return id < to ? id + 1 : NEVER;
      });
    }
    this.advance(to + 1);
  }

  /** Runs until that many events have happened, not far beyond. */
  advance(events: EventId): void {
    const { trace, kernel } = this.#machine;
    if (this.#ended || trace.next >= events) return;
    if (!kernel.holding)
      trace.watch(Math.max(trace.next, events - 1), () => {
        kernel.holding = true;
        return NEVER;
      });
    this.#ended = this.#boot.run(() => trace.next >= events) !== undefined;
    kernel.holding = false;
  }

  /** The machine, for looking at more than snapshots hold. Whoever changes it, if only by looking up files, must not use the replay again. */
  get machine(): Machine {
    return this.#machine;
  }

  #growing(pid: number, position: Position | undefined): Growing {
    let growing = this.#expanding.get(pid);
    if (!growing || (position && growing.position && growing.position !== position)) {
      growing = { position, words: new Map(), globs: [] };
      this.#expanding.set(pid, growing);
    } else if (position && !growing.position) {
      growing = { ...growing, position };
      this.#expanding.set(pid, growing);
    }
    return growing;
  }

  /** What was expanded for a command ends with it. */
  #follow(id: EventId): EventId {
    const event = this.#events[id];
    if (event?.kind === 'variable.assigned') this.#keepLoop(event);
    else if (event?.kind === 'process.ended') {
      this.#expanding.delete(event.pid);
      this.#loops.delete(event.pid);
    } else if (event?.kind === 'command.ended') this.#expanding.delete(event.pid);
    if (this.#passing && id % this.#passing.every === 0) this.#passing.visit(this.#machine, id, this.#expansionAt(id));
    return id + 1;
  }

  #keepLoop({ pid, position }: EventOf<'variable.assigned'>): void {
    const growing = this.#expanding.get(pid);
    if (!growing || !position || !samePlace(growing.position, position)) return;
    const loops = this.#loops.get(pid) ?? new Map<string, Growing>();
    loops.set(placeOf(position), growing);
    this.#loops.set(pid, loops);
    this.#expanding.delete(pid);
  }

  #expansionAt(id: EventId): Expansion | undefined {
    const event = this.#events[id];
    if (event?.kind === 'command.started') return this.#expanding.get(event.pid);
    if (event?.kind !== 'variable.assigned' || !event.position) return undefined;
    const growing = this.#expanding.get(event.pid);
    if (growing && samePlace(growing.position, event.position)) return growing;
    return this.#loops.get(event.pid)?.get(placeOf(event.position));
  }
}

const samePlace = (a: Position | undefined, b: Position): boolean =>
  a?.file === b.file && a.offset === b.offset && a.end === b.end;

const placeOf = ({ file, offset }: Position): string => `${file}:${offset}`;

interface Growing extends Expansion {
  readonly words: Map<number, readonly string[]>;
  readonly globs: { readonly pattern: string; readonly paths: readonly string[] }[];
}
