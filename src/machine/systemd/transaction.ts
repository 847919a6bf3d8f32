/** Transactions: from one wished job to the set of jobs that it takes, free of contradictions and cycles (systemd's transaction.c). */
import type { Core } from './core.ts';
import { STOPPED_WITH } from './dependency.ts';
import {
  type AskedJob,
  conflicting,
  type JobMode,
  type JobType,
  mergeTypes,
  order,
  redundant,
  settled,
} from './job.ts';
import { notLoaded, type Refused } from './refused.ts';
import type { Unit } from './unit.ts';

/** A job that is only planned; links say which one asked for it. */
interface Planned {
  readonly unit: Unit;
  type: JobType;
  ignoreOrder: boolean;
  /** Who wants it, and whether it is lost without it. */
  readonly wantedBy: { readonly by: Planned | undefined; readonly matters: boolean; readonly conflicts: boolean }[];
  /** Whom it wants itself; one may be there more than once. */
  readonly wants: Planned[];
  mattersToAnchor: boolean;
  /** For the search for cycles. */
  generation: number;
  marker: Planned | undefined;
}

export class Transaction {
  readonly #core: Core;
  readonly #jobs = new Map<Unit, Planned[]>();
  #anchor: Planned | undefined;
  #generation = 0;

  constructor(core: Core) {
    this.#core = core;
  }

