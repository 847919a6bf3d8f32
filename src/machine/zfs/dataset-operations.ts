/** Snapshots, rollback, clones, renaming and destroying (zfs-snapshot(8) and its neighbours). */
import { Dataset, withDescendants } from './dataset.ts';
import { stableGuid } from './key-material.ts';
import { datasetNameError, poolOf } from './names.ts';
import { Refusal } from './refusal.ts';
import type { ZfsModel } from './zfs-model.ts';

/** Takes snapshots of a dataset, with `recursive` of everything below it too. The text of the Refusal follows `cannot create snapshot 'NAME': `. */
export function takeSnapshot(
  zfs: ZfsModel,
  dataset: Dataset,
  name: string,
  recursive: boolean,
  pid: number,
): Refusal | undefined {
  const datasets = recursive ? [...withDescendants(dataset)] : [dataset];
  for (const d of datasets) if (d.pool.datasets.has(`${d.name}@${name}`)) return new Refusal('dataset already exists');
  const createtxg = dataset.pool.nextTransaction();
  for (const d of datasets) {
    addSnapshot(zfs, d, name, createtxg);
    zfs.host.trace.add(pid, { kind: 'dataset.created', dataset: `${d.name}@${name}` });
  }
  zfs.host.kernel.changed();
  return undefined;
}

/** A snapshot of a dataset as it is now. */
export function addSnapshot(
  zfs: ZfsModel,
  dataset: Dataset,
  name: string,
  createtxg = dataset.pool.nextTransaction(),
): Dataset {
  const snapshot = new Dataset({
    name: `${dataset.name}@${name}`,
    type: 'snapshot',
    pool: dataset.pool,
    parent: dataset,
    guid: stableGuid(`snapshot ${dataset.name}@${name} ${createtxg}`),
    createtxg,
    createdAtUs: zfs.host.kernel.clock.nowUs,
  });
  snapshot.cipher = dataset.cipher;
  snapshot.content = dataset.content;
  zfs.content.copy(dataset, snapshot);
  dataset.snapshots.push(snapshot);
  dataset.pool.datasets.set(snapshot.name, snapshot);
  dataset.pool.version += 1;
  return snapshot;
}

/** Snapshots and bookmarks that stand in the way of a rollback, oldest first. */
export const newerThan = (snapshot: Dataset): readonly Dataset[] => {
  const { snapshots, bookmarks } = snapshot.parent!;
  return [
    ...snapshots.slice(snapshots.indexOf(snapshot) + 1),
    ...bookmarks.filter(({ createtxg }) => createtxg > snapshot.createtxg),
  ];
};

/** Puts a dataset back to a snapshot; newer ones have to be gone. The text of the Refusal follows `cannot rollback 'NAME': `. */
export function rollBack(zfs: ZfsModel, snapshot: Dataset): Refusal | undefined {
  const dataset = snapshot.parent!;
  if (dataset.type === 'volume' && zfs.volumes.inUse(dataset))
    return new Refusal('dataset is busy', { kind: 'busy', path: dataset.name });
  dataset.content = snapshot.content;
  zfs.content.restore(snapshot, dataset);
  dataset.pool.version += 1;
  zfs.host.kernel.changed();
  return undefined;
}

/**
 * Removes one dataset without children, snapshot or bookmark. The text of the Refusal is a whole line: `cannot unmount '/x': …`, or what stands in
 * the way of the destruction itself.
 */
export function destroyOne(zfs: ZfsModel, dataset: Dataset, pid: number): Refusal | undefined {
  if (dataset.type === 'filesystem') {
    const refused = zfs.mounts.unmount(dataset);
    if (refused) return refused;
  }
  const obstacle = destroyObstacle(zfs, dataset);
  if (obstacle) return obstacle;
  if (dataset.type === 'volume') zfs.volumes.disappear([dataset]);
  for (const bookmark of dataset.bookmarks) dataset.pool.datasets.delete(bookmark.name);
  dataset.pool.datasets.delete(dataset.name);
  dataset.pool.version += 1;
  const { parent } = dataset;
  if (dataset.type === 'snapshot') parent!.snapshots = parent!.snapshots.filter((s) => s !== dataset);
  else if (dataset.type === 'bookmark') parent!.bookmarks = parent!.bookmarks.filter((b) => b !== dataset);
  else parent?.children.delete(dataset);
  zfs.host.trace.add(pid, { kind: 'dataset.destroyed', dataset: dataset.name });
  zfs.host.kernel.changed();
  const { origin } = dataset;
  dataset.origin = undefined;
  if (origin?.deferred && isFree(origin)) destroyOne(zfs, origin, pid);
  return undefined;
}

/** What keeps a dataset that nothing mounts from being destroyed; a whole line. */
export function destroyObstacle(zfs: ZfsModel, dataset: Dataset): Refusal | undefined {
  const busy = { kind: 'busy', path: dataset.name } as const;
  switch (dataset.type) {
    case 'snapshot':
      if (dataset.holds.size > 0) return new Refusal(`cannot destroy snapshot ${dataset.name}: dataset is busy`, busy);
      return clonesOf(dataset).length > 0
        ? new Refusal(`cannot destroy snapshot ${dataset.name}: snapshot is cloned`)
        : undefined;
    case 'volume':
      return zfs.volumes.inUse(dataset)
        ? new Refusal(`cannot destroy '${dataset.name}': dataset is busy`, busy)
        : undefined;
    default:
      return undefined;
  }
}

