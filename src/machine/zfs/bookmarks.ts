/** Bookmarks: points in time of a dataset that stay when the snapshot goes (zfs-bookmark(8)). */
import { Dataset } from './dataset.ts';
import type { ZfsModel } from './zfs-model.ts';

/** A bookmark of a snapshot, or of another bookmark. The name is free. */
export function addBookmark(zfs: ZfsModel, source: Dataset, name: string, pid: number): Dataset {
  const { pool, parent, guid, createtxg, createdAtUs } = source;
  const bookmark = new Dataset({ name, type: 'bookmark', pool, parent, guid, createtxg, createdAtUs });
  parent!.bookmarks.push(bookmark);
  parent!.bookmarks.sort((a, b) => a.createtxg - b.createtxg);
  pool.datasets.set(name, bookmark);
  pool.version += 1;
  zfs.host.trace.add(pid, { kind: 'dataset.created', dataset: name });
  zfs.host.kernel.changed();
  return bookmark;
}
