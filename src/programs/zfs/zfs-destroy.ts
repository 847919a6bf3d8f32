/** `zfs destroy` (zfs-destroy(8)). */
import { type Dataset, withDescendants } from '../../machine/zfs/dataset.ts';
import { clonesOf, destroyObstacle, destroyOne, isFree } from '../../machine/zfs/dataset-operations.ts';
import { parentOf } from '../../machine/zfs/names.ts';
import { niceBytes } from '../../machine/zfs/size-format.ts';
import { spaceOf } from '../../machine/zfs/space.ts';
import type { Call, Subcommand } from './call.ts';
import { openDataset } from './open-dataset.ts';
import { PROPERTY_HINT } from './property-usage.ts';

export const zfsDestroy: Subcommand = {
  names: ['destroy'],
  options: 'vpndfrR',
  usageTail: () => PROPERTY_HINT,
  run(call) {
    const [name, ...rest] = call.operands;
    if (name === undefined) return call.usage('missing dataset argument');
    if (rest.length > 0) return call.usage('too many arguments');
    const at = name.indexOf('@');
    if (at >= 0) return destroySnapshots(call, name.slice(0, at), name.slice(at + 1));
    return name.includes('#') ? destroyBookmark(call, name) : destroyDataset(call, name);
  },
};

const isRecursive = (call: Call): boolean => call.has('r') || call.has('R');

// datasets

function destroyDataset(call: Call, name: string): number {
  const dataset = openDataset(call, name, ['filesystem', 'volume']);
  if (!dataset) return 1;
  const isPoolRoot = parentOf(name) === undefined;
  if (isPoolRoot && !isRecursive(call)) {
    call.warn(
      `cannot destroy '${name}': operation does not apply to pools\nuse 'zfs destroy -r ${name}' to destroy all datasets in the pool\nuse 'zpool destroy ${name}' to destroy the pool itself\n`,
    );
    return 1;
  }
  const below = dependents(dataset);
  if (!call.has('R') && complainOfDependents(call, dataset, below)) return 1;
  let failed = false;
  for (const each of isPoolRoot ? below : [...below, dataset]) {
    sayDestroy(call, each);
    if (call.has('n') || (each.type === 'filesystem' && parentOf(each.name) === undefined)) continue;
    const refused = destroyOne(call.zfs, each, call.p.pid);
    if (!refused) continue;
    complain(call, refused);
    if (!isRecursive(call)) return 1;
    failed = true;
  }
  return failed ? 1 : 0;
}

function complain(call: Call, refused: NonNullable<ReturnType<typeof destroyOne>>): void {
  call.warn(`${refused.text}\n`);
  call.because(refused.reason);
}

/** Everything that depends on a dataset or snapshot in the order in which it goes: children with what is below them, snapshots after their clones. */
function dependents(dataset: Dataset): Dataset[] {
  const found = new Set<Dataset>();
  const visit = (at: Dataset): void => {
    const below =
      at.type === 'snapshot'
        ? clonesOf(at)
        : [...[...at.children].sort((a, b) => (a.name < b.name ? -1 : 1)), ...at.snapshots];
    for (const each of below) {
      if (found.has(each)) continue;
      visit(each);
      found.add(each);
    }
  };
  visit(dataset);
  return [...found];
}

/** Says what stands in the way without `-r` or `-R`. Clones elsewhere count for snapshots, and for datasets with `-r`. */
function complainOfDependents(call: Call, target: Dataset, below: readonly Dataset[]): boolean {
  const isBelow = ({ name }: Dataset): boolean =>
    name.startsWith(target.name) && /^[/@]/.test(name.slice(target.name.length));
  const own = call.has('r') ? [] : below.filter(isBelow);
  const clones =
    call.has('r') || target.type === 'snapshot' ? below.filter((dataset) => !isBelow(dataset)) : ([] as Dataset[]);
  if (own.length === 0 && clones.length === 0) return false;
  const [what, option] = own.length > 0 ? ['children', 'r'] : ['dependent clones', 'R'];
  call.warn(
    `cannot destroy '${target.name}': ${target.type} has ${what}\nuse '-${option}' to destroy the following datasets:\n${[...own, ...clones].map(({ name }) => `${name}\n`).join('')}`,
  );
  return true;
}

