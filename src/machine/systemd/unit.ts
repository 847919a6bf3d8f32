/** A unit: what its files say, what it depends on, and the state it is in. */
import type { EventId, UnitState } from '../../trace/event.ts';
import type { Dependency } from './dependency.ts';
import { inverse } from './dependency.ts';
import type { Job } from './job.ts';
import { type Settings, settingsOf } from './settings.ts';
import { UNIT_TYPES, type UnitType, unitType } from './unit-name.ts';

export type LoadState = 'loaded' | 'not-found' | 'bad-setting' | 'error' | 'masked';

/** How the last run of a unit went, as the property `Result`. */
export type UnitResult =
  | 'success'
  | 'exit-code'
  | 'signal'
  | 'timeout'
  | 'protocol'
  | 'resources'
  | 'start-limit-hit'
  | 'unit-start-limit-hit'
  | 'core-dump'
  | 'exec-condition';

export interface ConditionCheck {
  readonly text: string;
  readonly trigger: boolean;
  readonly met: boolean;
}

export class Unit {
  /** Its main name; aliases lead to it. */
  readonly id: string;
  readonly names: Set<string>;
  readonly type: UnitType;
  /** Place of its type in the order in which systemd counts them. */
  readonly #rank: number;
  load: LoadState = 'not-found';
  /** Where its fragment was found. */
  fragment: string | undefined;
  dropIns: readonly string[] = [];
  settings: Settings = settingsOf([]);
  description = '';
  readonly dependencies = new Map<Dependency, Set<Unit>>();
  defaultDependencies = true;
  /** Always there: `-.mount`, `-.slice`, `system.slice`. */
  perpetual = false;
  /** Known because the kernel says so, such as a mount that somebody made. */
  fromKernel = false;

  active: UnitState = 'inactive';
  sub = 'dead';
  result: UnitResult = 'success';
  job: Job | undefined;
  /** Of the last start. */
  conditionMet = true;
  assertionMet = true;
  checks: readonly ConditionCheck[] = [];
  /** The last `unit.changed` event. */
  changed: EventId | undefined;
  changedAtUs = 0;
  /** When it last ceased to be down (InactiveExitTimestamp). */
  leftInactiveAtUs: number | undefined;
  /** What the parts of pid 1 keep for it (`KeptByUnit`). */
  readonly kept: unknown[] = [];
  /** Instants of recent starts, for StartLimitBurst=. */
  starts: number[] = [];

  constructor(id: string) {
    const type = unitType(id);
    if (!type) throw new Error(`not a unit name: ${id}`);
    this.id = id;
    this.type = type;
    this.#rank = UNIT_TYPES.indexOf(type);
    this.names = new Set([id]);
  }

  /** `ID - DESCRIPTION`, as messages name it; only the id when there is no other description. */
  get title(): string {
    return this.description === '' || this.description === this.id ? this.id : `${this.id} - ${this.description}`;
  }

  on(dependency: Dependency): ReadonlySet<Unit> {
    return this.dependencies.get(dependency) ?? NONE;
  }

  depend(dependency: Dependency, other: Unit): void {
    if (other === this) return;
    add(this, dependency, other);
    add(other, inverse(dependency), this);
  }

  /** Takes away what files and defaults made, before the files are read again. */
  forgetDependencies(): void {
    for (const [dependency, others] of this.dependencies)
      for (const other of others) other.dependencies.get(inverse(dependency))?.delete(this);
    this.dependencies.clear();
  }

  get isActive(): boolean {
    return this.active === 'active';
  }

  get isDown(): boolean {
    return this.active === 'inactive' || this.active === 'failed';
  }

  get isUpOrComingUp(): boolean {
    return this.active === 'active' || this.active === 'activating';
  }

  get isDownOrGoingDown(): boolean {
    return this.isDown || this.active === 'deactivating';
  }

  /** Order among jobs that could run at the same time: later types first, then by name. */
  static before(a: Unit, b: Unit): boolean {
    const byType = b.#rank - a.#rank;
    return byType !== 0 ? byType < 0 : a.id < b.id;
  }
}

const NONE: ReadonlySet<Unit> = new Set();

function add(unit: Unit, dependency: Dependency, other: Unit): void {
  const set = unit.dependencies.get(dependency);
  if (set) set.add(other);
  else unit.dependencies.set(dependency, new Set([other]));
}