  /** Plans a job with all that follows from it; a refusal when it cannot be. */
  plan(unit: Unit, asked: AskedJob, mode: JobMode): Refused | undefined {
    const type = settled(asked, unit);
    if (type === undefined) return undefined;
    return this.#add(
      type,
      unit,
      undefined,
      true,
      false,
      mode === 'ignore-dependencies' || mode === 'ignore-requirements',
      mode === 'ignore-dependencies',
    );
  }

  /** Isolation: everything that is up and not asked for goes down, but for what asks to be left alone. */
  stopOthers(): void {
    for (const unit of this.#core.units.all) {
      if (ignoresIsolation(unit) || unit.perpetual || this.#jobs.has(unit) || (unit.isDown && !unit.job)) continue;
      this.#add('stop', unit, this.#anchor, true, false, false, false);
    }
  }

  #add(
    type: JobType,
    unit: Unit,
    by: Planned | undefined,
    matters: boolean,
    conflicts: boolean,
    alone: boolean,
    ignoreOrder: boolean,
  ): Refused | undefined {
    if (type !== 'stop') {
      const refused = notLoaded(unit);
      if (refused) return refused;
    }
    if (unit.perpetual && type === 'stop')
      return { error: 'not-applicable', message: `Unit ${unit.id} may not be stopped.` };
    const list = this.#jobs.get(unit) ?? [];
    this.#jobs.set(unit, list);
    let planned = list.find((other) => other.type === type);
    const isNew = planned === undefined;
    if (!planned) {
      planned = {
        unit,
        type,
        ignoreOrder,
        wantedBy: [],
        wants: [],
        mattersToAnchor: false,
        generation: 0,
        marker: undefined,
      };
      list.push(planned);
    }
    planned.ignoreOrder ||= ignoreOrder;
    planned.wantedBy.push({ by, matters, conflicts });
    by?.wants.push(planned);
    this.#anchor ??= planned;
    if (!isNew || alone) return undefined;
    return this.#follow(planned, ignoreOrder);
  }

  #follow(planned: Planned, ignoreOrder: boolean): Refused | undefined {
    const { unit, type } = planned;
    const add = (wanted: JobType, other: Unit, matters: boolean, conflicts = false) =>
      this.#add(wanted, other, planned, matters, conflicts, false, ignoreOrder);
    if (type === 'start' || type === 'restart') {
      for (const dependency of NEEDED) {
        for (const other of unit.on(dependency)) {
          const refused = add('start', other, true);
          if (refused && refused.error !== 'not-applicable') return this.#lose(planned, refused);
        }
      }
      for (const dependency of WANTED) {
        for (const other of unit.on(dependency)) {
          const refused = add('start', other, false);
          if (refused && !['not-found', 'masked', 'not-applicable'].includes(refused.error)) {
            this.#core.log(`${other.id}: Cannot add dependency job, ignoring: ${refused.message}`, other, 4);
          }
        }
      }
      for (const other of unit.on('Requisite')) {
        const refused = add('verify-active', other, true);
        if (refused && refused.error !== 'not-applicable') return this.#lose(planned, refused);
      }
      for (const other of unit.on('Conflicts')) {
        const refused = add('stop', other, true, true);
        if (refused && refused.error !== 'not-applicable') return this.#lose(planned, refused);
      }
      for (const other of unit.on('ConflictedBy')) add('stop', other, false);
    }
    if (type === 'stop' || type === 'restart') {
      for (const dependency of STOPPED_WITH) {
        for (const other of unit.on(dependency)) {
          const wanted = type === 'restart' ? settled('try-restart', other) : 'stop';
          if (wanted) add(wanted, other, true);
        }
      }
    }
    if (type === 'reload')
      for (const other of unit.on('PropagatesReloadTo')) if (other.isActive) add('reload', other, false);
    return undefined;
  }

  /** A job that cannot have what it requires is not planned at all. */
  #lose(planned: Planned, refused: Refused): Refused {
    this.#delete(planned, true);
    return refused;
  }

  /** Makes the plan consistent; then every unit has one job. */
  settle(mode: JobMode): Refused | undefined {
    if (!this.#anchor) return undefined;
    this.#findWhatMatters(this.#anchor);
    if (mode === 'fail') this.#leaveRunningAlone();
    this.#dropRedundant();
    for (;;) {
      if (mode !== 'isolate') this.#collectGarbage();
      const cyclic = this.#breakCycle();
      if (cyclic === 'none') break;
      if (cyclic !== 'broken') return cyclic;
    }
    for (;;) {
      const merged = this.#merge();
      if (merged === 'merged') break;
      if (merged !== 'dropped') return merged;
      if (mode !== 'isolate') this.#collectGarbage();
    }
    this.#dropRedundant();
    return this.#destructive(mode);
  }

  /** The jobs, one a unit. */
  get planned(): readonly { readonly unit: Unit; readonly type: JobType; readonly ignoreOrder: boolean }[] {
    return [...this.#jobs].map(([unit, [job]]) => ({ unit, type: job!.type, ignoreOrder: job!.ignoreOrder }));
  }

  has(unit: Unit): boolean {
    return this.#jobs.has(unit);
  }

  #all(): Planned[] {
    return [...this.#jobs.values()].flat();
  }

  #delete(planned: Planned, withDependents: boolean): void {
    const list = this.#jobs.get(planned.unit);
    if (!list?.includes(planned)) return;
    list.splice(list.indexOf(planned), 1);
    if (list.length === 0) this.#jobs.delete(planned.unit);
    if (this.#anchor === planned) this.#anchor = undefined;
    for (const other of planned.wants) {
      for (let i = other.wantedBy.length - 1; i >= 0; i--)
        if (other.wantedBy[i]!.by === planned) other.wantedBy.splice(i, 1);
    }
    if (!withDependents) return;
    // A copy: deleting those takes them out of the list.
    for (const { by, matters } of [...planned.wantedBy]) if (by && matters) this.#delete(by, true);
  }

  #findWhatMatters(anchor: Planned): void {
    const visit = (planned: Planned): void => {
      if (planned.mattersToAnchor) return;
      planned.mattersToAnchor = true;
      for (const other of planned.wants)
        if (other.wantedBy.some((want) => want.by === planned && want.matters)) visit(other);
    };
    visit(anchor);
  }

  /** Mode `fail`: what does not matter must not stop what runs, nor change jobs that are queued. */
  #leaveRunningAlone(): void {
    for (const planned of this.#all()) {
      if (planned.mattersToAnchor) continue;
      const stopsRunning = planned.type === 'stop' && planned.unit.isUpOrComingUp;
      const changes = planned.unit.job !== undefined && conflicting(planned.type, planned.unit.job.type, planned.unit);
      if (stopsRunning || changes) this.#delete(planned, true);
    }
  }

  #dropRedundant(): void {
    for (const [unit, list] of this.#jobs) {
      const needed = list.some(
        (job) =>
          job === this.#anchor ||
          !redundant(job.type, unit) ||
          (unit.job !== undefined && conflicting(job.type, unit.job.type, unit)),
      );
      if (!needed) for (const job of [...list]) this.#delete(job, false);
    }
  }

  /** Takes away what nobody in the plan wants any more. */
  #collectGarbage(): void {
    for (let again = true; again; ) {
      again = false;
      for (const planned of this.#all()) {
        if (planned === this.#anchor || planned.wantedBy.length > 0) continue;
        this.#delete(planned, true);
        again = true;
      }
    }
  }

  #merge(): 'merged' | 'dropped' | Refused {
    for (const [unit, list] of this.#jobs) {
      for (let i = 1; i < list.length; i++) {
        const [first, next] = [list[0]!, list[i]!];
        if (mergeTypes(first.type, next.type, unit) !== undefined) continue;
        const dropped = this.#dropUnmergeable(list);
        if (dropped) return 'dropped';
        return {
          error: 'conflicting',
          message: `Transaction contains conflicting jobs '${first.type}' and '${next.type}' for ${unit.id}. Probably contradicting requirement dependencies configured.`,
        };
      }
    }
    for (const [unit, list] of this.#jobs) {
      const [first, ...rest] = list;
      for (const other of rest) {
        first!.type = mergeTypes(first!.type, other.type, unit)!;
        first!.mattersToAnchor ||= other.mattersToAnchor;
        first!.ignoreOrder ||= other.ignoreOrder;
        first!.wantedBy.push(...other.wantedBy);
        if (this.#anchor === other) this.#anchor = first;
        for (const job of other.wants)
          for (const [i, want] of job.wantedBy.entries())
            if (want.by === other) job.wantedBy[i] = { ...want, by: first };
        first!.wants.push(...other.wants);
      }
      list.length = 1;
    }
    return 'merged';
  }

  /** Of two contradicting jobs for a unit, the one that does not matter goes; a stop that a conflict of what matters asks for stays. */
  #dropUnmergeable(list: Planned[]): boolean {
    for (const a of list) {
      for (const b of list) {
        if (a === b || mergeTypes(a.type, b.type, a.unit) !== undefined || (a.mattersToAnchor && b.mattersToAnchor))
          continue;
        let [lost, kept] = a.mattersToAnchor ? [b, a] : [a, b];
        if (!a.mattersToAnchor && !b.mattersToAnchor) {
          const stop = a.type === 'stop' ? a : b;
          const start = stop === a ? b : a;
          // A stop for the sake of a conflict is weaker than a start, any other is stronger.
          lost = stop.type === 'stop' && !stop.wantedBy.some((want) => want.conflicts) ? start : stop;
          kept = lost === a ? b : a;
        }
        if (lost === kept) return false;
        this.#delete(lost, true);
        return true;
      }
    }
    return false;
  }

  // order

  #breakCycle(): 'none' | 'broken' | Refused {
    const generation = ++this.#generation;
    for (const planned of this.#all()) {
      const result = this.#visit(planned, undefined, generation);
      if (result !== undefined) return result;
    }
    return 'none';
  }

  #visit(planned: Planned, from: Planned | undefined, generation: number): 'broken' | Refused | undefined {
    if (planned.generation === generation) return planned.marker ? this.#cut(planned, from!, generation) : undefined;
    planned.marker = from ?? planned;
    planned.generation = generation;
    for (const next of this.#after(planned)) {
      const result = this.#visit(next, planned, generation);
      if (result !== undefined) return result;
    }
    planned.marker = undefined;
    return undefined;
  }

  /** Jobs of the plan that wait for this one. */
  #after(planned: Planned): Planned[] {
    const found: Planned[] = [];
    for (const other of planned.unit.on('Before'))
      for (const job of this.#jobs.get(other) ?? []) if (order(planned, job) < 0) found.push(job);
    for (const other of planned.unit.on('After'))
      for (const job of this.#jobs.get(other) ?? []) if (-order(job, planned) < 0) found.push(job);
    return found;
  }

  #cut(start: Planned, from: Planned, generation: number): 'broken' | Refused {
    const way: Planned[] = [];
    for (
      let at: Planned | undefined = from;
      at;
      at = at.generation === generation && at.marker !== at ? at.marker : undefined
    ) {
      way.push(at);
      if (at === start) break;
    }
    const lost = way.find((planned) => !planned.mattersToAnchor && planned !== this.#anchor);
    const { id } = start.unit;
    [...way].reverse().forEach((planned, index) => {
      this.#core.log(
        `${id}: Found ${index === 0 ? 'ordering cycle' : 'dependency'} on ${planned.unit.id}/${planned.type}`,
        start.unit,
        4,
      );
    });
    if (!lost) {
      this.#core.log(`${id}: Unable to break cycle starting with ${id}/${start.type}`, start.unit, 3);
      return { error: 'cyclic', message: 'Transaction order is cyclic. See system logs for details.' };
    }
    this.#core.log(
      `${id}: Job ${lost.unit.id}/${lost.type} deleted to break ordering cycle starting with ${id}/${start.type}`,
      start.unit,
      3,
    );
    for (const job of [...(this.#jobs.get(lost.unit) ?? [])]) this.#delete(job, true);
    return 'broken';
  }

  #destructive(mode: JobMode): Refused | undefined {
    for (const { unit, type } of this.planned) {
      const { job } = unit;
      if (!job || (mode !== 'fail' && !job.irreversible) || !conflicting(job.type, type, unit)) continue;
      const wanted = this.#anchor!;
      return {
        error: 'destructive',
        message: `Transaction for ${wanted.unit.id}/${wanted.type} is destructive (${unit.id} has '${job.type}' job queued, but '${type}' is included in transaction).`,
      };
    }
    return undefined;
  }
}

const NEEDED = ['Requires', 'BindsTo'] as const;
const WANTED = ['Wants', 'Upholds'] as const;

/** Devices, mounts and the like stay through an isolation, and what says so. */
const ignoresIsolation = (unit: Unit): boolean => unit.settings.boolean('Unit.IgnoreOnIsolate', STAYING.has(unit.type));

const STAYING: ReadonlySet<string> = new Set(['device', 'mount', 'slice', 'scope', 'swap']);
