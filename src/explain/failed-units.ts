/** Which units' failure led to the end of a boot: from the unit whose process failed up to the target that could not be reached. */
import type { Event, EventId, EventOf } from '../trace/event.ts';

export interface FailedUnit {
  readonly unit: string;
  /** How it went wrong: its own process, or a unit it needs. */
  readonly result: string;
  /** The `unit.changed` to failed, or the `job.ended`, that says so. */
  readonly event: EventId;
  /** The event that made it fail, such as its process's end. */
  readonly because?: EventId;
}

/**
 * The chain of the last failure before the end (or before the emergency target was started): first the unit that failed by itself,
 * then each unit whose start failed for want of the one before. Empty when no unit failed.
 */
export function failedUnits(events: readonly Event[]): FailedUnit[] {
  let emergency: EventOf<'unit.changed'> | undefined;
  const own: EventOf<'unit.changed'>[] = [];
  const jobs: EventOf<'job.ended'>[] = [];
  // One walk, as most of the events are the shell's.
  for (const event of events) {
    if (event.kind === 'unit.changed') {
      if (event.to === 'failed') own.push(event);
      if (event.unit === 'emergency.target' && event.to !== 'inactive') emergency = event;
    } else if (event.kind === 'job.ended') {
      if (event.job === 'start' && (event.result === 'dependency' || event.result === 'timeout')) jobs.push(event);
    }
  }
  const end = emergency?.id;
  const before = end === undefined ? own : own.filter((event) => event.id <= end);
  const first = before.at(-1);
  const timedOut = jobs.find((job) => job.result === 'timeout');
  const start: FailedUnit | undefined = first
    ? {
        unit: first.unit,
        result: first.result,
        event: first.id,
        ...(first.because === undefined ? {} : { because: first.because }),
      }
    : timedOut && { unit: timedOut.unit, result: 'timeout', event: timedOut.id };
  if (!start) return [];
  const target = firstTarget(jobs, start.event);
  return target
    ? [start, { unit: target.unit, result: 'dependency', event: target.id, because: start.event }]
    : [start];
}

/** The first target that was lost to the failure. */
const firstTarget = (jobs: readonly EventOf<'job.ended'>[], after: EventId): EventOf<'job.ended'> | undefined =>
  jobs.find((job) => job.id > after && job.result === 'dependency' && job.unit.endsWith('.target'));
