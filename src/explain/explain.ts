/** The explanation of a boot that failed: from the target that was not reached back to the line, or the fact of the machine, that began it. */
import type { EventOf } from '../trace/event.ts';
import type { CauseStep } from './cause.ts';
import { failedUnits } from './failed-units.ts';
import { History } from './history.ts';
import { programSteps, reasonSteps } from './reasons.ts';
import { excerptOf, type SourceOf } from './sources.ts';
import type { Event } from '../trace/event.ts';

/** Steps from the last effect to the first cause; empty when nothing of the boot failed. */
export function explain(events: readonly Event[], source: SourceOf): readonly CauseStep[] {
  const history = new History(events);
  const units = failedUnits(events);
  const steps: CauseStep[] = [];
  for (const [index, link] of units.toReversed().entries()) {
    const below = units.at(-2 - index);
    if (below) steps.push({ kind: 'unit', text: `${link.unit} was not reached: it needs ${below.unit}`, event: link.event });
    else steps.push({ kind: 'unit', text: `${link.unit} failed (${link.result})`, event: link.event });
  }
  const failed = units[0] && failureOf(history, units[0].unit, units[0].event);
  if (failed) steps.push(...programSteps(history, source, failed));
  else if (units[0]?.result === 'timeout' && units[0].unit.endsWith('.device')) steps.push(...deviceSteps(history, source, units[0].unit, units[0].event));
  steps.push(...endSteps(history, source));
  return withoutRepeats(steps).map(tidyPosition);
}

/** What the unit's own process, or one below it, said of its failure. */
function failureOf(history: History, unit: string, before: number): EventOf<'program.failed'> | undefined {
  const children = history.all('unit.process').filter((event) => event.unit === unit && event.id < before);
  const last = children.at(-1);
  if (!last) return undefined;
  return history.all('program.failed').findLast((event) => event.id < before && history.isBelow(event.pid, last.child));
}

function deviceSteps(history: History, source: SourceOf, unit: string, before: number): CauseStep[] {
  const path = `/${unit.slice(0, -'.device'.length).replaceAll('-', '/').replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))}`;
  return reasonSteps(history, source, { kind: 'device-missing', path }, { pid: 1, before });
}

/** Hangs, deadlocks and limits: what ended the run from outside. */
function endSteps(history: History, source: SourceOf): CauseStep[] {
  const found = [...history.all('hang.found'), ...history.all('deadlock.found'), ...history.all('limit.reached')];
  return found.map((event) => {
    const position = 'position' in event ? event.position : undefined;
    const excerpt = position && excerptOf(source, position);
    return { kind: 'machine', text: event.detail, event: event.id, ...(position ? { position } : {}), ...(excerpt === undefined ? {} : { excerpt }) };
  });
}

function withoutRepeats(steps: readonly CauseStep[]): CauseStep[] {
  const seen = new Set<string>();
  return steps.filter((step) => {
    const key = `${step.event ?? ''}\0${step.text}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** dracut sources its hooks by paths such as `//lib/dracut/hooks/…`. */
const tidyPosition = (step: CauseStep): CauseStep => (step.position ? { ...step, position: { ...step.position, file: step.position.file.replace(/\/{2,}/g, '/') } } : step);
