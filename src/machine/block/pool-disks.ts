/** The disks that a pool lies on: made when a layout does not name them, marked as the pool's members. */
import type { Machine } from '../machine.ts';
import type { LayoutError } from '../zfs/layout.ts';
import type { Pool } from '../zfs/pool.ts';
import { addDisk, repartition } from './add-disk.ts';
import type { Content } from './content.ts';
import { deviceNumber, partitionName } from './device-numbers.ts';

/** What `zpool create` leaves at the end of a whole disk. */
const RESERVED_BYTES = 8 * 2 ** 20;
const LABELS_BYTES = 64 * 2 ** 20;

/**
 * Gives every disk of a pool its device. A whole disk gets the two partitions that `zpool create` makes, the first one the member.
 * Names below /dev/disk are left to the layout. Call it after the pool and the layout's own disks were added.
 */
export function addPoolDisks(m: Machine, pool: Pool): readonly LayoutError[] {
  const errors: LayoutError[] = [];
  for (const vdev of pool.vdevs.flatMap((group) => group.disks)) {
    if (pool.missing.has(vdev)) continue;
    const name = vdev.replace(/^\/dev\//, '');
    const content: Content = { kind: 'zfs_member', pool: pool.name, poolGuid: String(pool.guid) };
    const device = m.block.byPath(`/dev/${name}`);
    if (device) {
      if (device.content.kind === 'empty') {
        device.content = content;
        m.udev.present(device);
      } else if (device.content.kind !== 'zfs_member') errors.push({ at: ['vdevs'], message: `pool ${pool.name}: ${vdev} holds something else already`, remedy: 'Give the pool a disk or partition of its own.' });
    } else if (deviceNumber(name)) errors.push(...addDisk(m, wholeDisk(name, pool, content)));
  }
  return errors;
}

/** What `zpool create` does to disks that are there: partitions on a whole disk, the pool's labels. */
export function labelPoolDisks(m: Pick<Machine, 'kernel' | 'block' | 'udev'>, pool: Pool): void {
  for (const vdev of pool.vdevs.flatMap((group) => group.disks)) {
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
  if (disk !== undefined && number !== undefined && partitionName(disk, Number(number)) === name) return { name: disk, partitions: { [number]: member } };
  return { name, partitions: { 1: { ...member, partitionLabel: `zfs-${String(pool.guid.toString(16)).padStart(16, '0')}` }, 9: { sizeBytes: RESERVED_BYTES } } };
}
