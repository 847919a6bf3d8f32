/** The job queue of pid 1: installing transactions, running jobs in their order, and what the end of a job does to others (systemd's job.c). */
import type { EventBody } from '../../trace/event.ts';
import { behaviourOf } from './behaviours.ts';
import { allMet, checkAll, whySkipped } from './conditions.ts';
import type { Begun, Core } from './core.ts';
import { type Dependency, FAIL_WITH_START } from './dependency.ts';
import {
  type AskedJob,
  conflicting,
  covers,
  Job,
  type JobMode,
  type JobResult,
  type JobType,
  mergeTypes,
  order,
} from './job.ts';
import { tellBegun, tellEnded } from './job-messages.ts';
import type { Refused } from './refused.ts';
import { Transaction } from './transaction.ts';
import { Unit } from './unit.ts';

export class Jobs {
  readonly #core: Core;
  readonly #installed = new Set<Job>();
  readonly #queue = new Set<Job>();
  /** Failed or invalid jobs so far. */
  failed = 0;
  #next = 1;

  constructor(core: Core) {
    this.#core = core;
  }

  get all(): readonly Job[] {
    return [...this.#installed];
  }

  get idle(): boolean {
    return this.#installed.size === 0;
  }

  /** Plans and queues a job with all that it takes; the job of the unit itself, undefined when nothing is to be done, or why not. */
  add(unit: Unit, asked: AskedJob, mode: JobMode): Job | undefined | Refused {
    if (mode === 'isolate' && !unit.settings.boolean('Unit.AllowIsolate', false))
      return { error: 'no-isolation', message: 'Operation refused, unit may not be isolated.' };
    const transaction = new Transaction(this.#core);
    const refused = transaction.plan(unit, asked, mode);
    if (refused) return refused;
    if (mode === 'isolate') transaction.stopOthers();
    const unsettled = transaction.settle(mode);
    if (unsettled) return unsettled;
    if (mode === 'isolate' || mode === 'flush')
      for (const job of this.all) if (!transaction.has(job.unit) && !job.irreversible) this.end(job, 'canceled', false);
    for (const { unit: other, type, ignoreOrder } of transaction.planned)
      this.#install(other, type, ignoreOrder, mode === 'replace-irreversibly');
    return unit.job;
  }

  #install(unit: Unit, type: JobType, ignoreOrder: boolean, irreversible: boolean): void {
    const { job } = unit;
    if (job) {
      if (conflicting(job.type, type, unit)) this.end(job, 'canceled', false);
      else if (job.state === 'waiting' || covers(job.type, type, unit)) {
        job.type = mergeTypes(job.type, type, unit)!;
        job.irreversible ||= irreversible;
        job.ignoreOrder ||= ignoreOrder;
        this.#enqueue(job);
        return;
      } else {
        // Running already, and asked for more: it runs again with both.
        job.type = mergeTypes(job.type, type, unit)!;
        job.state = 'waiting';
        this.#enqueue(job);
        return;
      }
    }
    const made = new Job(this.#next++, unit, type, ignoreOrder);
    made.irreversible = irreversible;
    unit.job = made;
    this.#installed.add(made);
    this.#core.host.trace.add(1, { kind: 'job.queued', unit: unit.id, job: type === 'stop' ? 'stop' : 'start' });
    this.#startTimeout(made, 'Unit.JobTimeoutSec');
    this.#enqueue(made);
  }

  #enqueue(job: Job): void {
    this.#queue.add(job);
  }

  /** `JobTimeoutSec=` from when it is queued, `JobRunningTimeoutSec=` from when it runs; devices have one of their own. */
  #startTimeout(job: Job, key: 'Unit.JobTimeoutSec' | 'Unit.JobRunningTimeoutSec'): void {
    const { settings, type } = job.unit;
    const both = settings.timeUs('Unit.JobTimeoutSec', Number.POSITIVE_INFINITY);
    const fallback =
      key === 'Unit.JobTimeoutSec'
        ? both
        : type === 'device'
          ? Number.isFinite(both)
            ? both
            : DEFAULT_DEVICE_TIMEOUT_US
          : both;
    const us = settings.timeUs(key, fallback);
    if (!Number.isFinite(us) || us === 0) return;
    job.timeouts.push(this.#core.at(this.#core.host.kernel.clock.nowUs + us, () => this.#timedOut(job)));
  }

  #timedOut(job: Job): void {
    const { unit } = job;
    this.#core.log(`${unit.id}: Job ${unit.id}/${job.type} timed out.`, unit, 4);
    this.end(job, 'timeout', true);
    const action = unit.settings.get('Unit.JobTimeoutAction');
    if (action !== undefined) this.#core.emergencyAction(action, 'job timed out');
  }

