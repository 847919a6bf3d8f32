/** Services: starting, stopping, and what the end of each of their processes leads to. */
import type { Begun, Behaviour, Core } from '../core.ts';
import { splitNames } from '../exec-command.ts';
import { execSection } from '../exec-settings.ts';
import { describeEnd, endedWell } from '../exit-status.ts';
import type { Unit, UnitResult } from '../unit.ts';
import { unitType } from '../unit-name.ts';
import type { UnitProcess } from '../unit-process.ts';
import { needSystemInitialization, stopAtShutdown } from './defaults.ts';
import { keepRun, note, type ServiceRun, serviceRun } from './service-run.ts';
import { readService } from './service-settings.ts';
import {
  control,
  enterDead,
  enterRunning,
  enterSignal,
  enterStart,
  enterStartPost,
  enterStartPre,
  enterStop,
  enterStopPost,
  runMain,
  set,
} from './service-steps.ts';

export const service: Behaviour = {
  initialSub: 'dead',
  loaded: (unit, core) => {
    const settings = readService(unit, core);
    if (typeof settings === 'string') return settings;
    keepRun(unit, settings);
    for (const value of unit.settings.all('Service.Sockets')) {
      for (const name of splitNames(value)) {
        if (!unitType(name)) continue;
        const socket = core.units.reference(name);
        unit.depend('Wants', socket);
        unit.depend('After', socket);
        unit.depend('TriggeredBy', socket);
      }
    }
    logsToJournal(unit, core);
    return undefined;
  },
  addDefaults: (unit, core) => {
    needSystemInitialization(unit, core);
    unit.depend('After', core.units.reference('basic.target'));
    stopAtShutdown(unit, core);
  },
  start,
  stop,
  reload: (unit, core) => {
    const run = serviceRun(unit)!;
    if (run.settings.commands.ExecReload.length === 0) return 'failed';
    set(unit, core, run, 'reload');
    control(unit, core, run, 'ExecReload');
    return 'begun';
  },
  ended,
  notified: (unit, pid, message, core) => {
    const run = serviceRun(unit);
    if (!run || !/^READY=1$/m.test(message)) return;
    if (run.state === 'start' && (run.main?.pid === pid || unit.settings.get('Service.NotifyAccess') === 'all'))
      enterStartPost(unit, core, run);
  },
  messages: { starting: 'Starting %s...', stopping: 'Stopping %s...', notStopped: 'Stopped (with error) %s.' },
};

/** Output to the journal needs its socket, a terminal its setup (exec dependencies of systemd.exec(5)). */
function logsToJournal(unit: Unit, core: Core): void {
  const section = execSection(unit);
  const input = unit.settings.get(`${section}.StandardInput`) ?? 'null';
  const output = unit.settings.get(`${section}.StandardOutput`) ?? (input === 'null' ? 'journal' : 'inherit');
  const error = unit.settings.get(`${section}.StandardError`) ?? 'inherit';
  if (/journal|kmsg/.test(`${output} ${error}`)) unit.depend('After', core.units.reference('systemd-journald.socket'));
  if (/tty|console/.test(`${input} ${output} ${error}`))
    unit.depend('After', core.units.reference('systemd-vconsole-setup.service'));
}

function start(unit: Unit, core: Core): Begun {
  const run = serviceRun(unit)!;
  switch (run.state) {
    case 'dead':
    case 'failed':
      break;
    case 'condition':
    case 'start-pre':
    case 'start':
    case 'start-post':
      return 'under-way';
    case 'auto-restart':
      break;
    default:
      return 'again';
  }
  const { nowUs } = core.host.kernel.clock;
  const { startLimitBurst, startLimitIntervalUs } = run.settings;
  if (startLimitBurst > 0 && startLimitIntervalUs > 0) {
    unit.starts = unit.starts.filter((at) => at > nowUs - startLimitIntervalUs);
    if (unit.starts.length >= startLimitBurst) {
      core.log(`${unit.id}: Start request repeated too quickly.`, unit, 4);
      unit.result = 'success';
      enterDead(unit, core, run, 'start-limit-hit');
      return 'failed';
    }
    unit.starts.push(nowUs);
  }
  unit.result = 'success';
  run.because = undefined;
  run.stopAsked = false;
  run.lastMain = undefined;
  if (run.settings.commands.ExecCondition.length > 0) {
    set(unit, core, run, 'condition');
    control(unit, core, run, 'ExecCondition');
  } else enterStartPre(unit, core, run);
  return 'begun';
}

function stop(unit: Unit, core: Core): Begun {
  const run = serviceRun(unit)!;
  run.stopAsked = true;
  switch (run.state) {
    case 'dead':
    case 'failed':
      return 'already';
    case 'stop':
    case 'stop-sigterm':
    case 'stop-sigkill':
    case 'stop-post':
    case 'final-sigterm':
    case 'final-sigkill':
      return 'under-way';
    case 'auto-restart':
      set(unit, core, run, 'dead');
      return 'begun';
    case 'condition':
    case 'start-pre':
    case 'start':
    case 'start-post':
    case 'reload':
      enterSignal(unit, core, run, 'stop-sigterm');
      return 'begun';
    case 'running':
    case 'exited':
      enterStop(unit, core, run);
      return 'begun';
  }
}

