/** The state of a live machine at one event as plain data, taken without touching it. */
import type { Machine } from '../machine/machine.ts';
import { shellOf } from '../scenario/changes.ts';
import type { AssociativeArray } from '../shell/bash/associative-array.ts';
import type { IndexedArray } from '../shell/bash/indexed-array.ts';
import type { Interpreter } from '../shell/interpreter.ts';
import type { Event, EventId } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import { type WorldState, worldOf } from './world-state.ts';

export interface Snapshot {
  readonly shell: ShellState | undefined;
  readonly processes: readonly ProcessState[];
  readonly world: WorldState;
  /** The kernel's count of changes, to see whether the world is still the same. */
  readonly generation: number;
  /** A shell reads the console. */
  readonly shellReads: boolean;
  readonly question: string | undefined;
  /** What the words of the command that begins at this event became. */
  readonly expansion: Expansion | undefined;
}

export interface ShellState {
  readonly pid: number;
  readonly name: string;
  readonly variables: readonly VariableState[];
  readonly positional: readonly string[];
  /** Sparse: events that the positional parameters came from. */
  readonly positionalSources: readonly (EventId | readonly EventId[] | undefined)[];
  readonly status: number;
  readonly rootPid: number;
  readonly background: number | undefined;
}

export interface VariableState {
  readonly name: string;
  readonly value: string | undefined;
  readonly exported: boolean;
  readonly readonly: boolean;
  readonly local: boolean;
  /** The event that gave the value; -1: none. */
  readonly event: EventId;
}

export interface ProcessState {
  readonly pid: number;
  readonly ppid: number;
  readonly argv: readonly string[];
  readonly unit: string | undefined;
  readonly state: 'running' | 'runnable' | 'waiting' | 'zombie';
  readonly waitingFor: string | undefined;
  readonly position: Position | undefined;
}

/** What the words of a command became, by their index, and what patterns among them met. */
export interface Expansion {
  readonly position: Position | undefined;
  readonly words: ReadonlyMap<number, readonly string[]>;
  readonly globs: readonly { readonly pattern: string; readonly paths: readonly string[] }[];
}

/** @param before the snapshot of an event before, whose parts are used again where nothing has changed. */
export function snapshotOf(
  m: Machine,
  event: Event,
  before: Snapshot | undefined,
  sameWorld: boolean,
  expansion: Expansion | undefined,
): Snapshot {
  const sh = shellOf(m, event.pid);
  return {
    shell: sh && shellState(sh, event, before?.shell),
    processes: processes(m),
    world: before && sameWorld && before.generation === m.kernel.generation ? before.world : worldOf(m),
    generation: m.kernel.generation,
    shellReads: m.console.typed.waiters.size > 0 && m.console.question === undefined,
    question: m.passwords.pending[0]?.question.message ?? m.console.question,
    expansion,
  };
}

/** Only the shell that a process is, or that is nearest above it. */
export function shellAt(m: Machine, event: Event, before: ShellState | undefined): ShellState | undefined {
  const sh = shellOf(m, event.pid);
  return sh && shellState(sh, event, before);
}

/** What a list of variables was made of, to see whether it still holds. */
const madeOf = new WeakMap<readonly VariableState[], { readonly of: unknown; readonly changes: number }>();

function shellState(sh: Interpreter, event: Event, before: ShellState | undefined): ShellState {
  const known = before && madeOf.get(before.variables);
  const same = known !== undefined && known.of === sh.variables && known.changes === sh.variables.changes;
  return {
    pid: sh.p.pid,
    name: sh.name,
    variables: before && same ? before.variables : variables(sh, event),
    positional: sh.positional_.values,
    positionalSources: sh.positional_.sources,
    status: sh.status,
    rootPid: sh.rootPid,
    background: sh.lastBackground,
  };
}

function variables(sh: Interpreter, told: Event): readonly VariableState[] {
  // The shell takes note of the event only after it was told.
  const assigned = told.kind === 'variable.assigned' && told.pid === sh.p.pid ? told : undefined;
  const local = new Set<string>();
  for (const frame of sh.frames)
    if (!frame.temporary) for (const hidden of frame) if ('name' in hidden) local.add(hidden.name);
  const list: VariableState[] = [];
  for (const [name, variable] of sh.variables.entries()) {
    const { extension } = variable;
    list.push({
      name,
      value: extension?.array ? arrayText(extension.array) : variable.value,
      exported: variable.exported,
      readonly: variable.readonly,
      local: local.has(name),
      event: name === assigned?.name ? assigned.id : variable.event,
    });
  }
  list.sort((a, b) => (a.name < b.name ? -1 : 1));
  if (!assigned) madeOf.set(list, { of: sh.variables, changes: sh.variables.changes });
  return list;
}

function arrayText(array: IndexedArray | AssociativeArray): string {
  const values = array.values();
  return `(${array
    .keys()
    .map((key, index) => `[${key}]=${values[index]}`)
    .join(' ')})`;
}

function processes({ kernel }: Machine): readonly ProcessState[] {
  const list: ProcessState[] = [];
  for (const process of kernel.processes.values()) {
    if (process.state === 'reaped') continue;
    list.push({
      pid: process.pid,
      ppid: process.ppid,
      argv: process.argv,
      unit: process.unit,
      state: process === kernel.current ? 'running' : process.state,
      waitingFor: process.waitingFor?.why,
      position: process.position?.(),
    });
  }
  return list;
}
