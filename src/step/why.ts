/** Where a value came from: the chain of assignments and substitutions behind it, each with its event. */
import type { CauseStep } from '../explain/cause.ts';
import { caseSteps } from '../explain/decisions.ts';
import type { History } from '../explain/history.ts';
import { originsOf } from '../explain/origins.ts';
import type { SourceOf } from '../explain/sources.ts';
import type { EventId } from '../trace/event.ts';
import type { Chronicle } from './chronicle.ts';
import { type QuietTest, wordsOf } from './quiet-tests.ts';
import type { ShellState } from './snapshot.ts';

/** Of a variable of a shell. */
export function whyVariable(
  history: History,
  source: SourceOf,
  shell: ShellState | undefined,
  name: string,
): readonly CauseStep[] {
  if (/^[1-9]\d*$/.test(name)) {
    const from = shell?.positionalSources[Number(name) - 1] ?? [];
    return originsOf(history, source, typeof from === 'number' ? [from] : from);
  }
  const variable = shell?.variables.find((each) => each.name === name);
  if (!variable || variable.event < 0) return [];
  return originsOf(history, source, [variable.event]);
}

/** Of what stands at an event: the words of the command, the two sides of a `case`, the value of an assignment. */
export function whyEvent(
  chronicle: Chronicle,
  history: History,
  source: SourceOf,
  cursor: EventId,
  shell: () => ShellState | undefined,
): readonly CauseStep[] {
  const event = chronicle.events[cursor]!;
  switch (event.kind) {
    case 'case.compared': {
      const steps = caseSteps(history, source, event);
      return steps.length > 0 ? steps : originsOf(history, source, event.wordSources);
    }
    case 'variable.assigned':
    case 'substitution.ended':
      return originsOf(history, source, [event.id]);
    default: {
      const test = chronicle.tests.get(cursor);
      if (test) return originsOf(history, source, sourcesOf(test, shell));
      const open = chronicle.commandAt(cursor);
      const command = open >= 0 ? chronicle.event(open, 'command.started') : undefined;
      return command ? originsOf(history, source, command.sources) : [];
    }
  }
}

/** Events that gave the variables of a test their values. */
function sourcesOf({ node }: QuietTest, shell: () => ShellState | undefined): readonly EventId[] {
  const names = new Set(
    wordsOf(node).flatMap(({ parts }) =>
      parts.flatMap((part) =>
        part.kind === 'parameter'
          ? [part.name]
          : part.kind === 'literal' && node.kind === 'arithmetic-command'
            ? (part.value.match(/[A-Za-z_]\w*/g) ?? [])
            : [],
      ),
    ),
  );
  return (shell()?.variables ?? []).flatMap(({ name, event }) => (names.has(name) && event >= 0 ? [event] : []));
}