/** Clones that were made of a snapshot. */
export const clonesOf = (snapshot: Dataset): readonly Dataset[] => [...snapshot.clones];

/** Neither held nor cloned. */
export const isFree = (snapshot: Dataset): boolean => snapshot.holds.size === 0 && clonesOf(snapshot).length === 0;

/** Gives a dataset and all below it a new name in the same pool. The text of the Refusal follows `cannot rename 'NAME': `. */
export function renameDataset(
  zfs: ZfsModel,
  dataset: Dataset,
  name: string,
  newParent: Dataset,
  pid: number,
): Refusal | undefined {
  if (poolOf(name) !== dataset.pool.name) return new Refusal('datasets must be within same pool');
  if (dataset.pool.datasets.has(name)) return new Refusal('dataset already exists');
  if (name.startsWith(`${dataset.name}/`))
    return new Refusal('New dataset name cannot be a descendant of current dataset name');
  if (
    dataset.cipher !== undefined &&
    dataset.wrapping === undefined &&
    newParent.encryptionRoot !== dataset.encryptionRoot
  ) {
    return new Refusal('cannot move encrypted child outside of its encryption root');
  }
  const mounted = [...withDescendants(dataset)].filter(
    (d) => d.type === 'filesystem' && zfs.mounts.options(d) !== undefined,
  );
  for (const d of [...mounted].reverse()) {
    const refused = zfs.mounts.unmount(d);
    if (refused) return refused;
  }
  const old = dataset.name;
  const moved: Dataset[] = [];
  for (const d of withDescendants(dataset)) moved.push(d, ...d.snapshots, ...d.bookmarks);
  const volumes = moved.filter((d) => d.type === 'volume');
  zfs.volumes.disappear(volumes);
  for (const d of moved) dataset.pool.datasets.delete(d.name);
  for (const d of moved) {
    d.name = name + d.name.slice(old.length);
    dataset.pool.datasets.set(d.name, d);
  }
  dataset.parent?.children.delete(dataset);
  dataset.parent = newParent;
  newParent.children.add(dataset);
  const bootfs = dataset.pool.properties.get('bootfs');
  if (bootfs === old || bootfs?.startsWith(`${old}/`))
    dataset.pool.properties.set('bootfs', name + bootfs.slice(old.length));
  dataset.pool.version += 1;
  zfs.volumes.appear(volumes, zfs.timing.zvolLinkUs);
  for (const d of mounted) zfs.mounts.mountAtProperty(d, pid);
  zfs.host.kernel.changed();
  return undefined;
}

/** Gives one snapshot a new name within its dataset. */
export function renameSnapshot(zfs: ZfsModel, snapshot: Dataset, name: string): Refusal | undefined {
  if (!name.startsWith(`${snapshot.parent!.name}@`)) return new Refusal('snapshots must be part of same dataset');
  if (datasetNameError(name, ['snapshot'], true) !== undefined)
    return new Refusal(datasetNameError(name, ['snapshot'], true)!);
  if (snapshot.pool.datasets.has(name)) return new Refusal('dataset already exists');
  snapshot.pool.datasets.delete(snapshot.name);
  snapshot.name = name;
  snapshot.pool.datasets.set(name, snapshot);
  zfs.host.kernel.changed();
  return undefined;
}

/** Swaps a clone with the dataset it came from: the origin's snapshots up to it move over. */
export function promote(zfs: ZfsModel, clone: Dataset): Refusal | undefined {
  const origin = clone.origin;
  if (!origin) return new Refusal('not a cloned filesystem');
  const former = origin.parent!;
  const root = clone.encryptionRoot;
  if (root && root !== former && root !== clone.parent?.encryptionRoot)
    return new Refusal('cannot promote dataset outside its encryption root');
  const at = former.snapshots.indexOf(origin) + 1;
  const moving = former.snapshots.slice(0, at);
  for (const s of moving) {
    if (clone.pool.datasets.has(`${clone.name}${s.name.slice(s.name.indexOf('@'))}`))
      return new Refusal(
        `conflicting snapshot '${s.name.slice(s.name.indexOf('@') + 1)}' from parent '${former.name}'`,
      );
  }
  for (const s of moving) {
    clone.pool.datasets.delete(s.name);
    s.name = `${clone.name}${s.name.slice(s.name.indexOf('@'))}`;
    s.parent = clone;
    clone.pool.datasets.set(s.name, s);
  }
  former.snapshots = former.snapshots.slice(at);
  clone.snapshots = [...moving, ...clone.snapshots];
  clone.origin = former.origin;
  former.origin = origin;
  if (root === former && former.wrapping) {
    clone.wrapping = former.wrapping;
    former.wrapping = undefined;
    clone.local.set('keylocation', former.local.get('keylocation') ?? 'prompt');
    former.local.delete('keylocation');
  }
  clone.pool.version += 1;
  zfs.host.kernel.changed();
  return undefined;
}
