/** Where a value came from: back through assignments and substitutions to the command that printed it. */
import type { EventId, EventOf } from '../trace/event.ts';
import type { CauseStep } from './cause.ts';
import type { History } from './history.ts';
import { commandLine, excerptOf, type SourceOf } from './sources.ts';

const MOST_STEPS = 4;

/** One step for each assignment on the way, newest first; each names the command that gave the value. */
export function originsOf(history: History, source: SourceOf, from: readonly EventId[]): CauseStep[] {
  const steps: CauseStep[] = [];
  const seen = new Set<EventId>();
  const pending = [...from];
  while (pending.length > 0 && steps.length < MOST_STEPS) {
    const id = pending.shift()!;
    if (seen.has(id)) continue;
    seen.add(id);
    const assigned = history.event(id, 'variable.assigned');
    if (assigned) {
      steps.push(assignment(history, source, assigned));
      pending.push(...assigned.sources.flatMap((cause) => beyond(history, cause)));
    } else pending.push(...beyond(history, id));
  }
  return steps;
}

/** Sources of the commands in a substitution; an assignment stands for itself. */
function beyond(history: History, id: EventId): readonly EventId[] {
  const substitution = history.event(id, 'substitution.ended');
  if (!substitution) return [id];
  return history
    .commandsBelow(substitution.child)
    .filter((command) => writtenIn(substitution, command))
    .flatMap((command) => command.sources);
}

function assignment(history: History, source: SourceOf, assigned: EventOf<'variable.assigned'>): CauseStep {
  const commands = assigned.sources.flatMap((id) => {
    const substitution = history.event(id, 'substitution.ended');
    return substitution
      ? history
          .commandsBelow(substitution.child)
          .filter((command) => command.what !== 'assignment' && writtenIn(substitution, command))
      : [];
  });
  const missing = commands.find((command) => command.what === 'missing');
  const by = commands.length > 0 ? ` by \`${commands.map((command) => commandLine(command.words)).join(' | ')}\`` : '';
  const value = assigned.value === '' ? 'the empty string' : assigned.value;
  const why = missing ? `; ${missing.words[0]} is not in the image` : '';
  return {
    kind: 'origin',
    text: `${assigned.name} was set to ${value}${by}${why}`,
    event: assigned.id,
    ...(assigned.position ? { position: assigned.position, ...excerpt(source, assigned.position) } : {}),
  };
}

/** Not what a function does that the substitution calls. */
const writtenIn = ({ position }: EventOf<'substitution.ended'>, command: EventOf<'command.started'>): boolean =>
  command.position.file === position.file &&
  command.position.offset >= position.offset &&
  command.position.offset < position.end;

const excerpt = (
  source: SourceOf,
  position: NonNullable<EventOf<'variable.assigned'>['position']>,
): { excerpt: string } | Record<string, never> => {
  const text = excerptOf(source, position);
  return text === undefined ? {} : { excerpt: text };
};
