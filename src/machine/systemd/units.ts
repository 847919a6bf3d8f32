/** All units that pid 1 knows: loading them from their files, with their drop-ins and dependencies. */
import { isErrno } from '../../vfs/errno.ts';
import { behaviourOf } from './behaviours.ts';
import type { Core } from './core.ts';
import { DEPENDENCY_KEYS, type Dependency } from './dependency.ts';
import { splitNames } from './exec-command.ts';
import { type Settings, settingsOf } from './settings.ts';
import { expandSpecifiers } from './specifiers.ts';
import { Unit } from './unit.ts';
import { parseUnitFile, type UnitFile } from './unit-file.ts';
import { isTemplate, unescapePath, unitType } from './unit-name.ts';
import { UnitSearch } from './unit-search.ts';

/** Units that are there from the beginning and cannot be stopped. */
const PERPETUAL: ReadonlyMap<string, string> = new Map([
  ['-.slice', 'Root Slice'],
  ['system.slice', 'System Slice'],
  ['-.mount', 'Root Mount'],
]);

/** A unit that another one's file names. */
interface Wish {
  readonly dependency: Dependency;
  readonly word: string;
}

const wishes = new WeakMap<Settings, readonly Wish[]>();

/** The dependencies that settings name, found once. */
function wishesOf(settings: Settings): readonly Wish[] {
  let found = wishes.get(settings);
  if (!found) {
    found = [...DEPENDENCY_KEYS].flatMap(([key, dependency]) =>
      settings.all(`Unit.${key}`).flatMap((value) => splitNames(value).map((word) => ({ dependency, word }))),
    );
    wishes.set(settings, found);
  }
  return found;
}

export class Units {
  readonly #core: Core;
  readonly #byName = new Map<string, Unit>();
  #search: UnitSearch | undefined;
  #queue: Unit[] = [];
  #loading = false;
  /** Forgotten whenever a unit comes or goes. */
  #list: readonly Unit[] | undefined;

  constructor(core: Core) {
    this.#core = core;
  }

  /** The files as they were when systemd (re)loaded last. */
  get search(): UnitSearch {
    this.#search ??= new UnitSearch(this.#core.p);
    return this.#search;
  }

  /** Every unit once, in the order in which they became known. */
  get all(): readonly Unit[] {
    this.#list ??= [...new Set(this.#byName.values())];
    return this.#list;
  }

  known(name: string): Unit | undefined {
    return this.#byName.get(name);
  }

  /** The unit of a name, loaded with everything that it refers to; undefined for a name that no unit can have. */
  get(name: string): Unit | undefined {
    const known = this.#byName.get(name);
    if (known) return known;
    if (!unitType(name) || isTemplate(name)) return undefined;
    const unit = this.#make(name);
    this.#loadQueued();
    return unit;
  }

  /** Reads all files again; states and jobs stay. */
  reload(): void {
    this.#search = new UnitSearch(this.#core.p);
    const units = this.all;
    this.#list = undefined;
    for (const unit of units) unit.forgetDependencies();
    this.#byName.clear();
    for (const unit of units) {
      unit.names.clear();
      unit.names.add(unit.id);
      this.#byName.set(unit.id, unit);
    }
    this.#queue = [...units];
    this.#loadQueued();
    // Nothing refers to it, it is in no state and has no file: it is forgotten.
    for (const unit of units) {
      if (
        unit.load === 'not-found' &&
        unit.isDown &&
        !unit.job &&
        [...unit.dependencies.values()].every((set) => set.size === 0)
      )
        this.#byName.delete(unit.id);
    }
    this.#list = undefined;
  }

