/** What sysfs shows of block devices: /sys/devices, /sys/block, /sys/class/block, /sys/dev/block. */
import type { Inode, Synthetic } from '../../vfs/inode.ts';
import { plantDirectory, plantFile, plantLink, uproot } from '../../vfs/plant.ts';
import type { Superblock } from '../../vfs/superblock.ts';
import type { BlockDevice } from './block-device.ts';

const SECTOR_BYTES = 512;

/** Path below /sys of a device's directory, such as `/devices/virtual/block/dm-0`. */
export function sysfsPath(device: BlockDevice): string {
  if (device.parent) return `${sysfsPath(device.parent)}/${device.name}`;
  const name = device.name.replaceAll('/', '!');
  if (/^(dm-|zd|loop|ram|md|zram)/.test(name)) return `/devices/virtual/block/${name}`;
  const slot = `0000:00:${(device.sequence + 2).toString(16).padStart(2, '0')}.0`;
  if (name.startsWith('vd')) return `/devices/pci0000:00/${slot}/virtio${device.sequence}/block/${name}`;
  if (name.startsWith('nvme')) return `/devices/pci0000:00/${slot}/nvme/${name.replace(/n1$/, '')}/${name}`;
  const host = device.sequence - 1;
  return `/devices/pci0000:00/${slot}/ata${device.sequence}/host${host}/target${host}:0:0/${host}:0:0:0/block/${name}`;
}

/** Makes the entries; `uevent` hears what is written to the device's uevent file. */
export function plantSysfs(sysfs: Superblock, device: BlockDevice, uevent: (action: string) => void): void {
  const base = sysfsPath(device);
  const file = (name: string, read: () => string, write?: Synthetic['write']): Inode =>
    plantFile(sysfs, `${base}/${name}`, write ? { read, write } : { read }, write ? 0o644 : 0o444);
  file('dev', () => `${device.major}:${device.minor}\n`);
  file('size', () => `${Math.floor(device.sizeBytes / SECTOR_BYTES)}\n`);
  file('ro', () => `${device.readOnly ? 1 : 0}\n`);
  file('stat', () => `${Array.from({ length: 17 }, () => '       0').join(' ')}\n`);
  file(
    'uevent',
    () =>
      `MAJOR=${device.major}\nMINOR=${device.minor}\nDEVNAME=${device.name}\nDEVTYPE=${device.parent ? 'partition' : 'disk'}\nDISKSEQ=${(device.parent ?? device).sequence}\n${device.partition ? `PARTN=${device.partition.number}\n` : ''}`,
    (bytes) => {
      uevent(bytes.trim().split(' ')[0] ?? '');
      return undefined;
    },
  );
  if (device.partition) {
    file('partition', () => `${device.partition!.number}\n`);
    file('start', () => `${(device.partition!.startBytes ?? 2 ** 20) / SECTOR_BYTES}\n`);
  } else {
    file('removable', () => '0\n');
    file('diskseq', () => `${device.sequence}\n`);
    file('queue/rotational', () => '0\n');
    file('queue/logical_block_size', () => `${SECTOR_BYTES}\n`);
  }
  plantDirectory(sysfs, `${base}/holders`);
  plantDirectory(sysfs, `${base}/slaves`);
  if (device.name.startsWith('dm-')) {
    file('dm/name', () => `${device.mapping?.name ?? ''}\n`);
    file('dm/uuid', () => `${device.mapping?.uuid ?? ''}\n`);
    file('dm/suspended', () => '0\n');
  }
  plantLink(sysfs, `${base}/subsystem`, `${'../'.repeat(base.split('/').length - 1)}class/block`);
  plantLink(sysfs, `/class/block/${device.name}`, `../..${base}`);
  if (!device.parent) plantLink(sysfs, `/block/${device.name}`, `..${base}`);
  plantLink(sysfs, `/dev/block/${device.major}:${device.minor}`, `../..${base}`);
}

export function uprootSysfs(sysfs: Superblock, device: BlockDevice): void {
  uproot(sysfs, sysfsPath(device));
  uproot(sysfs, `/class/block/${device.name}`);
  if (!device.parent) uproot(sysfs, `/block/${device.name}`);
  uproot(sysfs, `/dev/block/${device.major}:${device.minor}`);
}

/** What a loop device shows of its file. */
export interface LoopFacts {
  readonly autoclear: () => number;
  readonly path: () => string;
  readonly offset: number;
  readonly sizeLimit: number;
}

export function plantLoop(sysfs: Superblock, device: BlockDevice, facts: LoopFacts): void {
  const file = (name: string, read: () => string | number): Inode =>
    plantFile(sysfs, `${sysfsPath(device)}/loop/${name}`, { read: () => `${read()}\n` }, 0o444);
  file('autoclear', facts.autoclear);
  file('backing_file', facts.path);
  file('dio', () => 0);
  file('offset', () => facts.offset);
  file('partscan', () => 0);
  file('sizelimit', () => facts.sizeLimit);
}

export const uprootLoop = (sysfs: Superblock, device: BlockDevice): void => uproot(sysfs, `${sysfsPath(device)}/loop`);

/** Shows that one device is made of another. */
export function plantHolder(sysfs: Superblock, holder: BlockDevice, slave: BlockDevice): void {
  plantLink(
    sysfs,
    `${sysfsPath(slave)}/holders/${holder.name}`,
    relative(`${sysfsPath(slave)}/holders`, sysfsPath(holder)),
  );
  plantLink(
    sysfs,
    `${sysfsPath(holder)}/slaves/${slave.name}`,
    relative(`${sysfsPath(holder)}/slaves`, sysfsPath(slave)),
  );
}

export const uprootHolder = (sysfs: Superblock, holder: BlockDevice, slave: BlockDevice): void =>
  uproot(sysfs, `${sysfsPath(slave)}/holders/${holder.name}`);

const relative = (from: string, to: string): string => `${'../'.repeat(from.split('/').length - 1)}${to.slice(1)}`;
