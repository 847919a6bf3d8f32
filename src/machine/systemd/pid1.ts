/** Pid 1 at work: the loop that takes requests, ended processes, timers and changes of the machine, and runs jobs. */
import type { Ended, Process } from '../../kernel/process.ts';
import { type MaybeTask, settle, type Task, WaitQueue } from '../../kernel/task.ts';
import type { EventId, UnitState } from '../../trace/event.ts';
import { isErrno } from '../../vfs/errno.ts';
import { behaviourOf } from './behaviours.ts';
import { lastValue } from './command-line.ts';
import type { Core } from './core.ts';
import { DEFAULT_PATH } from './environment.ts';
import type { ExecCommand } from './exec-command.ts';
import { Jobs } from './jobs.ts';
import type { PowerAction } from './power.ts';
import type { SpecifierFacts } from './specifiers.ts';
import { type ShowStatus, StatusOutput } from './status-output.ts';
import type { SystemdHost } from './systemd-model.ts';
import { checkDevice } from './types/device.ts';
import { checkMount } from './types/mount.ts';
import { checkPath, concerns } from './types/path.ts';
import { forgetFailure } from './types/service-run.ts';
import type { Unit } from './unit.ts';
import { pathToUnit } from './unit-name.ts';
import { type SpawnDetails, spawnUnitProcess, UnitProcess } from './unit-process.ts';
import { Units } from './units.ts';

interface Timeout {
  readonly atUs: number;
  readonly order: number;
  readonly run: () => void;
}

/** Where the kernel's own filesystems are: they have no units. */
const API_MOUNTS =
  /^\/(?:proc|sys|dev|run|dev\/(?:pts|shm|mqueue|hugepages)|sys\/(?:fs\/.*|kernel\/.*|firmware\/.*)|proc\/.*)?$/;

export class Pid1 implements Core {
  readonly host: SystemdHost;
  readonly p: Process;
  readonly facts: SpecifierFacts;
  readonly units: Units;
  readonly jobs: Jobs;
  readonly status: StatusOutput;
  readonly environment = new Map<string, string>([['PATH', DEFAULT_PATH]]);
  readonly idle = new WaitQueue('the end of all jobs');
  /** The jobs of the start are done; whatever else is queued later is no start any more. */
  started = false;
  /** What ends the loop: the root was switched, the machine goes down. */
  leaving: PowerAction | undefined;
  readonly #inbox: (() => MaybeTask<void>)[] = [];
  readonly #wake = new WaitQueue('events for pid 1');
  readonly #processes = new Map<number, UnitProcess>();
  readonly #timeouts = new Set<Timeout>();
  readonly #mounts = new Set<string>();
  #timeoutOrder = 0;
  #paths: readonly Unit[] = [];

  constructor(host: SystemdHost, p: Process) {
    this.host = host;
    this.p = p;
    this.facts = this.#readFacts();
    this.status = new StatusOutput(this.#showStatus(), (text) => host.journal.toConsole(text));
    this.jobs = new Jobs(this);
    this.units = new Units(this);
  }

  #readFacts(): SpecifierFacts {
    const read = (path: string): string => {
      const text = this.p.readFile(path);
      return isErrno(text) ? '' : text.trim();
    };
    return {
      kernelRelease: read('/proc/sys/kernel/osrelease'),
      hostname: read('/proc/sys/kernel/hostname'),
      machineId: read('/etc/machine-id'),
      bootId: read('/proc/sys/kernel/random/boot_id').replaceAll('-', ''),
    };
  }

  get commandLine(): string {
    const text = this.p.readFile('/proc/cmdline');
    return isErrno(text) ? '' : text.trim();
  }

