/** Puts the shell's own events into the trace. Callers ask `trace.full` first. */
import type { Event, EventBody, EventId } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import type { Interpreter } from './interpreter.ts';

export type Sources = readonly EventId[];
export const NO_SOURCES: Sources = [];

/** The commonest events are made in one piece, for speed. */
export function commandStarted(sh: Interpreter, position: Position, words: readonly string[], what: 'builtin' | 'function' | 'program' | 'assignment' | 'missing', sources: Sources): EventId {
  const { events } = sh.trace;
  const id = events.length;
  events.push({ id, atUs: sh.clock.nowUs, pid: sh.p.pid, kind: 'command.started', position, words, what, sources });
  return id;
}

export function commandEnded(sh: Interpreter, command: EventId, status: number): void {
  const { events } = sh.trace;
  events.push({ id: events.length, atUs: sh.clock.nowUs, pid: sh.p.pid, kind: 'command.ended', command, status });
}

export function variableAssigned(sh: Interpreter, name: string, value: string, position: Position | undefined, sources: Sources): EventId {
  const { events } = sh.trace;
  const id = events.length;
  const event: Event = position
    ? { id, atUs: sh.clock.nowUs, pid: sh.p.pid, kind: 'variable.assigned', name, value, position, sources }
    : { id, atUs: sh.clock.nowUs, pid: sh.p.pid, kind: 'variable.assigned', name, value, sources };
  events.push(event);
  return id;
}

export function branchTaken(sh: Interpreter, construct: 'if' | 'elif' | 'while' | 'until' | '&&' | '||' | 'for', position: Position, taken: boolean): void {
  const { events } = sh.trace;
  events.push({ id: events.length, atUs: sh.clock.nowUs, pid: sh.p.pid, kind: 'branch.taken', construct, position, taken });
}

export const note = (sh: Interpreter, event: EventBody): EventId => sh.trace.add(sh.p.pid, event);