  /** Runs every job that can run, and those that become able to. */
  runQueue(): void {
    for (let job = this.#first(); job; job = this.#first()) {
      this.#queue.delete(job);
      if (job.state === 'waiting' && this.#installed.has(job) && this.#runnable(job)) this.#run(job);
    }
  }

  get hasQueued(): boolean {
    return this.#queue.size > 0;
  }

  #first(): Job | undefined {
    let first: Job | undefined;
    for (const job of this.#queue) if (!first || Unit.before(job.unit, first.unit)) first = job;
    return first;
  }

  #runnable(job: Job): boolean {
    if (job.ignoreOrder) return true;
    for (const other of job.unit.on('After')) if (other.job && -order(other.job, job) > 0) return false;
    for (const other of job.unit.on('Before')) if (other.job && order(job, other.job) > 0) return false;
    return true;
  }

  #run(job: Job): void {
    const { unit, type } = job;
    this.#core.host.kernel.charge(1);
    job.state = 'running';
    this.#startTimeout(job, 'Unit.JobRunningTimeoutSec');
    const begun = this.#perform(unit, type);
    // It may be over by now, or something else may have taken its place.
    if (unit.job !== job || job.result !== undefined) return;
    switch (begun) {
      case 'begun':
      case 'waits':
        if (job.state === 'running') tellBegun(this.#core, unit, type);
        return;
      case 'already':
        this.end(job, 'done', true, true);
        return;
      case 'under-way':
        return;
      case 'again':
        job.state = 'waiting';
        return;
      case 'condition':
        this.end(job, 'done', true);
        return;
      case 'assert':
      case 'failed':
      case 'dependency':
      case 'skipped':
        this.end(job, begun, true);
        return;
    }
  }

  #perform(unit: Unit, type: JobType): Begun | 'condition' | 'assert' | 'skipped' {
    switch (type) {
      case 'start':
        return this.#start(unit);
      case 'verify-active':
        return unit.isActive ? 'already' : unit.active === 'activating' ? 'again' : 'skipped';
      case 'stop':
      case 'restart':
        if (unit.isDown) return type === 'restart' ? this.#restartDown(unit) : 'already';
        return behaviourOf(unit).stop(unit, this.#core);
      case 'reload':
        return behaviourOf(unit).reload?.(unit, this.#core) ?? 'failed';
    }
  }

  /** Restarting what is down is starting it. */
  #restartDown(unit: Unit): 'again' {
    const { job } = unit;
    if (job) {
      job.type = 'start';
      job.state = 'waiting';
      this.#enqueue(job);
    }
    return 'again';
  }

