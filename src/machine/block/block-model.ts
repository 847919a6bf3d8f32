/** The block devices of the machine: nodes in devtmpfs, directories in sysfs, and what reads and writes of the nodes see. */
import { Errno } from '../../vfs/errno.ts';
import { plantDevice, uproot } from '../../vfs/plant.ts';
import type { Superblock } from '../../vfs/superblock.ts';
import type { Machine } from '../machine.ts';
import { BlockDevice, type BlockDeviceSpec } from './block-device.ts';
import { BlockFile } from './block-file.ts';
import { deviceNumber } from './device-numbers.ts';
import type { Written } from './raw-blocks.ts';
import { plantSysfs, uprootSysfs } from './sysfs-entries.ts';

export type BlockHost = Pick<Machine, 'kernel' | 'vfs' | 'trace'>;

/** The kernel's filesystems that show devices. */
export interface DeviceFilesystems {
  readonly devtmpfs: Superblock;
  readonly sysfs: Superblock;
}

export class BlockModel {
  readonly filesystems: DeviceFilesystems;
  /** Told of a write to a sysfs `uevent` file: the device and the action written. */
  onUevent: ((device: BlockDevice, action: string) => void) | undefined;
  /** Told of devices that come and go, and when something else is on one. */
  readonly listeners: ((change: 'added' | 'removed' | 'content', device: BlockDevice) => void)[] = [];
  /** Told when what is on one device was copied to another, block by block. */
  onCopied: ((from: BlockDevice, to: BlockDevice) => void) | undefined;
  /** Told when a device that was written to is closed. */
  onWritten: ((device: BlockDevice, written: Written) => void) | undefined;
  /** Paths of devices of the layout that come later. */
  readonly expected = new Set<string>();
  readonly #host: BlockHost;
  readonly #devices = new Map<string, BlockDevice>();
  readonly #byNode = new Map<string, BlockDevice>();
  #sequence = 0;

  constructor(host: BlockHost, filesystems: DeviceFilesystems) {
    this.#host = host;
    this.filesystems = filesystems;
    host.kernel.registerBlockDriver({
      open: (place, flags) => {
        const device = place.inode.rdev && this.byNode(...place.inode.rdev);
        return device ? new BlockFile(this, device, place, flags) : Errno.ENXIO;
      },
    });
  }

  /** Every device, the oldest first. */
  get devices(): readonly BlockDevice[] {
    return [...this.#devices.values()];
  }

  /** Makes a device: its node and its sysfs entries are there at once; links are udev's business. */
  add(spec: BlockDeviceSpec): BlockDevice {
    const name = spec.path.slice('/dev/'.length);
    const [major, minor] =
      spec.major !== undefined && spec.minor !== undefined
        ? [spec.major, spec.minor]
        : (deviceNumber(name) ?? this.#anyNumber());
    const device = new BlockDevice({ ...spec, major, minor }, ++this.#sequence);
    device.contentChanged = () => {
      for (const listener of this.listeners) listener('content', device);
    };
    this.#devices.set(device.path, device);
    device.parent?.partitions.add(device);
    this.#byNode.set(`${major}:${minor}`, device);
    plantDevice(this.filesystems.devtmpfs, `/${name}`, 'block', [major, minor], 0o660);
    plantSysfs(this.filesystems.sysfs, device, (action) => this.onUevent?.(device, action));
    this.#host.trace.add(this.#pid, { kind: 'device.added', path: device.path });
    this.#host.kernel.changed();
    this.expected.delete(device.path);
    for (const listener of this.listeners) listener('added', device);
    return device;
  }

  /** Takes a device away, with its partitions; whoever still uses it gets errors. */
  remove(path: string): void {
    const device = this.#devices.get(path);
    if (!device) return;
    for (const part of [...device.partitions]) this.remove(part.path);
    device.parent?.partitions.delete(device);
    for (const slave of device.slaves) slave.holders.delete(device);
    this.#devices.delete(path);
    this.#byNode.delete(`${device.major}:${device.minor}`);
    uproot(this.filesystems.devtmpfs, `/${device.name}`);
    uprootSysfs(this.filesystems.sysfs, device);
    device.present = false;
    this.#host.trace.add(this.#pid, { kind: 'device.removed', path });
    this.#host.kernel.changed();
    for (const listener of this.listeners) listener('removed', device);
  }

  /** The device that a node's path, a mapping's path or a link made by udev names. */
  byPath(path: string): BlockDevice | undefined {
    return (
      this.#devices.get(path) ??
      this.devices.findLast((device) => device.shownPath === path || device.links.includes(path))
    );
  }

  partitionsOf(disk: BlockDevice): readonly BlockDevice[] {
    return [...disk.partitions];
  }

  byNode(major: number, minor: number): BlockDevice | undefined {
    return this.#byNode.get(`${major}:${minor}`);
  }

  byMapping(name: string): BlockDevice | undefined {
    return this.devices.find((device) => device.mapping?.name === name);
  }

  /** Whether something outside this model has taken the device for itself: a pool that is imported. */
  isClaimed: (device: BlockDevice) => boolean = () => false;

  /** Somebody needs it: a mapping or a partition in use on top of it, a mount, a pool, an open descriptor. */
  inUse(device: BlockDevice): boolean {
    return (
      device.holders.size > 0 ||
      device.opens > 0 ||
      this.isClaimed(device) ||
      this.mountsOf(device).length > 0 ||
      this.partitionsOf(device).some((part) => this.inUse(part))
    );
  }

  /** Where a device's filesystem is mounted. */
  mountsOf(device: BlockDevice): readonly string[] {
    const { content } = device;
    return content.kind === 'filesystem'
      ? this.#host.vfs.table.all.filter((mount) => mount.sb === content.superblock).map((mount) => mount.path)
      : [];
  }

  /** The lowest `dm-N` that is free. */
  freeMapperMinor(): number {
    let minor = 0;
    while (this.#devices.has(`/dev/dm-${minor}`)) minor++;
    return minor;
  }

  get #pid(): number {
    return this.#host.kernel.current?.pid ?? 0;
  }

  /** A number for a name of no known family, from the range for local use. */
  #anyNumber(): readonly [number, number] {
    let minor = 0;
    while (this.#byNode.has(`240:${minor}`)) minor++;
    return [240, minor];
  }
}
