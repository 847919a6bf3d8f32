/** What a block-by-block copy of a pool's disk is: another pool of the same guid, as the original was on its disk at that moment. */
import type { Content } from '../block/content.ts';
import { Dataset, withDescendants } from './dataset.ts';
import { Pool } from './pool.ts';
import type { ZfsModel } from './zfs-model.ts';

/** A disk of the pool was copied to another one; names as the vdevs have them. */
export function copyPoolDisk(zfs: ZfsModel, original: Pool, from: string, to: string): void {
  const begun = zfs.allPools.find((pool) => pool.guid === original.guid && pool !== original && pool.missing.has(from));
  const copy = begun ?? copyWithoutDisks(zfs, original);
  copy.vdevs = copy.vdevs.map(({ type, disks }) => ({ type, disks: disks.map((disk) => (disk === from ? to : disk)) }));
  copy.missing.delete(from);
}

const disksOf = (pool: Pool): readonly string[] => pool.vdevs.flatMap(({ disks }) => disks);

/** With none of its disks yet. */
function copyWithoutDisks(zfs: ZfsModel, original: Pool): Pool {
  const copy = copyPool(zfs, original, (dataset) => dataset.content, 0);
  copy.followsLabels = true;
  copy.importable = true;
  copy.missing.clear();
  for (const disk of disksOf(original)) copy.missing.add(disk);
  return copy;
}

/**
 * The pool as its disks keep it, for a ZFS that may be another machine's. A pool in use has not been exported for whoever looks at the copy.
 * @param contentOf what a volume of the copy holds
 * @param laterUs how much later than the original's the copy's clock began
 */
export function copyPool(
  zfs: ZfsModel,
  original: Pool,
  contentOf: (dataset: Dataset) => Content,
  laterUs: number,
): Pool {
  const copy = new Pool(original.name, original.guid, original.state);
  copy.vdevs = original.vdevs;
  copy.followsLabels = original.followsLabels;
  copy.importable = original.importable;
  copy.sizeBytes = original.sizeBytes;
  copy.lastUser = original.imported ? original.user : original.lastUser;
  if (original.scan) copy.scan = { ...original.scan, endedAtUs: original.scan.endedAtUs - laterUs };
  copy.history = original.history?.map(({ atUs, command }) => ({ atUs: atUs - laterUs, command }));
  for (const disk of original.missing) copy.missing.add(disk);
  for (const disk of original.offline) copy.offline.add(disk);
  for (const [name, state] of original.features) copy.features.set(name, state);
  for (const [name, value] of original.properties) copy.properties.set(name, value);
  const copies = new Map<Dataset, Dataset>();
  for (const dataset of withDescendants(original.root)) {
    for (const each of [dataset, ...dataset.snapshots, ...dataset.bookmarks]) {
      const made = copyDataset(zfs, each, copy, each.parent && copies.get(each.parent), laterUs);
      made.content = contentOf(each);
      copies.set(each, made);
      copy.datasets.set(made.name, made);
      if (made.type === 'snapshot') made.parent!.snapshots.push(made);
      else if (made.type === 'bookmark') made.parent!.bookmarks.push(made);
      else made.parent?.children.add(made);
    }
  }
  for (const [dataset, made] of copies) made.origin = dataset.origin && copies.get(dataset.origin);
  copy.continueFrom(original);
  zfs.allPools.push(copy);
  return copy;
}

function copyDataset(
  zfs: ZfsModel,
  dataset: Dataset,
  pool: Pool,
  parent: Dataset | undefined,
  laterUs: number,
): Dataset {
  const { name, type, guid, createtxg, createdAtUs } = dataset;
  const made = new Dataset({ name, type, guid, createtxg, createdAtUs: createdAtUs - laterUs, pool, parent });
  for (const [property, value] of dataset.local) made.local.set(property, value);
  for (const [tag, heldAtUs] of dataset.holds) made.holds.set(tag, heldAtUs - laterUs);
  made.deferred = dataset.deferred;
  made.cipher = dataset.cipher;
  if (dataset.wrapping) made.wrapping = { ...dataset.wrapping, loaded: false };
  if (dataset.type === 'filesystem' || dataset.type === 'snapshot') zfs.content.copy(dataset, made);
  return made;
}
