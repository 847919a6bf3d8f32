/** The changes of a session, and the scenario that they make of the one that was opened. */
import { shown } from '../report/bytes.ts';
import { type Change, changeText } from '../scenario/changes.ts';
import type { Prepared } from '../scenario/load-scenario.ts';
import { changesOf, writtenChange } from '../scenario/read-changes.ts';
import type { Event, EventId } from '../trace/event.ts';
import { type OperatorSteps, operatorWith } from './operator-script.ts';
import type { Made, OperatorChange } from './session.ts';

export interface Entry {
  readonly id: number;
  readonly change: Change | OperatorChange;
  readonly undone: boolean;
}

export const isOperatorChange = (change: Change | OperatorChange): change is OperatorChange =>
  change.kind === 'typed' || change.kind === 'answered';

/** The scenario with the changes that hold. @param events of a recording of it, for who answers which question. */
export function withChanges(base: Prepared, entries: readonly Entry[], events: readonly Event[]): Prepared {
  const holding = entries.filter((entry) => !entry.undone).map((entry) => entry.change);
  if (holding.length === 0) return base;
  const written = holding.flatMap((change) => (isOperatorChange(change) ? [] : [writtenChange(change)]));
  const spoken = holding.filter(isOperatorChange);
  let operator: OperatorSteps = base.spec.operator ?? [];
  for (const change of spoken) operator = operatorWith(operator, change, events);
  return {
    ...base,
    spec: {
      ...base.spec,
      ...(spoken.length > 0 ? { operator: [...operator] } : {}),
      ...(written.length > 0 ? { changes: [...(base.spec.changes ?? []), ...written] } : {}),
    },
  };
}

/** The entries for showing, each with the event at which it took effect. */
export function madeChanges(base: Prepared, entries: readonly Entry[], events: readonly Event[]): readonly Made[] {
  const first = changesOf(base.spec).length;
  const holding = entries.filter((entry) => !entry.undone && !isOperatorChange(entry.change));
  return entries.map((entry): Made => {
    const { id, change, undone } = entry;
    const text = textOf(change);
    if (undone) return { id, text, change, undone, event: undefined };
    return { id, text, change, undone, event: effect(change, first + holding.indexOf(entry), events) };
  });
}

function effect(change: Change | OperatorChange, number: number, events: readonly Event[]): EventId | undefined {
  if (change.kind === 'typed') {
    const lines = events.filter((event) => event.kind === 'console.typed' && !event.answers);
    const is = (event: Event | undefined): boolean =>
      event?.kind === 'console.typed' && shown(event.text) === change.line;
    return (is(lines[change.after]) ? lines[change.after] : lines.findLast(is))?.id;
  }
  if (change.kind === 'answered') {
    let seen = 0;
    return events.find(
      (event) => event.kind === 'prompt.asked' && shown(event.prompt) === change.prompt && ++seen === change.nth,
    )?.id;
  }
  return events.find((event) => event.kind === 'change.made' && event.change === number)?.id;
}

function textOf(change: Change | OperatorChange): string {
  if (change.kind === 'typed') return `typed: ${change.line}`;
  if (change.kind === 'answered') return `"${change.prompt}" answered with ${change.answer}`;
  return changeText(change);
}