  /** Whether status lines are shown: `systemd.show_status=`, else not on a `quiet` boot unless something goes wrong. */
  #showStatus(): ShowStatus {
    const asked = (
      lastValue(this.commandLine, 'rd.systemd.show_status') ?? lastValue(this.commandLine, 'systemd.show_status')
    )?.value;
    if (asked !== undefined)
      return /^(?:1|yes|true|on)$/.test(asked) ? 'yes' : asked === 'error' || asked === 'auto' ? 'error' : 'no';
    return lastValue(this.commandLine, 'quiet') ? 'error' : 'yes';
  }

  // what the parts ask for

  log(message: string, unit?: Unit, priority = 6): EventId {
    return this.host.journal.log({
      identifier: 'systemd',
      pid: 1,
      message,
      priority,
      ...(unit ? { unit: unit.id } : {}),
    });
  }

  unsupported(what: string, detail: string): void {
    this.host.trace.add(1, { kind: 'unsupported', what: `systemd: ${what}`, detail });
  }

  changed(unit: Unit, active: UnitState, sub: string, because?: EventId): void {
    const from = unit.active;
    unit.active = active;
    unit.sub = sub;
    this.host.kernel.changed();
    if (from !== active) {
      unit.changedAtUs = this.host.kernel.clock.nowUs;
      if (from === 'inactive' || from === 'failed') unit.leftInactiveAtUs = unit.changedAtUs;
      unit.changed = this.host.trace.add(1, {
        kind: 'unit.changed',
        unit: unit.id,
        from,
        to: active,
        result: unit.result,
        ...(because === undefined ? {} : { because }),
      });
      if (active === 'activating' && unit.type === 'service') this.#phase(unit);
    }
    const expected = this.jobs.stateChanged(unit);
    if (expected === 'unexpected') this.#followUnasked(unit, from);
    if (from !== active && active === 'failed') {
      this.jobs.startOn(unit, 'OnFailure');
      this.#action(unit, 'FailureAction');
    }
    if (active === 'inactive' && from !== 'failed' && from !== 'inactive') {
      this.jobs.startOn(unit, 'OnSuccess');
      this.#action(unit, 'SuccessAction');
    }
    for (const other of unit.on('TriggeredBy')) behaviourOf(other).triggered?.(other, this);
  }

  #phase(unit: Unit): void {
    const phase = /^dracut-(cmdline|pre-udev|pre-trigger|initqueue|pre-mount|mount|pre-pivot)\.service$/.exec(
      unit.id,
    )?.[1];
    if (phase !== undefined) this.host.trace.add(1, { kind: 'phase.started', phase });
  }

  /** A change that no job asked for: what the unit needs is started with it, what is bound to it stops. */
  #followUnasked(unit: Unit, from: UnitState): void {
    const was = from === 'active' || from === 'activating';
    if (!was && unit.isUpOrComingUp) {
      for (const dependency of ['Requires', 'BindsTo', 'Wants'] as const) {
        for (const other of unit.on(dependency)) {
          if (!unit.on('After').has(other) && !other.isUpOrComingUp)
            this.jobs.add(other, 'start', dependency === 'Wants' ? 'fail' : 'replace');
        }
      }
      for (const dependency of ['Conflicts', 'ConflictedBy'] as const)
        for (const other of unit.on(dependency)) if (!other.isDownOrGoingDown) this.jobs.add(other, 'stop', 'replace');
    } else if (was && unit.isDownOrGoingDown) {
      for (const other of unit.on('BoundBy')) if (!other.isDownOrGoingDown) this.jobs.add(other, 'stop', 'replace');
    }
  }

  #action(unit: Unit, key: 'FailureAction' | 'SuccessAction'): void {
    const action = unit.settings.get(`Unit.${key}`);
    if (action !== undefined && action !== 'none')
      this.emergencyAction(action, `unit ${unit.id} ${key === 'FailureAction' ? 'failed' : 'succeeded'}`);
  }

  emergencyAction(action: string, because: string): void {
    const [, what, how] = /^(reboot|poweroff|halt|exit|soft-reboot)(-force|-immediate)?$/.exec(action) ?? [];
    if (what !== 'reboot' && what !== 'poweroff' && what !== 'halt') {
      this.unsupported(`action ${action}`, because);
      return;
    }
    this.log(
      `${what === 'reboot' ? 'Rebooting' : what === 'halt' ? 'Halting' : 'Powering off'}: ${because}`,
      undefined,
      4,
    );
    if (how !== undefined) this.leave({ what: 'power', to: what });
    else {
      const target = this.units.get(`${what}.target`);
      if (target) this.jobs.add(target, 'start', 'replace-irreversibly');
    }
  }

  /** `systemctl reset-failed`: a failed unit is merely down again. */
  resetFailed(unit: Unit): void {
    unit.result = 'success';
    if (unit.type === 'service') forgetFailure(unit);
    this.changed(unit, 'inactive', 'dead');
  }

  leave(action: PowerAction): void {
    this.leaving ??= action;
    this.#wake.wake();
  }

  at(instantUs: number, run: () => void): () => void {
    const timeout: Timeout = { atUs: instantUs, order: this.#timeoutOrder++, run };
    this.#timeouts.add(timeout);
    return () => void this.#timeouts.delete(timeout);
  }

  spawn(unit: Unit, command: ExecCommand, details?: SpawnDetails): UnitProcess {
    return this.#register(spawnUnitProcess(this, unit, command, details));
  }

  #register(process: UnitProcess): UnitProcess {
    this.#processes.set(process.pid, process);
    return process;
  }

  adopt(unit: Unit, process: Process): UnitProcess {
    const command: ExecCommand = { path: '', words: [], ignoreFailure: false, literal: false };
    return this.#register(new UnitProcess(process, unit, command, this.host.kernel.clock.nowUs));
  }

  /** Running processes of a unit. */
  processesOf(unit: Unit): Process[] {
    return [...this.host.kernel.processes.values()].filter(
      (process) => process.unit === unit.id && process.state !== 'zombie' && process.state !== 'reaped',
    );
  }

  populated(unit: Unit): boolean {
    return this.processesOf(unit).length > 0;
  }

  kill(unit: Unit, signal: string, which: 'main' | 'all'): boolean {
    const own = new Set(
      [...this.#processes.values()]
        .filter((process) => process.unit === unit && !process.ended)
        .map((process) => process.pid),
    );
    const targets = this.processesOf(unit).filter((process) => which === 'all' || own.has(process.pid));
    for (const target of targets) this.host.kernel.signal(target, signal);
    return targets.length > 0;
  }

  // what others tell

  /** Has pid 1 do something in its next turn; nothing else is done before it is over. */
  post(run: () => MaybeTask<void>): void {
    this.#inbox.push(run);
    this.#wake.wake();
  }

  /** Something was mounted or unmounted. */
  mountChanged(path: string): void {
    if (path === '/' || API_MOUNTS.test(path)) return;
    this.#mounts.add(path);
    this.#wake.wake();
  }

  /** A file came, went or was written. */
  fileChanged(path: string): void {
    for (const unit of this.#paths) {
      if (!concerns(unit, this, path)) continue;
      this.post(() => checkPath(unit, this, path));
      return;
    }
  }

  /** Which units watch the filesystem; called when units were loaded. */
  watchPaths(): void {
    this.#paths = this.units.all.filter((unit) => unit.type === 'path' && unit.load === 'loaded');
  }

  // the loop

  /** Works until the machine goes down or the root is switched. */
  *work(): Task<PowerAction> {
    for (;;) {
      yield* this.#turn();
      if (this.leaving) return this.leaving;
      let nextUs = Number.POSITIVE_INFINITY;
      for (const { atUs } of this.#timeouts) if (atUs < nextUs) nextUs = atUs;
      const on = [this.#wake, this.p.childEnded];
      if (this.#paths.some((unit) => unit.sub === 'waiting')) on.push(this.host.passwords.changed);
      yield { on, ...(Number.isFinite(nextUs) ? { untilUs: nextUs } : {}), why: 'events' };
    }
  }

  /** Everything that has happened, then the jobs that can run; again until nothing is left. */
  *#turn(): Task {
    for (let again = true; again; ) {
      again = false;
      // Units that set each other off for ever use up the steps of the run.
      this.host.kernel.charge(1);
      for (let ended = this.p.tryWait(); ended && !isErrno(ended); ended = this.p.tryWait()) {
        this.#reaped(ended);
        again = true;
      }
      for (const path of this.#mounts) {
        this.#mounts.delete(path);
        this.#checkMount(path);
        again = true;
      }
      for (let run = this.#inbox.shift(); run; run = this.#inbox.shift()) {
        yield* settle(run());
        again = true;
      }
      if (this.#fireTimeouts()) again = true;
      this.#checkPaths();
      if (this.jobs.hasQueued) {
        this.jobs.runQueue();
        again = true;
      }
    }
    if (!this.jobs.idle) return;
    this.started = true;
    this.idle.wake();
  }

  #reaped(ended: Ended): void {
    const process = this.#processes.get(ended.pid);
    this.#processes.delete(ended.pid);
    if (process) {
      process.ended = ended;
      behaviourOf(process.unit).ended?.(process.unit, process, this);
      return;
    }
    // Somebody's orphan: its unit may be empty now.
    for (const unit of this.units.all)
      if (unit.active === 'deactivating') behaviourOf(unit).ended?.(unit, undefined, this);
  }

  #fireTimeouts(): boolean {
    const { nowUs } = this.host.kernel.clock;
    const due: Timeout[] = [];
    for (const timeout of this.#timeouts) if (timeout.atUs <= nowUs) due.push(timeout);
    due.sort((a, b) => a.atUs - b.atUs || a.order - b.order);
    for (const timeout of due) if (this.#timeouts.delete(timeout)) timeout.run();
    return due.length > 0;
  }

  #checkMount(path: string): void {
    const name = pathToUnit(path, 'mount');
    const there = this.host.vfs.table.at(path) !== undefined;
    const unit = there ? this.units.fromKernel(name) : this.units.known(name);
    if (unit) checkMount(unit, this);
  }

  /** Brings path units up to date with what was put there behind the filesystem's back, such as questions for passwords. */
  #checkPaths(): void {
    for (const unit of this.#paths) checkPath(unit, this);
  }

  /** udev has handled or forgotten a device. */
  deviceChanged(): void {
    this.post(() => {
      for (const unit of this.units.all) if (unit.type === 'device') checkDevice(unit, this);
    });
  }
}
