/** Keeps pools in step with the labels on their disks: disks that go, come back, are wiped, are copied. */
import type { BlockDevice } from '../block/block-device.ts';
import { copyPoolDisk } from './copy-pool.ts';
import type { Pool } from './pool.ts';
import { vdevState } from './vdevs.ts';
import type { ZfsModel } from './zfs-model.ts';

/** Follows the machine's disks for every pool that says so. */
export function followLabels(zfs: ZfsModel): void {
  const { block } = zfs.host;
  block.listeners.push((change, device) => {
    for (const pool of zfs.allPools) {
      if (!pool.followsLabels) continue;
      const vdev = vdevOn(pool, device);
      if (vdev === undefined) continue;
      if (change !== 'removed' && shows(device, pool)) pool.missing.delete(vdev);
      // A whole disk has its label on the first partition.
      else if (change === 'removed' || device.content.kind !== 'partition-table') pool.missing.add(vdev);
      pool.importable = pool.missing.size < disksOf(pool).length;
      // What a pool does that loses its last copy of something while it is in use is not modelled.
      if (change === 'removed' && pool.imported && vdevState(pool.vdevs, pool.lacking) === 'UNAVAIL')
        zfs.host.trace.add(0, {
          kind: 'unsupported',
          what: 'zpool',
          detail: `${vdev} of the imported pool ${pool.name} went away`,
        });
    }
  });
  block.isClaimed = ({ content }) =>
    content.kind === 'zfs_member' && zfs.pools.some(({ guid }) => String(guid) === content.poolGuid);
  block.onCopied = (from, to) => {
    if (from.content.kind !== 'zfs_member') return;
    const guid = BigInt(from.content.poolGuid);
    for (const pool of zfs.allPools.filter((candidate) => candidate.guid === guid)) {
      const vdev = vdevOn(pool, from);
      if (vdev !== undefined) return copyPoolDisk(zfs, pool, vdev, vdev === from.name ? to.name : to.parent!.name);
    }
  };
}

const disksOf = (pool: Pool): readonly string[] => pool.vdevs.flatMap(({ disks }) => disks);

/** The pool's name for what lies on a device: the device's own, or that of the disk whose first partition it is. */
function vdevOn(pool: Pool, device: BlockDevice): string | undefined {
  const disks = disksOf(pool);
  if (disks.includes(device.name)) return device.name;
  const disk = device.partition?.number === 1 ? device.parent?.name : undefined;
  return disk !== undefined && disks.includes(disk) ? disk : undefined;
}

const shows = ({ content }: BlockDevice, pool: Pool): boolean =>
  content.kind === 'zfs_member' && content.poolGuid === String(pool.guid);
