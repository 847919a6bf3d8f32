/** The steps of a service's life, from one state to the next (systemd's service.c has the same states). */
import type { Task } from '../../../kernel/task.ts';
import type { UnitState } from '../../../trace/event.ts';
import type { Core } from '../core.ts';
import { splitWords } from '../exec-command.ts';
import type { Unit, UnitResult } from '../unit.ts';
import { note, type ServiceRun, type ServiceState } from './service-run.ts';
import type { ExecKey } from './service-settings.ts';

const ACTIVE: Readonly<Record<ServiceState, UnitState>> = {
  dead: 'inactive',
  condition: 'activating',
  'start-pre': 'activating',
  start: 'activating',
  'start-post': 'activating',
  running: 'active',
  exited: 'active',
  reload: 'active',
  stop: 'deactivating',
  'stop-sigterm': 'deactivating',
  'stop-sigkill': 'deactivating',
  'stop-post': 'deactivating',
  'final-sigterm': 'deactivating',
  'final-sigkill': 'deactivating',
  failed: 'failed',
  'auto-restart': 'activating',
};

/** How long an idle service waits for the job queue to empty. */
const IDLE_US = 5_000_000;

/** Changes the state and tells the rest of pid 1. */
export function set(unit: Unit, core: Core, run: ServiceRun, state: ServiceState, because?: number): void {
  run.timeout?.();
  run.timeout = undefined;
  run.state = state;
  core.changed(unit, ACTIVE[state], state, because);
}

function arm(unit: Unit, core: Core, run: ServiceRun, us: number): void {
  run.timeout?.();
  run.timeout = Number.isFinite(us)
    ? core.at(core.host.kernel.clock.nowUs + us, () => timedOut(unit, core, run))
    : undefined;
}

export function enterStartPre(unit: Unit, core: Core, run: ServiceRun): void {
  if (run.settings.commands.ExecStartPre.length === 0) {
    enterStart(unit, core, run);
    return;
  }
  control(unit, core, run, 'ExecStartPre');
  set(unit, core, run, 'start-pre');
  arm(unit, core, run, run.settings.startTimeoutUs);
}

export function enterStart(unit: Unit, core: Core, run: ServiceRun): void {
  const { type, commands, startTimeoutUs } = run.settings;
  makeRuntimeDirectories(unit, core);
  if (type === 'dbus') core.unsupported('Type=dbus', unit.id);
  run.mainIndex = 0;
  if (commands.ExecStart.length === 0) {
    // Never from down to down: what goes by the change, such as SuccessAction=, would not see it.
    set(unit, core, run, 'start');
    enterStartPost(unit, core, run);
    return;
  }
  if (type === 'forking') {
    control(unit, core, run, 'ExecStart');
    set(unit, core, run, 'start');
    arm(unit, core, run, startTimeoutUs);
    return;
  }
  runMain(unit, core, run);
  if (type === 'simple' || type === 'idle' || type === 'exec') {
    enterStartPost(unit, core, run);
    return;
  }
  set(unit, core, run, 'start');
  arm(unit, core, run, startTimeoutUs);
}

export function runMain(unit: Unit, core: Core, run: ServiceRun): void {
  const command = run.settings.commands.ExecStart[run.mainIndex]!;
  const details = run.settings.type === 'idle' ? { before: () => untilJobsAreDone(core) } : {};
  run.main = core.spawn(unit, command, details);
  run.lastMain = run.main;
}

/** Type=idle: the program waits until no job is left, but not for ever. */
function* untilJobsAreDone(core: Core): Task {
  const untilUs = core.host.kernel.clock.nowUs + IDLE_US;
  while (!core.jobs.idle && core.host.kernel.clock.nowUs < untilUs)
    yield { on: [core.idle], untilUs, why: 'the end of all jobs' };
}

export function enterStartPost(unit: Unit, core: Core, run: ServiceRun): void {
  if (run.settings.commands.ExecStartPost.length === 0) {
    enterRunning(unit, core, run, 'success');
    return;
  }
  control(unit, core, run, 'ExecStartPost');
  set(unit, core, run, 'start-post');
  arm(unit, core, run, run.settings.startTimeoutUs);
}

export function enterRunning(unit: Unit, core: Core, run: ServiceRun, result: UnitResult): void {
  note(unit, result, run, run.lastMain?.endEvent);
  if (run.main && !run.main.ended && unit.result === 'success') set(unit, core, run, 'running');
  else if (run.settings.remainAfterExit && unit.result === 'success') set(unit, core, run, 'exited');
  else enterStop(unit, core, run);
}

export function enterStop(unit: Unit, core: Core, run: ServiceRun): void {
  if (run.settings.commands.ExecStop.length === 0) {
    enterSignal(unit, core, run, 'stop-sigterm');
    return;
  }
  control(unit, core, run, 'ExecStop');
  set(unit, core, run, 'stop');
  arm(unit, core, run, run.settings.stopTimeoutUs);
}

type Killing = 'stop-sigterm' | 'stop-sigkill' | 'final-sigterm' | 'final-sigkill';

