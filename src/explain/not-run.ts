/** Why the hooks of a phase did not run at all, or not to their end: the unit was not started, or the one shell that sources them ended early. */
import type { EventId, EventOf } from '../trace/event.ts';
import type { CauseStep } from './cause.ts';
import type { History } from './history.ts';
import { endedTheShell } from './passed-over.ts';
import { isDriver } from './scripts.ts';
import { excerptOf, type SourceOf, textOf } from './sources.ts';

/** Steps for the last phase before an event that was cut short; empty when its hooks ran, each to its end. */
export function notRunSteps(history: History, source: SourceOf, unit: string, before: EventId): CauseStep[] {
  const started = history.all('unit.process').findLast((event) => event.unit === unit && event.id < before);
  if (!started) {
    const skipped = history.all('unit.skipped').findLast((event) => event.unit === unit && event.id < before);
    const why = skipped ? ` (${skipped.condition} was not met)` : '';
    return [{ kind: 'not-reached', text: `${unit} did not run${why}`, ...(skipped ? { event: skipped.id } : {}) }];
  }
  const cut = endOf(history, started.child, before);
  if (!cut) return [];
  const file = openFile(history, started.child, cut.id);
  if (file === undefined) return [];
  const place = 'position' in cut && cut.position?.file === file ? cut.position : undefined;
  const excerpt = place && excerptOf(source, place);
  const what =
    cut.kind === 'shell.error'
      ? cut.message
      : `\`${(textOf(source, cut.position) ?? cut.how).trim()}\` ended the shell`;
  return [
    {
      kind: 'decision',
      text: `${what} in ${file}: the hooks after it did not run`,
      event: cut.id,
      ...(place ? { position: place } : {}),
      ...(excerpt === undefined ? {} : { excerpt }),
    },
  ];
}

/** What ended the phase's own shell, when it was no driver's last line. */
function endOf(
  history: History,
  pid: number,
  before: EventId,
): EventOf<'left.early'> | EventOf<'shell.error'> | undefined {
  const exit = history
    .all('left.early')
    .findLast((event) => event.pid === pid && event.id < before && event.how === 'exit');
  if (exit && !isDriver(exit.position.file)) return exit;
  if (exit) return undefined;
  return history
    .all('shell.error')
    .findLast((event) => event.pid === pid && event.id < before && endedTheShell(history, event));
}

/** The file that was being sourced. */
function openFile(history: History, pid: number, at: EventId): string | undefined {
  const left = history.all('file.left');
  const open = history
    .all('file.sourced')
    .findLast(
      (event) =>
        event.pid === pid &&
        event.id < at &&
        !left.some((end) => end.pid === pid && end.path === event.path && end.id > event.id && end.id < at),
    );
  return open?.path.replace(/\/{2,}/g, '/');
}
