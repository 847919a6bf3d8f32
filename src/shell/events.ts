/** Puts the shell's own events into the trace. Callers ask `trace.full` first. */
import type { EventBody, EventId, EventOf } from '../trace/event.ts';
import { type EventShape, eventShape, type ListShape, type TextShape } from '../trace/event-list.ts';
import type { Position } from '../trace/position.ts';
import type { Interpreter } from './interpreter.ts';
import { listOf, NO_SOURCES, type Origins, type Sources } from './used-events.ts';

export { listOf, NO_SOURCES, type Origins, type Sources };

export const note = (sh: Interpreter, event: EventBody): EventId => sh.trace.add(sh.p.pid, event);

type What = EventOf<'command.started'>['what'];

const started = (what: What): ListShape<Position, Sources> =>
  eventShape({
    shape: 'command.started',
    form: 'list',
    make: (position, from, _, words) => ({ kind: 'command.started', position, words, what, sources: listOf(from) }),
  });

const STARTED: Readonly<Record<What, ListShape<Position, Sources>>> = {
  builtin: started('builtin'),
  function: started('function'),
  program: started('program'),
  assignment: started('assignment'),
  missing: started('missing'),
};

const ENDED: EventShape<EventId, number> = eventShape({
  shape: 'command.ended',
  form: 'values',
  make: (command, status) => ({ kind: 'command.ended', command, status }),
});

const ASSIGNED: TextShape<string, Position | undefined, Sources> = eventShape({
  shape: 'variable.assigned',
  form: 'text',
  make: (name, position, from, value) => {
    const sources = listOf(from);
    return position
      ? { kind: 'variable.assigned', name, value, position, sources }
      : { kind: 'variable.assigned', name, value, sources };
  },
});

const LEFT: EventShape<string, number> = eventShape({
  shape: 'function.left',
  form: 'values',
  make: (name, status) => ({ kind: 'function.left', name, status }),
});

type How = EventOf<'left.early'>['how'];

const leaving = (how: How): EventShape<Position, number> =>
  eventShape({
    shape: 'left.early',
    form: 'values',
    make: (position, status) => ({ kind: 'left.early', how, position, status }),
  });

const LEFT_EARLY: Readonly<Record<How, EventShape<Position, number>>> = {
  return: leaving('return'),
  exit: leaving('exit'),
  break: leaving('break'),
  continue: leaving('continue'),
};

/** @param origins where each word came from. */
export const commandStarted = (
  sh: Interpreter,
  position: Position,
  words: readonly string[],
  origins: Origins,
  what: What,
): EventId => sh.trace.addWithList(sh.p.pid, STARTED[what], position, sh.takeUsed(), words, origins);

export const commandEnded = (sh: Interpreter, command: EventId, status: number): EventId =>
  sh.trace.addShaped(sh.p.pid, ENDED, command, status);

export const variableAssigned = (
  sh: Interpreter,
  name: string,
  value: string,
  position: Position | undefined,
  sources: Sources,
): EventId => sh.trace.addWithText(sh.p.pid, ASSIGNED, name, position, sources, value);

export const functionLeft = (sh: Interpreter, name: string, status: number): EventId =>
  sh.trace.addShaped(sh.p.pid, LEFT, name, status);

export const leftEarly = (sh: Interpreter, how: How, position: Position, status: number): EventId =>
  sh.trace.addShaped(sh.p.pid, LEFT_EARLY[how], position, status);

/** A branch of the script with the two events that it can give; made once. */
export interface Branch {
  readonly position: Position;
  readonly taken: EventBody;
  readonly passed: EventBody;
}

export function branchAt(construct: EventOf<'branch.taken'>['construct'], position: Position): Branch {
  const event = { kind: 'branch.taken', construct, position } as const;
  return { position, taken: { ...event, taken: true }, passed: { ...event, taken: false } };
}

/** Records a decision; gives whether the branch is taken, which somebody from outside may have decided otherwise. */
export function branchTaken(sh: Interpreter, branch: Branch, own: boolean): boolean {
  const { trace } = sh;
  const taken = trace.decides ? trace.decides('branch.taken', branch.position, own) : own;
  trace.addAgain(sh.p.pid, taken ? branch.taken : branch.passed);
  return taken;
}
