/** Puts the shell's own events into the trace. Callers ask `trace.full` first. */
import type { EventBody, EventId, EventOf } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import type { EventShape } from '../trace/trace.ts';
import type { Interpreter } from './interpreter.ts';
import { NO_SOURCES, type Sources } from './used-events.ts';

export { NO_SOURCES, type Sources };

export const note = (sh: Interpreter, event: EventBody): EventId => sh.trace.add(sh.p.pid, event);

/** Sources as they are kept: most have one, for which no list is needed. */
export type Kept = Sources | EventId;

export const kept = (sources: Sources): Kept => (sources.length === 1 ? sources[0]! : sources);
export const unkept = (sources: Kept): Sources => (typeof sources === 'number' ? [sources] : sources);

type What = EventOf<'command.started'>['what'];

const STARTED = Object.fromEntries(
  (['builtin', 'function', 'program', 'assignment', 'missing'] as const).map((what) => [
    what,
    {
      shape: 'command.started',
      values: 'list',
      make: (position: Position, from: Kept, words: readonly string[]) => ({
        kind: 'command.started',
        position,
        words,
        what,
        sources: unkept(from),
      }),
    },
  ]),
) as unknown as Readonly<Record<What, EventShape<Position, Kept, readonly string[], undefined>>>;

const ENDED: EventShape<EventId, number, undefined, undefined> = {
  shape: 'command.ended',
  values: 2,
  make: (command, status) => ({ kind: 'command.ended', command, status }),
};

const ASSIGNED: EventShape<string, string, Position | undefined, Kept> = {
  shape: 'variable.assigned',
  values: 4,
  make: (name, value, position, from) => {
    const sources = unkept(from);
    return position
      ? { kind: 'variable.assigned', name, value, position, sources }
      : { kind: 'variable.assigned', name, value, sources };
  },
};

const ENTERED: EventShape<string, Position, undefined, undefined> = {
  shape: 'function.entered',
  values: 2,
  make: (name, position) => ({ kind: 'function.entered', name, position }),
};

const LEFT: EventShape<string, number, undefined, undefined> = {
  shape: 'function.left',
  values: 2,
  make: (name, status) => ({ kind: 'function.left', name, status }),
};

const LEFT_EARLY: EventShape<EventOf<'left.early'>['how'], Position, number, undefined> = {
  shape: 'left.early',
  values: 4,
  make: (how, position, status) => ({ kind: 'left.early', how, position, status }),
};

export const commandStarted = (
  sh: Interpreter,
  position: Position,
  words: readonly string[],
  what: What,
  sources: Sources,
): EventId => sh.trace.addListed(sh.p.pid, STARTED[what], position, kept(sources), words);

export const commandEnded = (sh: Interpreter, command: EventId, status: number): EventId =>
  sh.trace.addShaped(sh.p.pid, ENDED, command, status, undefined, undefined);

export const variableAssigned = (
  sh: Interpreter,
  name: string,
  value: string,
  position: Position | undefined,
  sources: Sources,
): EventId => sh.trace.addShaped(sh.p.pid, ASSIGNED, name, value, position, kept(sources));

export const functionEntered = (sh: Interpreter, name: string, position: Position): EventId =>
  sh.trace.addShaped(sh.p.pid, ENTERED, name, position, undefined, undefined);

export const functionLeft = (sh: Interpreter, name: string, status: number): EventId =>
  sh.trace.addShaped(sh.p.pid, LEFT, name, status, undefined, undefined);

export const leftEarly = (
  sh: Interpreter,
  how: EventOf<'left.early'>['how'],
  position: Position,
  status: number,
): EventId => sh.trace.addShaped(sh.p.pid, LEFT_EARLY, how, position, status, undefined);

/** A branch of the script with the two events that it can give; made once. */
export interface Branch {
  readonly taken: EventBody;
  readonly passed: EventBody;
}

export function branchAt(construct: EventOf<'branch.taken'>['construct'], position: Position): Branch {
  const event = { kind: 'branch.taken', construct, position } as const;
  return { taken: { ...event, taken: true }, passed: { ...event, taken: false } };
}

export function branchTaken(sh: Interpreter, branch: Branch, taken: boolean): void {
  note(sh, taken ? branch.taken : branch.passed);
}