/** Kills what is left and waits for it; goes on at once when nothing is. */
export function enterSignal(unit: Unit, core: Core, run: ServiceRun, state: Killing): void {
  const { killMode, killSignal, sendSigkill, stopTimeoutUs } = run.settings;
  const kill = state.endsWith('sigkill');
  if (killMode !== 'none' && (!kill || sendSigkill)) {
    const which = killMode === 'process' || (killMode === 'mixed' && !kill) ? 'main' : 'all';
    if (core.kill(unit, kill ? 'KILL' : killSignal, which)) {
      set(unit, core, run, state);
      arm(unit, core, run, stopTimeoutUs);
      return;
    }
  }
  if (state === 'stop-sigterm' && sendSigkill) enterSignal(unit, core, run, 'stop-sigkill');
  else if (state === 'stop-sigterm' || state === 'stop-sigkill') enterStopPost(unit, core, run);
  else if (state === 'final-sigterm' && sendSigkill) enterSignal(unit, core, run, 'final-sigkill');
  else enterDead(unit, core, run, 'success');
}

export function enterStopPost(unit: Unit, core: Core, run: ServiceRun): void {
  if (run.settings.commands.ExecStopPost.length === 0) {
    enterSignal(unit, core, run, 'final-sigterm');
    return;
  }
  control(unit, core, run, 'ExecStopPost');
  set(unit, core, run, 'stop-post');
  arm(unit, core, run, run.settings.stopTimeoutUs);
}

export function enterDead(unit: Unit, core: Core, run: ServiceRun, result: UnitResult): void {
  note(unit, result, run, undefined);
  const failed = unit.result !== 'success' && unit.result !== 'exec-condition';
  const ended = run.lastMain?.ended;
  if (unit.result === 'exec-condition') core.log(`${unit.id}: Skipped due to 'exec-condition'.`, unit);
  else
    core.log(
      failed ? `${unit.id}: Failed with result '${unit.result}'.` : `${unit.id}: Deactivated successfully.`,
      unit,
      failed ? 4 : 6,
    );
  const again =
    !run.stopAsked &&
    unit.result !== 'start-limit-hit' &&
    unit.job?.type !== 'stop' &&
    shallRestart(unit, run, failed, ended?.signal !== undefined);
  run.main = undefined;
  set(unit, core, run, failed ? 'failed' : 'dead', run.because);
  if (!again || unit.job) return;
  set(unit, core, run, 'auto-restart');
  run.timeout = core.at(core.host.kernel.clock.nowUs + run.settings.restartUs, () => restart(unit, core, run));
}

function shallRestart(unit: Unit, run: ServiceRun, failed: boolean, signalled: boolean): boolean {
  switch (run.settings.restart) {
    case 'always':
      return true;
    case 'on-success':
      return !failed;
    case 'on-failure':
      return failed;
    case 'on-abnormal':
      return failed && unit.result !== 'exit-code';
    case 'on-abort':
      return failed && signalled;
    default:
      return false;
  }
}

function restart(unit: Unit, core: Core, run: ServiceRun): void {
  if (run.state !== 'auto-restart') return;
  run.restarts++;
  core.log(`${unit.id}: Scheduled restart job, restart counter is at ${run.restarts}.`, unit);
  const added = core.jobs.add(unit, 'restart', 'replace');
  if (added && 'error' in added) core.log(`${unit.id}: Failed to schedule restart job: ${added.message}`, unit, 4);
}

/** Runs the first command of a list as the control process, or the next one of it. */
export function control(unit: Unit, core: Core, run: ServiceRun, key: ExecKey, index = 0): void {
  run.controlKey = key;
  run.controlIndex = index;
  const extra = new Map<string, string>();
  if (run.main && !run.main.ended) extra.set('MAINPID', String(run.main.pid));
  if (key === 'ExecStop' || key === 'ExecStopPost') {
    const ended = run.lastMain?.ended;
    extra.set('SERVICE_RESULT', unit.result);
    if (ended) {
      extra.set('EXIT_CODE', ended.signal === undefined ? 'exited' : 'killed');
      extra.set('EXIT_STATUS', ended.signal ?? String(ended.status));
    }
  }
  run.control = core.spawn(unit, run.settings.commands[key][index]!, { extra });
}

function timedOut(unit: Unit, core: Core, run: ServiceRun): void {
  note(unit, 'timeout', run, undefined);
  switch (run.state) {
    case 'condition':
    case 'start-pre':
    case 'start':
    case 'start-post':
      core.log(`${unit.id}: ${run.state} operation timed out. Terminating.`, unit, 4);
      enterSignal(unit, core, run, 'stop-sigterm');
      return;
    case 'stop':
      core.log(`${unit.id}: Stopping timed out. Terminating.`, unit, 4);
      enterSignal(unit, core, run, 'stop-sigterm');
      return;
    case 'stop-sigterm':
      core.log(`${unit.id}: State 'stop-sigterm' timed out. Killing.`, unit, 4);
      enterSignal(unit, core, run, 'stop-sigkill');
      return;
    case 'stop-post':
      core.log(`${unit.id}: State 'stop-post' timed out. Terminating.`, unit, 4);
      enterSignal(unit, core, run, 'final-sigterm');
      return;
    case 'final-sigterm':
      core.log(`${unit.id}: State 'final-sigterm' timed out. Killing.`, unit, 4);
      enterSignal(unit, core, run, 'final-sigkill');
      return;
    default:
      enterDead(unit, core, run, 'timeout');
  }
}

function makeRuntimeDirectories(unit: Unit, core: Core): void {
  for (const value of unit.settings.all('Service.RuntimeDirectory')) {
    for (const name of splitWords(value) ?? []) {
      const parts = `run/${name}`.split('/');
      for (let n = 1; n <= parts.length; n++) core.p.mkdir(`/${parts.slice(0, n).join('/')}`, 0o755);
    }
  }
}
