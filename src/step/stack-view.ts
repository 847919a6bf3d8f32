/** The call stack at an event: from the phase and the unit down to the command that runs. */
import { commandLine } from '../explain/sources.ts';
import type { EventId } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import { type Chronicle, countUpTo, NO_EVENT, type OpenFrame, positionOf } from './chronicle.ts';
import type { Frame } from './view.ts';

export function stackView(chronicle: Chronicle, cursor: EventId): readonly Frame[] {
  const event = chronicle.events[cursor]!;
  const frames: Frame[] = [];
  const phases = chronicle.all('phase.started');
  const unit = chronicle.unitOf(event.pid);
  const phase = phases[countUpTo(phases, cursor) - 1];
  const started = phase === undefined ? undefined : chronicle.event(phase, 'phase.started');
  if (started && (!unit || unit.unit === `dracut-${started.phase}.service`))
    frames.push({ kind: 'phase', name: started.phase, pid: 1, opened: started.id, position: undefined });
  if (unit && unit.id <= cursor)
    frames.push({ kind: 'unit', name: unit.unit, pid: unit.child, opened: unit.id, position: undefined });
  const open: OpenFrame[] = [];
  for (let frame = chronicle.frames[cursor]; frame; frame = frame.up) open.unshift(frame);
  open.forEach((frame, index) => {
    const inner = open[index + 1];
    frames.push({
      kind: kindOf(chronicle, frame, cursor),
      name: nameOf(chronicle, frame, cursor),
      pid: frame.pid,
      opened: frame.opened,
      position: inner ? placeOf(chronicle, inner.called) : chronicle.placeOf(cursor),
    });
  });
  const command = chronicle.open[cursor] ?? NO_EVENT;
  const running = command >= 0 ? chronicle.event(command, 'command.started') : undefined;
  // A call of a function that is open is a frame already.
  if (running && running.words.length > 0 && chronicle.frames[running.id] === chronicle.frames[cursor])
    frames.push({
      kind: 'command',
      name: commandLine(running.words),
      pid: running.pid,
      opened: running.id,
      position: running.position,
    });
  return frames;
}

/** A process by what it runs now; a fork by what it was forked off. */
function nameOf(chronicle: Chronicle, frame: OpenFrame, cursor: EventId): string {
  if (frame.kind !== 'process') return frame.name;
  return chronicle.executedBy(frame.pid, cursor)?.argv.join(' ') ?? frame.name;
}

function kindOf(chronicle: Chronicle, frame: OpenFrame, cursor: EventId): Frame['kind'] {
  if (frame.kind === 'file') return frame.name.includes('/hooks/') ? 'hook' : 'file';
  if (frame.kind === 'process') {
    const ended = chronicle.substitutionOf(frame.pid);
    return ended !== undefined && ended >= cursor ? 'substitution' : 'process';
  }
  return frame.kind;
}

const placeOf = (chronicle: Chronicle, event: EventId): Position | undefined =>
  event >= 0 ? positionOf(chronicle.events[event]!) : undefined;
