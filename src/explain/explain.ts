/** The explanation of a boot that failed: from the target that was not reached back to the line, or the fact of the machine, that began it. */
import type { Dialect } from '../syntax/dialect.ts';
import type { Event, EventOf } from '../trace/event.ts';
import type { CauseStep } from './cause.ts';
import { outsideSteps, stoppedSteps, stoppingCall } from './endings.ts';
import { type FailedUnit, failedUnits } from './failed-units.ts';
import { History } from './history.ts';
import { devicePath, pathFact } from './missing-path.ts';
import { lastWordsOf, programSteps, reasonSteps } from './reasons.ts';
import type { SourceOf } from './sources.ts';

/** More steps than a person follows. */
const MOST_STEPS = 16;

/** Steps from the last effect to the first cause; empty when nothing of the boot failed. */
export function explain(events: readonly Event[], source: SourceOf, dialect: Dialect): readonly CauseStep[] {
  const history = new History(events, dialect);
  const units = failedUnits(events);
  const stopped = stoppingCall(history);
  const steps =
    stopped && stopped.id > (units[0]?.event ?? -1)
      ? stoppedSteps(history, source, stopped)
      : unitSteps(history, source, units);
  const outside = outsideSteps(history, source);
  // A loop or a question that the boot hangs on says more than a unit that failed on the way.
  return withoutRepeats(outside.some((step) => step.position) ? [...outside, ...steps] : [...steps, ...outside])
    .slice(0, MOST_STEPS)
    .map(tidyPosition);
}

function unitSteps(history: History, source: SourceOf, units: readonly FailedUnit[]): CauseStep[] {
  const [first] = units;
  if (!first) return [];
  const chain = units.toReversed().map((link, index): CauseStep => {
    const below = units.at(-2 - index);
    return {
      kind: 'unit',
      text: below ? `${link.unit} was not reached: it needs ${below.unit}` : `${link.unit} failed (${link.result})`,
      event: link.event,
    };
  });
  const failed = failureOf(history, first.unit, first.event);
  if (failed) return [...chain, ...programSteps(history, source, failed)];
  if (first.result === 'timeout' && first.unit.endsWith('.device'))
    return [...chain, ...deviceSteps(history, source, first.unit, first.event)];
  return [
    ...chain,
    ...lastWordsOf(history, first.unit, first.event),
    ...(first.unit === 'initrd-switch-root.service' ? rootSteps(history, first.event) : []),
  ];
}

/** What lay at /sysroot when the root was to be switched. */
function rootSteps(history: History, before: number): CauseStep[] {
  const root = history.all('mount.mounted').findLast((event) => event.target === '/sysroot' && event.id < before);
  return [
    root
      ? { kind: 'machine', text: `/sysroot was ${root.source} (${root.type})`, event: root.id }
      : { kind: 'machine', text: 'nothing was mounted at /sysroot' },
  ];
}

/** What the unit's own process, or one below it, said of its failure. */
function failureOf(history: History, unit: string, before: number): EventOf<'program.failed'> | undefined {
  const children = history.all('unit.process').filter((event) => event.unit === unit && event.id < before);
  const last = children.at(-1);
  if (!last) return undefined;
  return history.all('program.failed').findLast((event) => event.id < before && history.isBelow(event.pid, last.child));
}

function deviceSteps(history: History, source: SourceOf, unit: string, before: number): CauseStep[] {
  const path = devicePath(unit);
  const later = reasonSteps(history, source, { kind: 'device-missing', path }, { pid: 1, before });
  return [
    pathFact(history, path, before),
    ...later.filter((step) => step.kind !== 'machine' && step.kind !== 'decision'),
  ];
}

function withoutRepeats(steps: readonly CauseStep[]): CauseStep[] {
  const seen = new Set<string>();
  return steps.filter((step) => {
    const key = `${step.event ?? ''}\0${step.text}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** dracut sources its hooks by paths such as `//lib/dracut/hooks/…`. */
const tidyPosition = (step: CauseStep): CauseStep =>
  step.position ? { ...step, position: { ...step.position, file: step.position.file.replace(/\/{2,}/g, '/') } } : step;
