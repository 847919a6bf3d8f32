/** What systemd-cryptsetup calls a disk in its question: the volume, with the partition's name and the mount point where they are known. */
import type { Process } from '../../kernel/process.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import type { Machine } from '../../machine/machine.ts';
import { readFstab } from '../mounts/fstab.ts';

export function friendlyDiskName(p: Process, m: Machine, device: BlockDevice, volume: string): string {
  const known = m.udev.record(device) !== undefined;
  const description = known ? (device.partition?.label ?? device.mapping?.name) : undefined;
  const mountPoint = readFstab(p).find(({ source }) => source === `/dev/mapper/${volume}`)?.target;
  const shown = description === undefined || description === volume ? undefined : description;
  if (shown !== undefined && mountPoint !== undefined) return `${shown} (${volume}) on ${mountPoint}`;
  if (mountPoint !== undefined) return `${volume} on ${mountPoint}`;
  return shown === undefined ? volume : `${shown} (${volume})`;
}
