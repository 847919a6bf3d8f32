/** What pid 1 says about jobs: in the journal `Started X.`, on the console `[  OK  ] Started X.`. */
import { behaviourOf } from './behaviours.ts';
import type { Core, Messages } from './core.ts';
import type { JobResult, JobType } from './job.ts';
import { highlighted } from './status-output.ts';
import type { Unit } from './unit.ts';

/** `Starting X...`, for types of units that take a while. */
export function tellBegun(core: Core, unit: Unit, type: JobType): void {
  const { starting, stopping } = behaviourOf(unit).messages;
  const format =
    type === 'start'
      ? starting
      : type === 'stop' || type === 'restart'
        ? stopping
        : type === 'reload'
          ? 'Reloading %s...'
          : undefined;
  if (format === undefined) return;
  core.log(
    format.replace('%s', () => unit.title),
    unit,
  );
  core.status.progress(format.replace('%s', () => highlighted(unit.id, unit.title)));
}

const PRIORITY: Readonly<Record<JobResult, number>> = {
  done: 6,
  canceled: 6,
  timeout: 3,
  failed: 3,
  dependency: 4,
  skipped: 5,
  invalid: 6,
  assert: 4,
  unsupported: 4,
  once: 3,
};

/** The end of a job. A start that a condition prevented is told as skipped, in the journal only. */
export function tellEnded(core: Core, unit: Unit, type: JobType, result: JobResult, whySkipped: string): void {
  if (type === 'start' && result === 'done' && !unit.conditionMet && !unit.isActive) {
    core.host.trace.add(1, { kind: 'unit.skipped', unit: unit.id, condition: whySkipped });
    core.log(`${unit.title} was skipped because ${whySkipped}.`, unit);
    return;
  }
  const format = formatOf(behaviourOf(unit).messages, unit, type, result);
  if (format === undefined) return;
  core.log(
    format.replace('%s', () => unit.title),
    unit,
    PRIORITY[result],
  );
  if (type === 'reload' || type === 'verify-active') return;
  core.status.result(
    result,
    format.replace('%s', () => highlighted(unit.id, unit.title)),
  );
  if (type === 'start' && result === 'failed') core.status.plain(`See 'systemctl status ${unit.id}' for details.`);
}

function formatOf(own: Messages, unit: Unit, type: JobType, result: JobResult): string | undefined {
  if (type === 'start') {
    const oneshot = unit.type === 'service' && (unit.settings.get('Service.Type') ?? '') === 'oneshot';
    switch (result) {
      case 'done':
        return oneshot ? 'Finished %s.' : (own.started ?? 'Started %s.');
      case 'failed':
        return own.notStarted ?? 'Failed to start %s.';
      case 'timeout':
        return own.startTimedOut ?? 'Timed out starting %s.';
      case 'dependency':
        return 'Dependency failed for %s.';
      case 'skipped':
        return 'Skipped %s.';
      case 'assert':
        return 'Assertion failed for %s.';
      case 'unsupported':
        return 'Starting of %s unsupported.';
      case 'once':
        return 'Unit %s has been started before and cannot be started again.';
      default:
        return undefined;
    }
  }
  if (type === 'stop' || type === 'restart') {
    if (result === 'done') return own.stopped ?? 'Stopped %s.';
    if (result === 'failed') return own.notStopped ?? 'Stopped %s with error.';
    if (result === 'timeout') return own.stopTimedOut ?? 'Timed out stopping %s.';
    return undefined;
  }
  if (type === 'reload')
    return result === 'done' ? 'Reloaded %s.' : result === 'failed' ? 'Reload failed for %s.' : undefined;
  return result === 'skipped' ? '%s is not active.' : undefined;
}
