/** Puts the shell's own events into the trace. Callers ask `trace.full` first. */
import type { EventBody, EventId, EventOf } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import type { Interpreter } from './interpreter.ts';

export type Sources = readonly EventId[];
export const NO_SOURCES: Sources = [];

export const note = (sh: Interpreter, event: EventBody): EventId => sh.trace.add(sh.p.pid, event);

export function commandStarted(
  sh: Interpreter,
  position: Position,
  words: readonly string[],
  what: EventOf<'command.started'>['what'],
  sources: Sources,
): EventId {
  return note(sh, { kind: 'command.started', position, words, what, sources });
}

export function commandEnded(sh: Interpreter, command: EventId, status: number): void {
  note(sh, { kind: 'command.ended', command, status });
}

export function variableAssigned(
  sh: Interpreter,
  name: string,
  value: string,
  position: Position | undefined,
  sources: Sources,
): EventId {
  return note(
    sh,
    position
      ? { kind: 'variable.assigned', name, value, position, sources }
      : { kind: 'variable.assigned', name, value, sources },
  );
}

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
