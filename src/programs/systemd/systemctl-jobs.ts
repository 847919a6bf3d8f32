/** systemctl verbs that make jobs: start, stop, restart, reload, isolate, default; and waiting for those jobs. */
import type { Task } from '../../kernel/task.ts';
import type { AskedJob, Job, JobMode } from '../../machine/systemd/job.ts';
import type { Pid1 } from '../../machine/systemd/pid1.ts';
import type { Refused } from '../../machine/systemd/refused.ts';
import type { Unit } from '../../machine/systemd/unit.ts';
import { mangle } from '../../machine/systemd/unit-name.ts';
import { ask, type SystemctlCall } from './call.ts';

const JOBS: Readonly<Record<string, AskedJob>> = {
  start: 'start',
  stop: 'stop',
  restart: 'restart',
  reload: 'reload',
  'try-restart': 'try-restart',
  condrestart: 'try-restart',
  isolate: 'start',
  'reload-or-restart': 'reload-or-start',
  'force-reload': 'reload-or-start',
  'try-reload-or-restart': 'reload-or-start',
  'reload-or-try-restart': 'reload-or-start',
};

/** Verbs that leave alone what is not running. */
export const TRY_RELOAD = ['force-reload', 'try-reload-or-restart', 'reload-or-try-restart'];

/** Exit statuses for refusals (systemctl translates D-Bus errors into those of init scripts). */
const STATUSES: Readonly<Partial<Record<Asked['error'], number>>> = {
  'not-found': 5,
  'not-loaded': 5,
  'no-isolation': 4,
  destructive: 4,
  'by-dependency': 4,
  'not-applicable': 3,
  'bad-setting': 6,
};

type Asked = { readonly error: Refused['error'] | 'by-dependency'; readonly message: string };

interface Queued {
  readonly job: Job;
  readonly unit: Unit;
}

/** Queues one job for each operand, then waits for all of them. */
export function* jobVerb(call: SystemctlCall): Task<number> {
  const { p, options, verb, operands } = call;
  const suffix = verb === 'isolate' ? 'target' : 'service';
  const mode: JobMode = verb === 'isolate' ? 'isolate' : options.mode;
  const queued: Queued[] = [];
  let status = 0;
  for (const operand of operands) {
    const name = mangle(operand, suffix);
    const answer = yield* ask(p, call.m, (pid1) =>
      TRY_RELOAD.includes(verb) && pid1.units.get(name)?.isDown === true
        ? undefined
        : queue(pid1, name, JOBS[verb]!, mode),
    );
    if (!answer) return 1;
    const { value } = answer;
    if (value && 'error' in value) {
      yield* tellRefused(call, verb === 'isolate' ? 'start' : verb, name, value);
      status = STATUSES[value.error] ?? 1;
    } else if (value) queued.push(value);
  }
  return (yield* waitFor(call, queued)) || status;
}

/** `default`, `rescue`, `emergency`: isolates a target, whatever mode was asked for. */
export function* defaultTarget(call: SystemctlCall): Task<number> {
  const name = `${call.verb}.target`;
  const answer = yield* ask(call.p, call.m, (pid1) =>
    queue(pid1, call.verb === 'default' ? defaultName(pid1) : name, 'start', 'isolate'),
  );
  if (!answer) return 1;
  const { value } = answer;
  if (value && 'error' in value) {
    yield* tellRefused(call, 'start', name, value);
    return STATUSES[value.error] ?? 1;
  }
  return yield* waitFor({ ...call, options: { ...call.options, block: false } }, value ? [value] : []);
}

const defaultName = (pid1: Pid1): string =>
  pid1.units.search.find('default.target') ? 'default.target' : 'initrd.target';

function queue(pid1: Pid1, name: string, type: AskedJob, mode: JobMode): Queued | Asked | undefined {
  const unit = pid1.units.get(name);
  if (!unit) return { error: 'not-applicable', message: `Unit name ${name} is not valid.` };
  if (type === 'stop' && unit.load === 'not-found' && unit.isDown)
    return { error: 'not-loaded', message: `Unit ${name} not loaded.` };
  const refused = type === 'stop' ? 'Unit.RefuseManualStop' : 'Unit.RefuseManualStart';
  if (unit.settings.boolean(refused, false) && unit.load === 'loaded') {
    return {
      error: 'by-dependency',
      message: `Operation refused, unit ${unit.id} may be requested by dependency only (it is configured to refuse manual start/stop).`,
    };
  }
  pid1.watchPaths();
  const added = pid1.jobs.add(unit, type, mode);
  return added && 'error' in added ? added : added && { job: added, unit };
}

function* tellRefused(call: SystemctlCall, verb: string, name: string, { error, message }: Asked): Task {
  yield* call.p.warn(`Failed to ${verb} ${name}: ${message}\n`);
  if (!['not-found', 'not-loaded', 'masked'].includes(error))
    yield* call.p.warn(`See system logs and 'systemctl status ${name}' for details.\n`);
}

const BECAUSE: Readonly<Record<string, string>> = {
  resources: 'of unavailable resources or another system error',
  protocol: 'the service did not take the steps required by its unit configuration',
  timeout: 'a timeout was exceeded',
  'exit-code': 'the control process exited with error code',
  signal: 'a fatal signal was delivered to the control process',
  'core-dump': 'a fatal signal was delivered causing the control process to dump core',
  'start-limit-hit': 'start of the service was attempted too often',
};

function* waitFor(call: SystemctlCall, queued: readonly Queued[]): Task<number> {
  const { p, options } = call;
  if (!options.block) return 0;
  let status = 0;
  for (const { job, unit } of queued) {
    while (job.result === undefined) yield { on: [job.finished], why: `the job ${unit.id}/${job.type}` };
    const text = complaint(job, unit);
    if (text === undefined) continue;
    if (!options.quiet) yield* p.warn(text);
    status = 1;
  }
  return status;
}

/** What systemctl says of a job that was not done; undefined when it was. */
function complaint(job: Job, { id, type, result }: Unit): string | undefined {
  switch (job.result) {
    case 'done':
    case 'skipped':
      return undefined;
    case 'canceled':
      return `Job for ${id} canceled.\n`;
    case 'timeout':
      return `Job for ${id} timed out.\n`;
    case 'dependency':
      return `A dependency job for ${id} failed. See 'journalctl -xe' for details.\n`;
    case 'invalid':
      return `${id} is not active, cannot reload.\n`;
    case 'assert':
      return `Assertion failed on job for ${id}.\n`;
    case 'unsupported':
      return `Operation on or unit type of ${id} not supported on this system.\n`;
    case 'once':
      return `Unit ${id} was started already once and can't be started again.\n`;
    default: {
      const because = type === 'service' ? BECAUSE[result] : undefined;
      const see = `See "systemctl status ${id}" and "journalctl -xeu ${id}" for details.\n`;
      const again =
        result === 'start-limit-hit'
          ? `To force a start use "systemctl reset-failed ${id}"\nfollowed by "systemctl start ${id}" again.\n`
          : '';
      return `Job for ${id} failed${because === undefined ? '' : ` because ${because}`}.\n${see}${again}`;
    }
  }
}