/** With `-v` or `-p`. */
function sayDestroy(call: Call, { name }: Dataset): void {
  if (call.has('p')) call.print(`destroy\t${name}\n`);
  else if (call.has('v')) call.print(`${call.has('n') ? 'would' : 'will'} destroy ${name}\n`);
}

// snapshots

function destroySnapshots(call: Call, datasetName: string, spec: string): number {
  const dataset = openDataset(call, datasetName, ['filesystem', 'volume']);
  if (!dataset) return 1;
  const chosen: Dataset[] = [];
  let cloned = false;
  for (const each of isRecursive(call) ? withDescendants(dataset) : [dataset]) {
    for (const snapshot of inSpec(each, spec)) {
      if (!call.has('R') && !call.has('d') && complainOfDependents(call, snapshot, dependents(snapshot))) cloned = true;
      chosen.push(snapshot);
      sayDestroy(call, snapshot);
    }
  }
  if (cloned) return 1;
  if (chosen.length === 0) {
    call.warn('could not find any snapshots to destroy; check snapshot names.\n');
    call.because({ kind: 'dataset-missing', dataset: `${datasetName}@${spec}` });
    return 1;
  }
  if (call.has('v') || call.has('p')) {
    const bytes = chosen.reduce((sum, snapshot) => sum + spaceOf(snapshot).used, 0);
    if (call.has('p')) call.print(`reclaim\t${bytes}\n`);
    else call.print(`${call.has('n') ? 'would' : 'will'} reclaim ${niceBytes(bytes)}\n`);
  }
  return call.has('n') ? 0 : removeSnapshots(call, chosen);
}

function removeSnapshots(call: Call, chosen: readonly Dataset[]): number {
  const defer = call.has('d') && !call.has('R');
  if (call.has('R')) {
    for (const snapshot of chosen)
      for (const dependent of dependents(snapshot)) {
        if (!call.zfs.dataset(dependent.name)) continue;
        sayDestroy(call, dependent);
        const refused = destroyOne(call.zfs, dependent, call.p.pid);
        if (!refused) continue;
        complain(call, refused);
        return 1;
      }
  }
  // All of them or none.
  const obstacles = defer ? [] : chosen.flatMap((snapshot) => destroyObstacle(call.zfs, snapshot) ?? []);
  for (const obstacle of obstacles) complain(call, obstacle);
  if (obstacles.length > 0) return 1;
  for (const snapshot of chosen) {
    if (isFree(snapshot)) destroyOne(call.zfs, snapshot, call.p.pid);
    else snapshot.deferred = true;
  }
  return 0;
}

/** The snapshots of `a,b%d`: names and ranges, an open end being the oldest or newest. Missing names are passed over. */
function inSpec(dataset: Dataset, spec: string): readonly Dataset[] {
  const nameOf = ({ name }: Dataset): string => name.slice(name.indexOf('@') + 1);
  const found: Dataset[] = [];
  for (const part of spec.split(',')) {
    const percent = part.indexOf('%');
    if (percent < 0) {
      found.push(...dataset.snapshots.filter((snapshot) => nameOf(snapshot) === part));
      continue;
    }
    const [first, last] = [part.slice(0, percent), part.slice(percent + 1)];
    const place = (name: string, open: number): number =>
      name === '' ? open : dataset.snapshots.findIndex((snapshot) => nameOf(snapshot) === name);
    const [from, to] = [place(first, 0), place(last, dataset.snapshots.length - 1)];
    if (from >= 0 && to >= 0) found.push(...dataset.snapshots.slice(from, to + 1));
  }
  return found;
}

// bookmarks

function destroyBookmark(call: Call, name: string): number {
  const refuse = (text: string): number => {
    call.warn(`${text}\n`);
    call.because({ kind: 'other', text });
    return -1 & 0xff;
  };
  if (call.has('n')) return refuse('dryrun is not supported with bookmark');
  if (call.has('d')) return refuse('defer destroy is not supported with bookmark');
  if (isRecursive(call)) return refuse('recursive is not supported with bookmark');
  const bookmark = call.zfs.dataset(name);
  if (bookmark?.type !== 'bookmark') {
    call.warn(`bookmark '${name}' does not exist.\n`);
    call.because({ kind: 'dataset-missing', dataset: name });
    return 1;
  }
  destroyOne(call.zfs, bookmark, call.p.pid);
  return 0;
}