  #make(name: string): Unit {
    const found = this.search.find(name);
    const id = found && unitType(found.id) ? found.id : name;
    const known = this.#byName.get(id);
    if (known) {
      known.names.add(name);
      this.#byName.set(name, known);
      return known;
    }
    const unit = new Unit(id);
    unit.sub = behaviourOf(unit).initialSub;
    unit.names.add(name);
    this.#list = undefined;
    this.#byName.set(id, unit);
    this.#byName.set(name, unit);
    this.#queue.push(unit);
    return unit;
  }

  #loadQueued(): void {
    if (this.#loading) return;
    this.#loading = true;
    const loaded: Unit[] = [];
    for (let unit = this.#queue.shift(); unit; unit = this.#queue.shift()) {
      this.#load(unit);
      loaded.push(unit);
    }
    // Defaults of targets depend on how the units that they pull in are ordered: last.
    for (const unit of loaded) if (unit.load === 'loaded') orderTarget(unit);
    for (const unit of loaded) for (const other of unit.on('WantedBy')) orderTarget(other);
    for (const unit of loaded) for (const other of unit.on('RequiredBy')) orderTarget(other);
    this.#loading = false;
  }

  #load(unit: Unit): void {
    const { search } = this;
    const found = search.find(unit.id);
    const perpetual = PERPETUAL.get(unit.id);
    unit.perpetual = perpetual !== undefined;
    unit.fragment = found?.path;
    unit.dropIns = [];
    if (found?.what === 'masked') {
      unit.load = 'masked';
      unit.settings = settingsOf([]);
      unit.description = unit.id;
      return;
    }
    unit.dropIns = search.dropIns(unit.names);
    const files = [...(found ? [found.path] : []), ...unit.dropIns].flatMap((path) => this.#read(unit, path) ?? []);
    const noFile = !found && unit.type !== 'device' && !unit.perpetual && !unit.fromKernel && unit.type !== 'slice';
    unit.settings = settingsOf(files);
    unit.load = noFile ? 'not-found' : 'loaded';
    const { facts } = this.#core;
    unit.description =
      expandSpecifiers(unit.settings.get('Unit.Description') ?? '', unit.id, facts) ||
      (perpetual ?? defaultDescription(unit));
    unit.defaultDependencies = unit.settings.boolean('Unit.DefaultDependencies', true);
    if (noFile) return;
    this.#dependencies(unit);
    const wrong = behaviourOf(unit).loaded?.(unit, this.#core);
    if (wrong !== undefined) {
      unit.load = 'bad-setting';
      this.#core.log(`${unit.id}: ${wrong}`, unit, 3);
      return;
    }
    if (unit.defaultDependencies) behaviourOf(unit).addDefaults?.(unit, this.#core);
    if (unit.perpetual) {
      unit.active = 'active';
      unit.sub = unit.type === 'mount' ? 'mounted' : 'active';
    }
  }

  #read(unit: Unit, path: string): UnitFile | undefined {
    const text = this.#core.p.readFile(path);
    if (isErrno(text)) {
      this.#core.log(`${path}: Failed to open: ${text.message}`, unit, 4);
      return undefined;
    }
    const file = parseUnitFile(text);
    for (const complaint of file.complaints) this.#core.log(`${path}:${complaint}`, unit, 4);
    return file;
  }

  #dependencies(unit: Unit): void {
    const { facts } = this.#core;
    for (const { dependency, word } of wishesOf(unit.settings)) {
      const other = this.#byReference(expandSpecifiers(word, unit.id, facts));
      if (other) unit.depend(dependency, other);
      else
        this.#core.log(
          `${unit.fragment ?? unit.id}: Failed to add dependency on ${word}, ignoring: Invalid argument`,
          unit,
          4,
        );
    }
    for (const [kind, dependency] of [
      ['wants', 'Wants'],
      ['requires', 'Requires'],
      ['upholds', 'Upholds'],
    ] as const) {
      for (const name of this.search.linked(unit.names, kind)) {
        const other = this.#byReference(name);
        if (other) unit.depend(dependency, other);
      }
    }
    for (const value of unit.settings.all('Unit.RequiresMountsFor'))
      for (const path of splitNames(value)) this.requireMounts(unit, expandSpecifiers(path, unit.id, facts));
  }

  /** A unit that another one names, loaded before the present loading is over. */
  #byReference(name: string): Unit | undefined {
    const known = this.#byName.get(name);
    if (known) return known;
    return unitType(name) && !isTemplate(name) ? this.#make(name) : undefined;
  }

  /** For behaviours: the unit of a name, put into the queue of those to load. */
  reference(name: string): Unit {
    const unit = this.#byReference(name);
    if (!unit) throw new Error(`not a unit name: ${name}`);
    if (!this.#loading) this.#loadQueued();
    return unit;
  }

  /** RequiresMountsFor=: every mount unit with a file on the way to a path comes first. */
  requireMounts(unit: Unit, path: string): void {
    const parts = path.split('/').filter(Boolean);
    for (let n = 1; n <= parts.length; n++) {
      const name = `${parts
        .slice(0, n)
        .map((part) => part.replace(/[^A-Za-z0-9:_.]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`))
        .join('-')}.mount`;
      if (!this.search.find(name) && !this.#byName.get(name)?.fromKernel) continue;
      const mount = this.reference(name);
      unit.depend('After', mount);
      if (mount.fragment !== undefined) unit.depend('Requires', mount);
    }
  }

  /** The unit of something that the kernel shows: loaded even without a file. */
  fromKernel(name: string): Unit {
    const known = this.#byName.get(name);
    if (known && known.load !== 'not-found') return known;
    const unit = known ?? this.#make(name);
    unit.fromKernel = true;
    if (known) this.#queue.push(known);
    this.#loadQueued();
    return unit;
  }
}

/** A target comes after what it pulls in, unless either side wants no defaults or it is ordered the other way. */
function orderTarget(target: Unit): void {
  if (target.type !== 'target' || !target.defaultDependencies || target.load !== 'loaded') return;
  for (const dependency of ['Requires', 'Requisite', 'Wants', 'BindsTo', 'Upholds'] as const) {
    for (const other of target.on(dependency)) {
      if (other.defaultDependencies && other.load === 'loaded' && !target.on('Before').has(other))
        target.depend('After', other);
    }
  }
}

/** What systemd calls units that have no description: devices and mounts by their path. */
function defaultDescription(unit: Unit): string {
  if (unit.type === 'device' || unit.type === 'mount') return unescapePath(unit.id.slice(0, unit.id.lastIndexOf('.')));
  if (unit.type === 'slice' && unit.load === 'loaded')
    return `Slice ${unescapePath(unit.id.slice(0, -'.slice'.length))}`;
  return unit.id;
}
