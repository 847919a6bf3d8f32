/** The part of the journal that a person reads when a boot has failed: what the hooks warned about, what the failed unit said, up to the dependency that broke. */
import type { Event, EventOf } from '../trace/event.ts';
import { ofKind } from '../trace/trace.ts';
import { failedUnits } from './failed-units.ts';

type Line = EventOf<'journal.logged'>;

export interface FailingLine {
  readonly atUs: number;
  readonly identifier: string;
  readonly pid: number;
  readonly message: string;
}

/** Lines on the console from services, and all lines about the units of the failure's chain, until the last of them is told to have failed. */
export function failingPart(events: readonly Event[]): FailingLine[] {
  const chain = failedUnits(events);
  if (chain.length === 0) return [];
  const units = new Set(chain.map((link) => link.unit));
  const end = chain.at(-1)!.event;
  const from = earlierRound(events, chain[0]!.unit, chain[0]!.event);
  const lines = events
    .slice(from + 1, endOf(events, end) + 1)
    .filter(ofKind('journal.logged'))
    .filter((line) => wanted(line, units));
  return lines.map((line) => ({
    atUs: line.atUs,
    identifier: line.identifier,
    pid: line.logPid,
    message: line.message,
  }));
}

/** When the same unit had failed before and the boot was tried again: the event with which the attempt before ended. */
function earlierRound(events: readonly Event[], unit: string, last: number): number {
  const before = events.findLast(
    (event) => event.id < last && event.kind === 'unit.changed' && event.unit === unit && event.to === 'failed',
  );
  if (!before) return -1;
  const shell = events.findLast(
    (event) =>
      event.id > before.id && event.id < last && event.kind === 'unit.changed' && event.unit === 'emergency.target',
  );
  return shell ? endOf(events, shell.id) : -1;
}

const wanted = (line: Line, units: ReadonlySet<string>): boolean =>
  line.logPid === 1
    ? line.unit !== undefined && units.has(line.unit)
    : line.console || (line.unit !== undefined && units.has(line.unit));

/** The journal line that tells of an event comes right after it, in the same instant. */
function endOf(events: readonly Event[], event: number): number {
  for (let id = event; id < events.length && id < event + 6; id++) if (events[id]!.kind === 'journal.logged') return id;
  return event;
}
