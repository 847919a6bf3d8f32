/** What a block-by-block copy of a pool's disk is: another pool of the same guid, as the original was on its disk at that moment. */
import { Dataset, withDescendants } from './dataset.ts';
import { Pool } from './pool.ts';
import type { ZfsModel } from './zfs-model.ts';

/** A disk of the pool was copied to another one; names as the vdevs have them. */
export function copyPoolDisk(zfs: ZfsModel, original: Pool, from: string, to: string): void {
  const begun = zfs.allPools.find((pool) => pool.guid === original.guid && pool !== original && pool.missing.has(from));
  const copy = begun ?? copyOf(zfs, original);
  copy.vdevs = copy.vdevs.map(({ type, disks }) => ({ type, disks: disks.map((disk) => (disk === from ? to : disk)) }));
  copy.missing.delete(from);
}

const disksOf = (pool: Pool): readonly string[] => pool.vdevs.flatMap(({ disks }) => disks);

/** With none of its disks yet. A pool in use has not been exported for whoever looks at the copy. */
function copyOf(zfs: ZfsModel, original: Pool): Pool {
  const copy = new Pool(original.name, original.guid, original.state);
  copy.vdevs = original.vdevs;
  copy.followsLabels = true;
  copy.sizeBytes = original.sizeBytes;
  copy.lastUser = original.imported ? original.user : original.lastUser;
  for (const disk of disksOf(original)) copy.missing.add(disk);
  for (const [name, state] of original.features) copy.features.set(name, state);
  for (const [name, value] of original.properties) copy.properties.set(name, value);
  const copies = new Map<Dataset, Dataset>();
  for (const dataset of withDescendants(original.root)) {
    for (const each of [dataset, ...dataset.snapshots]) {
      const made = copyDataset(zfs, each, copy, each.parent && copies.get(each.parent));
      copies.set(each, made);
      copy.datasets.set(made.name, made);
      if (made.type === 'snapshot') made.parent!.snapshots = [...made.parent!.snapshots, made];
      else made.parent?.children.add(made);
    }
  }
  for (const [dataset, made] of copies) made.origin = dataset.origin && copies.get(dataset.origin);
  zfs.allPools.push(copy);
  return copy;
}

function copyDataset(zfs: ZfsModel, dataset: Dataset, pool: Pool, parent: Dataset | undefined): Dataset {
  const made = new Dataset({ ...dataset, name: dataset.name, type: dataset.type, pool, parent });
  for (const [name, value] of dataset.local) made.local.set(name, value);
  made.cipher = dataset.cipher;
  if (dataset.wrapping) made.wrapping = { ...dataset.wrapping, loaded: false };
  made.content = dataset.content;
  if (dataset.type !== 'volume') zfs.content.copy(dataset, made);
  return made;
}