  #start(unit: Unit): Begun | 'condition' | 'assert' {
    const core = this.#core;
    if (unit.isActive) return 'already';
    if (unit.load !== 'loaded') return 'failed';
    if (unit.active !== 'activating') {
      const context = {
        p: core.p,
        facts: core.facts,
        environment: core.environment,
        unsupported: (what: string) => core.unsupported(what, unit.id),
      };
      unit.checks = checkAll(unit, 'Condition', context);
      unit.conditionMet = allMet(unit.checks);
      if (!unit.conditionMet) return 'condition';
      const assertions = checkAll(unit, 'Assert', context);
      unit.assertionMet = allMet(assertions);
      if (!unit.assertionMet) {
        const failed = assertions.find((check) => !check.met);
        core.log(`Starting requested but asserts failed.${failed ? ` (${failed.text})` : ''}`, unit, 3);
        return 'assert';
      }
    }
    for (const other of unit.on('BindsTo')) {
      if (!unit.on('After').has(other) || other.isActive) continue;
      core.log(`${unit.id}: Bound to unit ${other.id}, but unit isn't active.`, unit, 5);
      return 'dependency';
    }
    return behaviourOf(unit).start(unit, core);
  }

  /** A unit's state has changed: its job may be over. Gives whether nobody had asked for the change. */
  stateChanged(unit: Unit): 'expected' | 'unexpected' {
    const { job } = unit;
    if (!job) return 'unexpected';
    switch (job.type) {
      case 'start':
      case 'verify-active':
        if (unit.isActive) this.end(job, 'done', true);
        else if (job.state === 'running' && unit.active !== 'activating') {
          if (unit.isDown) this.end(job, unit.active === 'failed' ? 'failed' : 'done', true);
          return 'unexpected';
        }
        return 'expected';
      case 'stop':
      case 'restart':
        if (unit.isDown) this.end(job, 'done', true);
        else if (job.state === 'running' && unit.active !== 'deactivating') {
          this.end(job, 'failed', true);
          return 'unexpected';
        }
        return 'expected';
      case 'reload':
        if (job.state === 'running' && unit.sub !== 'reload') this.end(job, unit.isActive ? 'done' : 'failed', true);
        return 'expected';
    }
  }

  /** Ends a job: tells it, lets those that wait go on, and has those fail that needed it. */
  end(job: Job, result: JobResult, recursive: boolean, already = false): void {
    if (job.result !== undefined) return;
    const { unit, type } = job;
    const core = this.#core;
    if (!already) tellEnded(core, unit, type, result, whySkipped(unit.checks));
    if (result === 'done' && type === 'restart') {
      job.type = 'start';
      job.state = 'waiting';
      this.#enqueue(job);
      return;
    }
    if (result === 'failed' || result === 'invalid') this.failed++;
    job.result = result;
    for (const cancel of job.timeouts) cancel();
    this.#installed.delete(job);
    this.#queue.delete(job);
    if (unit.job === job) unit.job = undefined;
    core.host.trace.add(1, {
      kind: 'job.ended',
      unit: unit.id,
      job: type === 'stop' ? 'stop' : 'start',
      result: ENDED[result],
    });
    core.host.kernel.changed();
    job.finished.wake();
    if (result !== 'done' && recursive) {
      if (type === 'start' || type === 'verify-active') this.#failOthers(unit, FAIL_WITH_START);
      else if (type === 'stop') this.#failOthers(unit, ['ConflictedBy']);
    }
    if (result === 'done' && type !== 'stop' && recursive && !unit.isActive) this.#failOthers(unit, ['RequisiteOf']);
    if (result === 'timeout' || result === 'dependency') {
      core.log(`${unit.id}: Job ${unit.id}/${type} failed with result '${result}'.`, unit, 5);
      this.startOn(unit, 'OnFailure');
    }
    for (const other of unit.on('TriggeredBy')) behaviourOf(other).triggered?.(other, core);
    for (const dependency of ['After', 'Before'] as const)
      for (const other of unit.on(dependency)) if (other.job) this.#enqueue(other.job);
  }

  #failOthers(unit: Unit, dependencies: readonly Dependency[]): void {
    for (const dependency of dependencies) {
      for (const other of [...unit.on(dependency)]) {
        const { job } = other;
        if (job && (job.type === 'start' || job.type === 'verify-active')) this.end(job, 'dependency', true);
      }
    }
  }

  /** OnFailure= and OnSuccess=. */
  startOn(unit: Unit, dependency: 'OnFailure' | 'OnSuccess'): void {
    const others = [...unit.on(dependency)];
    if (others.length === 0) return;
    const core = this.#core;
    core.log(`${unit.id}: Triggering ${dependency}= dependencies.`, unit);
    const isolate = unit.settings.boolean('Unit.OnFailureIsolate', false);
    const mode = (unit.settings.get(`Unit.${dependency}JobMode`) ??
      (isolate ? 'isolate' : dependency === 'OnFailure' ? 'replace' : 'fail')) as JobMode;
    for (const other of others) {
      const added = this.add(other, 'start', mode);
      if (added && 'error' in added)
        core.log(`${unit.id}: Failed to enqueue ${dependency}= job, ignoring: ${added.message}`, unit, 4);
    }
  }
}

const DEFAULT_DEVICE_TIMEOUT_US = 90_000_000;

const ENDED: Readonly<Record<JobResult, (EventBody & { kind: 'job.ended' })['result']>> = {
  done: 'done',
  canceled: 'canceled',
  timeout: 'timeout',
  failed: 'failed',
  dependency: 'dependency',
  skipped: 'skipped',
  invalid: 'failed',
  assert: 'failed',
  unsupported: 'failed',
  once: 'failed',
};
