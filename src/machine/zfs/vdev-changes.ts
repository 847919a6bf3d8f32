/** Changing the disks of a pool in use: offline and online, attach and detach, add, replace (zpool-offline(8) and its neighbours). */
import type { Pool } from './pool.ts';
import { Refusal } from './refusal.ts';
import { groupState, type VdevGroup } from './vdevs.ts';
import type { ZfsModel } from './zfs-model.ts';

const noSuchDevice = (pool: Pool): Refusal =>
  new Refusal('no such device in pool', { kind: 'pool-import', pool: pool.name, text: 'no such device in pool' });

const groupOf = (pool: Pool, disk: string): VdevGroup | undefined =>
  pool.vdevs.find(({ disks }) => disks.includes(disk));

/** Takes a disk offline, which the others have to be able to bear. The text of the Refusal follows `cannot offline DISK: `. */
export function offline(zfs: ZfsModel, pool: Pool, disk: string): Refusal | undefined {
  const group = groupOf(pool, disk);
  if (!group) return noSuchDevice(pool);
  if (groupState(group, new Set([...pool.lacking, disk])) === 'UNAVAIL') return new Refusal('no valid replicas');
  pool.offline.add(disk);
  zfs.host.kernel.changed();
  return undefined;
}

/** Takes it back. */
export function online(zfs: ZfsModel, pool: Pool, disk: string): Refusal | undefined {
  if (!groupOf(pool, disk)) return noSuchDevice(pool);
  if (pool.offline.delete(disk) && !pool.missing.has(disk)) resilvered(zfs, pool);
  zfs.host.kernel.changed();
  return undefined;
}

/** Makes a mirror of a disk and a new one, or a wider one of a mirror. */
export function attach(zfs: ZfsModel, pool: Pool, disk: string, added: string): Refusal | undefined {
  const group = groupOf(pool, disk);
  if (!group) return noSuchDevice(pool);
  if (group.type !== 'disk' && group.type !== 'mirror')
    return new Refusal('can only attach to mirrors and top-level disks');
  change(pool, group, {
    type: 'mirror',
    disks: group.disks.flatMap((each) => (each === disk ? [each, added] : [each])),
  });
  resilvered(zfs, pool);
  return undefined;
}

/** Takes a disk out of a mirror. */
export function detach(zfs: ZfsModel, pool: Pool, disk: string): Refusal | undefined {
  const group = groupOf(pool, disk);
  if (!group) return noSuchDevice(pool);
  if (group.type !== 'mirror') return new Refusal('only applicable to mirror and replacing vdevs');
  const disks = group.disks.filter((each) => each !== disk);
  if (disks.every((each) => pool.lacking.has(each))) return new Refusal('no valid replicas');
  change(pool, group, disks.length === 1 ? { type: 'disk', disks } : { ...group, disks });
  forget(pool, disk);
  zfs.host.kernel.changed();
  return undefined;
}

/** Puts a new disk in the place of one. */
export function replace(zfs: ZfsModel, pool: Pool, disk: string, by: string): Refusal | undefined {
  const group = groupOf(pool, disk);
  if (!group) return noSuchDevice(pool);
  change(pool, group, { ...group, disks: group.disks.map((each) => (each === disk ? by : each)) });
  forget(pool, disk);
  resilvered(zfs, pool);
  return undefined;
}

/** Makes the pool larger by whole groups of disks. */
export function addGroups(zfs: ZfsModel, pool: Pool, groups: readonly VdevGroup[]): void {
  const each = pool.sizeBytes / pool.vdevs.length;
  pool.vdevs = [...pool.vdevs, ...groups];
  pool.sizeBytes = each * pool.vdevs.length;
  zfs.host.kernel.changed();
}

function change(pool: Pool, group: VdevGroup, to: VdevGroup): void {
  pool.vdevs = pool.vdevs.map((each) => (each === group ? to : each));
}

function forget(pool: Pool, disk: string): void {
  pool.missing.delete(disk);
  pool.offline.delete(disk);
}

function resilvered(zfs: ZfsModel, pool: Pool): void {
  pool.scan = { kind: 'resilver', endedAtUs: zfs.host.kernel.clock.nowUs };
  zfs.host.kernel.changed();
}
