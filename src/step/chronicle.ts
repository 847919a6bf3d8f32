/** A recording made easy to ask by event number: who ran what inside what, where each process stood, how often each line ran. */
import type { Event, EventId, EventKind, EventOf } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import { FileRuns } from './file-runs.ts';
import type { QuietTest, QuietTests } from './quiet-tests.ts';

/** A function, sourced file or process that is open; immutable, linked to what it is inside of. */
export interface OpenFrame {
  readonly kind: 'function' | 'file' | 'process';
  readonly name: string;
  readonly pid: number;
  readonly opened: EventId;
  /** The event with the place of the call, -1 when there is none. */
  readonly called: EventId;
  readonly up: OpenFrame | undefined;
  readonly depth: number;
}

export const NO_EVENT: EventId = -1;

export class Chronicle {
  readonly events: readonly Event[];
  /** For each event: the last event of its process, itself included, that has a position; -1 when there is none. */
  readonly placed: Int32Array;
  /** For each event: the innermost command of its process that has begun and not ended, itself included; -1 when there is none. */
  readonly open: Int32Array;
  /** For each event: the frame that its process is in after it. */
  readonly frames: (OpenFrame | undefined)[];
  /** For each event: how many events up to it changed something that is no shell's own. */
  readonly world: Int32Array;
  /** Events that single steps stop at: commands, `case`s, assignments, decisions without a command. */
  readonly stops: readonly EventId[];
  readonly runs = new FileRuns();
  /** Decisions that kept something from running: file -> place -> events. */
  readonly decisions = new Map<string, Map<number, EventId[]>>();
  readonly ended = new Map<EventId, EventOf<'command.ended'>>();
  /** Decisions that no command made, and what made them. */
  readonly tests = new Map<EventId, QuietTest>();
  readonly #byKind = new Map<EventKind, EventId[]>();
  readonly #started = new Map<number, EventOf<'process.started'>>();
  readonly #units = new Map<number, EventOf<'unit.process'>>();
  readonly #executed = new Map<number, EventOf<'process.executed'>[]>();
  readonly #substitutions = new Map<number, EventId>();

  constructor(events: readonly Event[], quiet?: QuietTests) {
    this.events = events;
    const { length } = events;
    this.placed = new Int32Array(length);
    this.open = new Int32Array(length);
    this.world = new Int32Array(length);
    this.frames = new Array(length);
    const stops: EventId[] = [];
    const states = new Map<number, State>();
    let world = 0;
    let last: State | undefined;
    let lastPid = Number.NaN;
    for (let id = 0; id < length; id++) {
      const event = events[id]!;
      if (event.pid !== lastPid || !last) {
        lastPid = event.pid;
        last = states.get(event.pid);
        if (!last) {
          last = { placed: NO_EVENT, frame: undefined, commands: undefined };
          states.set(event.pid, last);
        }
      }
      if (!OWN_TO_SHELLS.has(event.kind)) world++;
      this.world[id] = world;
      const kept = this.#byKind.get(event.kind);
      if (kept) kept.push(id);
      else this.#byKind.set(event.kind, [id]);
      this.#follow(event, last, states);
      if (positionOf(event)) last.placed = id;
      this.placed[id] = last.placed;
      this.open[id] = last.commands?.command ?? NO_EVENT;
      this.frames[id] = last.frame;
      if (event.kind === 'branch.taken' || event.kind === 'case.compared' || event.kind === 'left.early')
        this.#decided(event.position, id);
      const test = event.kind === 'branch.taken' ? quiet?.at(event) : undefined;
      if (test) {
        this.tests.set(id, test);
        stops.push(id);
        this.runs.add(test.position, id);
      } else if (
        isStop(event, last, events) &&
        !(event.kind === 'variable.assigned' && quiet?.assigns(event.position!))
      ) {
        stops.push(id);
        this.runs.add(positionOf(event)!, id);
      }
    }
    this.stops = stops;
  }

  get length(): number {
    return this.events.length;
  }

  event<K extends EventKind>(id: EventId, kind: K): EventOf<K> | undefined {
    const event = this.events[id];
    return event?.kind === kind ? (event as EventOf<K>) : undefined;
  }

  isStop(id: EventId): boolean {
    return this.stops[countUpTo(this.stops, id) - 1] === id;
  }

  /** Numbers of the events of a kind, in order. */
  all(kind: EventKind): readonly EventId[] {
    return this.#byKind.get(kind) ?? [];
  }

  startOf(pid: number): EventOf<'process.started'> | undefined {
    return this.#started.get(pid);
  }

  /** The substitution that a process was forked for, once it has ended. */
  substitutionOf(pid: number): EventId | undefined {
    return this.#substitutions.get(pid);
  }

  /** The process below pid 1 that this one belongs to; itself when there is none. */
  serviceOf(pid: number): number {
    let at = pid;
    for (let parent = this.#started.get(at)?.parent; parent !== undefined && parent > 1; ) {
      at = parent;
      parent = this.#started.get(at)?.parent;
    }
    return at;
  }