function ended(unit: Unit, process: UnitProcess | undefined, core: Core): void {
  const run = serviceRun(unit);
  if (!run) return;
  if (process !== undefined && process === run.main) mainEnded(unit, core, run, process);
  else if (process !== undefined && process === run.control) controlEnded(unit, core, run, process);
  if (!run.main && !run.control && !core.populated(unit)) emptied(unit, core, run);
}

const DAEMONS = new Set(['simple', 'exec', 'forking', 'dbus', 'notify', 'notify-reload', 'idle']);

function mainEnded(unit: Unit, core: Core, run: ServiceRun, process: UnitProcess): void {
  const { type, successStatus, commands } = run.settings;
  const end = process.ended!;
  const well = endedWell(end, successStatus, DAEMONS.has(type)) || process.command.ignoreFailure;
  const result: UnitResult = well
    ? 'success'
    : end.signal === undefined
      ? 'exit-code'
      : end.signal === 'SEGV' || end.signal === 'ABRT'
        ? 'core-dump'
        : 'signal';
  if (!well) core.log(`${unit.id}: Main process exited, ${describeEnd(end)}`, unit, 5);
  run.main = undefined;
  note(unit, result, run, process.endEvent);
  if (run.state === 'start' && type === 'oneshot' && well && run.mainIndex + 1 < commands.ExecStart.length) {
    run.mainIndex++;
    runMain(unit, core, run);
    return;
  }
  switch (run.state) {
    case 'start':
      if (type === 'oneshot' && well) enterStartPost(unit, core, run);
      else {
        if (well && type.startsWith('notify')) note(unit, 'protocol', run, process.endEvent);
        enterSignal(unit, core, run, 'stop-sigterm');
      }
      return;
    case 'running':
      enterRunning(unit, core, run, result);
      return;
    case 'stop-sigterm':
    case 'stop-sigkill':
      if (!run.control) enterStopPost(unit, core, run);
      return;
    case 'final-sigterm':
    case 'final-sigkill':
      if (!run.control) enterDead(unit, core, run, 'success');
      return;
    default:
      return;
  }
}

function controlEnded(unit: Unit, core: Core, run: ServiceRun, process: UnitProcess): void {
  const key = run.controlKey!;
  const end = process.ended!;
  run.control = undefined;
  if (
    key === 'ExecCondition' &&
    run.state === 'condition' &&
    end.signal === undefined &&
    end.status > 0 &&
    end.status < 255
  ) {
    note(unit, 'exec-condition', run, process.endEvent);
    enterSignal(unit, core, run, 'stop-sigterm');
    return;
  }
  const well = endedWell(end, run.settings.successStatus, false) || process.command.ignoreFailure;
  if (!well) core.log(`${unit.id}: Control process exited, ${describeEnd(end)}`, unit, 5);
  if (run.state !== 'reload')
    note(unit, well ? 'success' : end.signal === undefined ? 'exit-code' : 'signal', run, process.endEvent);
  if (well && run.controlIndex + 1 < run.settings.commands[key].length && !run.state.includes('sig')) {
    control(unit, core, run, key, run.controlIndex + 1);
    return;
  }
  switch (run.state) {
    case 'condition':
      if (well) enterStartPre(unit, core, run);
      else enterSignal(unit, core, run, 'stop-sigterm');
      return;
    case 'start-pre':
      if (well) enterStart(unit, core, run);
      else enterSignal(unit, core, run, 'stop-sigterm');
      return;
    case 'start':
      if (well) forked(unit, core, run);
      else enterSignal(unit, core, run, 'stop-sigterm');
      return;
    case 'start-post':
      if (well) enterRunning(unit, core, run, 'success');
      else enterSignal(unit, core, run, 'stop-sigterm');
      return;
    case 'reload':
      set(unit, core, run, run.main ? 'running' : 'exited');
      return;
    case 'stop':
      enterSignal(unit, core, run, 'stop-sigterm');
      return;
    case 'stop-sigterm':
    case 'stop-sigkill':
      if (!run.main) enterStopPost(unit, core, run);
      return;
    case 'stop-post':
      enterSignal(unit, core, run, 'final-sigterm');
      return;
    case 'final-sigterm':
    case 'final-sigkill':
      if (!run.main) enterDead(unit, core, run, 'success');
      return;
    default:
      return;
  }
}

/** A forking service's parent is gone: the process that it left is the main one. */
function forked(unit: Unit, core: Core, run: ServiceRun): void {
  const left = [...core.host.kernel.processes.values()].find(
    (p) => p.unit === unit.id && p.state !== 'zombie' && p.state !== 'reaped',
  );
  if (left) run.main = run.lastMain = core.adopt(unit, left);
  enterStartPost(unit, core, run);
}

/** The last process is gone: what was waiting for that goes on. */
function emptied(unit: Unit, core: Core, run: ServiceRun): void {
  if (run.state === 'stop-sigterm' || run.state === 'stop-sigkill') enterStopPost(unit, core, run);
  else if (run.state === 'final-sigterm' || run.state === 'final-sigkill') enterDead(unit, core, run, 'success');
}
