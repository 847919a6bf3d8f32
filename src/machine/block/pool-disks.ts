/** The disks that a pool lies on: made when a layout does not name them, marked as the pool's members. */
import type { Machine } from '../machine.ts';
import type { LayoutError } from '../zfs/layout.ts';
import type { Pool } from '../zfs/pool.ts';
import { vdevState } from '../zfs/vdevs.ts';
import { addDisk, addPartition, repartition } from './add-disk.ts';
import type { Content } from './content.ts';
import { deviceNumber, partitionName } from './device-numbers.ts';

/** What `zpool create` leaves at the end of a whole disk. */
const RESERVED_BYTES = 8 * 2 ** 20;
const LABELS_BYTES = 64 * 2 ** 20;
/** The partition table at the disk's beginning and its copy at the end. */
const TABLES_BYTES = 2 * 2 ** 20;

/**
 * Gives every disk of a pool its device. A whole disk gets the two partitions that `zpool create` makes, the first one the member.
 * Names below /dev/disk are left to the layout. A disk that appears later brings the pool with it, one that goes takes it away.
 * Call it after the pool and the layout's own disks were added.
 * @param named the layout says which disks; otherwise a free one is taken.
 */
export function addPoolDisks(m: Machine, pool: Pool, named = true): readonly LayoutError[] {
  if (!named) pool.vdevs = [{ type: 'disk', disks: [freeDisk(m)] }];
  const errors: LayoutError[] = [];
  const isShown = pool.importable === true;
  for (const vdev of pool.vdevs.flatMap((group) => group.disks)) {
    if (pool.missing.has(vdev)) continue;
    const path = `/dev/${vdev.replace(/^\/dev\//, '')}`;
    const problem = m.block.expected.has(path) ? undefined : place(m, pool, path);
    if (problem !== undefined)
      errors.push({
        at: ['vdevs'],
        message: `pool ${pool.name}: ${problem}`,
        remedy: 'Give the pool a disk or partition of its own.',
      });
    follow(m, pool, vdev, path);
  }
  pool.followsLabels = isShown;
  return errors;
}

const memberOf = (pool: Pool): Content => ({ kind: 'zfs_member', pool: pool.name, poolGuid: String(pool.guid) });

function freeDisk(m: Machine): string {
  let letter = 'a'.charCodeAt(0);
  const taken = (name: string): boolean =>
    m.block.byPath(`/dev/${name}`) !== undefined || m.block.expected.has(`/dev/${name}`);
  while (taken(`vd${String.fromCharCode(letter)}`)) letter++;
  return `vd${String.fromCharCode(letter)}`;
}

/** Puts the pool on a device, which is made when it is not there; a text says why that cannot be. */
function place(m: Machine, pool: Pool, path: string): string | undefined {
  const device = m.block.byPath(path);
  const name = path.slice('/dev/'.length);
  if (device) {
    if (device.content.kind !== 'empty') return `${name} holds something else already`;
    device.content = memberOf(pool);
    m.udev.present(device);
    return undefined;
  }
  if (!deviceNumber(name)) return undefined;
  const spec = wholeDisk(name, pool, memberOf(pool));
  const disk = m.block.byPath(`/dev/${spec.name}`);
  if (!disk) return addDisk(m, spec)[0]?.message;
  const part = addPartition(m, disk, Number(Object.keys(spec.partitions!)[0]), pool.sizeBytes, memberOf(pool));
  if (part) m.udev.present(part);
  return part ? undefined : `${disk.name} has no room for ${name}`;
}

/** Keeps the pool's missing disks in step with what is there. */
function follow(m: Machine, pool: Pool, vdev: string, path: string): void {
  const disks = pool.vdevs.flatMap((group) => group.disks);
  const gone = (): void => {
    pool.missing.add(vdev);
    // Without any of its disks nothing shows that the pool exists.
    if (pool.importable === true && pool.missing.size === disks.length) pool.importable = false;
    // What a pool does that loses its last copy of something while it is in use is not modelled.
    if (pool.imported && vdevState(pool.vdevs, pool.missing) === 'UNAVAIL')
      m.trace.add(0, {
        kind: 'unsupported',
        what: 'zpool',
        detail: `${vdev} of the imported pool ${pool.name} went away`,
      });
  };
  const wasImportable = pool.importable;
  m.block.listeners.push((change, device) => {
    if (device.path !== path || change === 'content') return;
    if (change === 'removed') return gone();
    if (device.content.kind === 'empty') device.content = memberOf(pool);
    pool.missing.delete(vdev);
    pool.importable = wasImportable;
  });
  if (m.block.expected.has(path)) gone();
}

/** What `zpool create` does to disks that are there: partitions on a whole disk, the pool's labels. */
export function labelPoolDisks(
  m: Pick<Machine, 'kernel' | 'block' | 'udev'>,
  pool: Pool,
  disks = pool.vdevs.flatMap((group) => group.disks),
): void {
  for (const vdev of disks) {
    const device = m.block.byPath(`/dev/${vdev.replace(/^\/dev\//, '')}`);
    if (!device) continue;
    const content: Content = { kind: 'zfs_member', pool: pool.name, poolGuid: String(pool.guid) };
    if (device.parent || device.mapping || !deviceNumber(device.name)) device.content = content;
    else repartition(m, device, wholeDisk(device.name, pool, content).partitions ?? {});
    m.udev.changed(device);
  }
}

function wholeDisk(name: string, pool: Pool, content: Content): Parameters<typeof addDisk>[1] {
  const [, disk, number] = /^((?:[shv]d|xvd)[a-z]+|nvme\d+n1(?=p)|mmcblk\d+(?=p))p?(\d+)$/.exec(name) ?? [];
  const member = { sizeBytes: pool.sizeBytes + LABELS_BYTES, content };
  if (disk !== undefined && number !== undefined && partitionName(disk, Number(number)) === name)
    return { name: disk, partitions: { [number]: member } };
  return {
    name,
    sizeBytes: member.sizeBytes + RESERVED_BYTES + TABLES_BYTES,
    partitions: {
      1: { ...member, partitionLabel: `zfs-${String(pool.guid.toString(16)).padStart(16, '0')}` },
      9: { sizeBytes: RESERVED_BYTES },
    },
  };
}