  /** The event that says which unit a process belongs to. */
  unitOf(pid: number): EventOf<'unit.process'> | undefined {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = this.#started.get(at)?.parent) {
      const unit = this.#units.get(at);
      if (unit) return unit;
    }
    return undefined;
  }

  /** The command that runs at an event: of its own process, else the one that the process was started by; -1 when there is none. */
  commandAt(id: EventId): EventId {
    if (this.events[id]?.kind === 'command.started') return id;
    const open = this.open[id] ?? NO_EVENT;
    if (open >= 0) return open;
    for (let frame = this.frames[id]; frame; frame = frame.up)
      if (frame.called >= 0 && this.events[frame.called]?.kind === 'command.started') return frame.called;
    return NO_EVENT;
  }

  /** What a process was last made to run up to an event. */
  executedBy(pid: number, upTo: EventId): EventOf<'process.executed'> | undefined {
    const all = this.#executed.get(pid);
    return all?.[
      countUpTo(
        all.map(({ id }) => id),
        upTo,
      ) - 1
    ];
  }

  /** Where an event stands: its own place, else where its process stood last, else where that was started from. */
  placeOf(id: EventId): Position | undefined {
    const placed = this.placed[id] ?? NO_EVENT;
    if (placed >= 0) return this.tests.get(placed)?.position ?? positionOf(this.events[placed]!);
    for (let frame = this.frames[id]; frame; frame = frame.up)
      if (frame.called >= 0) return positionOf(this.events[frame.called]!);
    return undefined;
  }

  #follow(event: Event, state: State, states: Map<number, State>): void {
    switch (event.kind) {
      case 'process.started': {
        this.#started.set(event.child, event);
        const parent = event.parent > 1 ? states.get(event.parent) : undefined;
        states.set(event.child, {
          placed: NO_EVENT,
          commands: undefined,
          frame: {
            kind: 'process',
            name: event.argv.join(' '),
            pid: event.child,
            opened: event.id,
            called: parent ? (parent.commands?.command ?? parent.placed) : NO_EVENT,
            up: parent?.frame,
            depth: (parent?.frame?.depth ?? 0) + 1,
          },
        });
        return;
      }
      case 'process.executed': {
        const all = this.#executed.get(event.pid);
        if (all) all.push(event);
        else this.#executed.set(event.pid, [event]);
        return;
      }
      case 'unit.process':
        this.#units.set(event.child, event);
        return;
      case 'function.entered':
        this.#enter(state, 'function', event.name, event, state.commands?.command ?? state.placed);
        return;
      case 'file.sourced':
        this.#enter(state, 'file', event.path, event, state.commands?.command ?? state.placed);
        return;
      case 'function.left':
        leave(state, 'function', event.name);
        return;
      case 'file.left':
        leave(state, 'file', event.path);
        return;
      case 'command.started':
        state.commands = { command: event.id, up: state.commands };
        return;
      case 'command.ended': {
        this.ended.set(event.command, event);
        for (let at = state.commands; at; at = at.up)
          if (at.command === event.command) {
            state.commands = at.up;
            return;
          }
        return;
      }
      case 'substitution.ended':
        this.#substitutions.set(event.child, event.id);
        return;
      default:
        return;
    }
  }

  #decided({ file, offset }: Position, id: EventId): void {
    let places = this.decisions.get(file);
    if (!places) {
      places = new Map();
      this.decisions.set(file, places);
    }
    const ids = places.get(offset);
    if (ids) ids.push(id);
    else places.set(offset, [id]);
  }

  #enter(state: State, kind: OpenFrame['kind'], name: string, event: Event, called: EventId): void {
    state.frame = {
      kind,
      name,
      pid: event.pid,
      opened: event.id,
      called,
      up: state.frame,
      depth: (state.frame?.depth ?? 0) + 1,
    };
  }
}

/** What is open in one process. */
interface State {
  placed: EventId;
  frame: OpenFrame | undefined;
  commands: { readonly command: EventId; readonly up: State['commands'] } | undefined;
}

function leave(state: State, kind: OpenFrame['kind'], name: string): void {
  for (let at = state.frame; at && at.kind !== 'process'; at = at.up)
    if (at.kind === kind && at.name === name) {
      state.frame = at.up;
      return;
    }
}

/** Kinds that change nothing but a shell's own state. */
const OWN_TO_SHELLS: ReadonlySet<EventKind> = new Set<EventKind>([
  'command.started',
  'command.ended',
  'function.entered',
  'function.left',
  'file.sourced',
  'file.left',
  'branch.taken',
  'case.compared',
  'left.early',
  'variable.assigned',
  'variable.unset',
  'substitution.ended',
  'xtrace',
  'path.probed',
  'output',
  'journal.logged',
  'process.started',
  'process.executed',
  'process.ended',
  'shell.error',
]);

export const positionOf = (event: Event): Position | undefined =>
  'position' in event ? (event.position as Position | undefined) : undefined;

/** An assignment that a builtin makes (`read`, `local`) belongs to its command. */
function isStop(event: Event, state: State, events: readonly Event[]): boolean {
  switch (event.kind) {
    case 'command.started':
    case 'case.compared':
      return true;
    case 'variable.assigned': {
      if (!event.position) return false;
      const open = state.commands && events[state.commands.command];
      return !(
        open?.kind === 'command.started' &&
        open.what === 'builtin' &&
        open.position.file === event.position.file &&
        open.position.offset <= event.position.offset &&
        event.position.offset < open.position.end
      );
    }
    default:
      return false;
  }
}

/** How many of a sorted list are at most this. */
export function countUpTo(sorted: readonly number[], most: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last of a sorted list before an event, or the first after it. */
export function nextIn(sorted: readonly EventId[], from: EventId, back = false): EventId | undefined {
  return back ? sorted[countUpTo(sorted, from - 1) - 1] : sorted[countUpTo(sorted, from)];
}
