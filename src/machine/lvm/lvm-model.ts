/** LVM: volume groups on the devices that are there, and logical volumes as device-mapper devices. */
import type { Task } from '../../kernel/task.ts';
import type { BlockDevice } from '../block/block-device.ts';
import { plantHolder, uprootHolder } from '../block/sysfs-entries.ts';
import type { Machine } from '../machine.ts';
import {
  EXTENT_BYTES,
  extentsOf,
  type LogicalVolume,
  mapperName,
  type PhysicalVolume,
  type VolumeGroup,
} from './volume-group.ts';

export type LvmHost = Pick<Machine, 'kernel' | 'trace' | 'block' | 'udev'>;

export interface ActiveVolume {
  readonly group: VolumeGroup;
  readonly volume: LogicalVolume;
  readonly mapping: BlockDevice;
}

export class LvmModel {
  readonly #host: LvmHost;
  readonly #active = new Map<LogicalVolume, ActiveVolume>();

  constructor(host: LvmHost) {
    this.#host = host;
    host.block.listeners.push((change, device) => {
      if (change !== 'content') return;
      for (const { volume, mapping } of this.#active.values()) if (mapping === device) volume.content = device.content;
    });
  }

  /** Groups of which at least one physical volume is there. */
  get groups(): readonly VolumeGroup[] {
    const groups = new Set<VolumeGroup>();
    for (const { content } of this.#host.block.devices)
      if (content.kind === 'lvm_member' && content.group) groups.add(content.group);
    return [...groups].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  group(name: string): VolumeGroup | undefined {
    return this.groups.find((group) => group.name === name);
  }

  /** The device that a physical volume is on; undefined when it is not there. */
  deviceOf(physical: PhysicalVolume): BlockDevice | undefined {
    return this.#host.block.devices.find(
      ({ content }) => content.kind === 'lvm_member' && content.uuid === physical.uuid,
    );
  }

  missing(group: VolumeGroup): readonly PhysicalVolume[] {
    return group.physical.filter((physical) => !this.deviceOf(physical));
  }

  get active(): readonly ActiveVolume[] {
    return [...this.#active.values()];
  }

  activeVolume(volume: LogicalVolume): ActiveVolume | undefined {
    return this.#active.get(volume);
  }

  /** Makes a volume's device, with its node and links when this returns; `missing` when a part of it is not there. */
  *activate(group: VolumeGroup, volume: LogicalVolume): Task<'active' | 'missing'> {
    if (this.#active.has(volume)) return 'active';
    const devices = extentsOf(group, volume).map(({ physical }) => this.deviceOf(physical));
    if (devices.some((device) => !device)) return 'missing';
    const { block, udev, kernel } = this.#host;
    const mapping = block.add({
      path: `/dev/dm-${block.freeMapperMinor()}`,
      sizeBytes: volume.extents * EXTENT_BYTES,
      content: volume.content,
    });
    const name = mapperName(group.name, volume.name);
    mapping.mapping = { name, uuid: `LVM-${group.uuid.replaceAll('-', '')}${volume.uuid.replaceAll('-', '')}` };
    for (const device of new Set(devices)) {
      device!.holders.add(mapping);
      mapping.slaves.add(device!);
      plantHolder(block.filesystems.sysfs, mapping, device!);
    }
    this.#active.set(volume, { group, volume, mapping });
    const link = `/dev/${group.name}/${volume.name}`;
    udev.announce(mapping, [link]);
    yield* udev.settleDevice(mapping);
    // Without a daemon LVM makes the nodes itself.
    udev.links.ensure(mapping, `/dev/mapper/${name}`);
    udev.links.ensure(mapping, link);
    kernel.changed();
    return 'active';
  }

  /** Takes a volume's device away; `busy` while something uses it. */
  deactivate(volume: LogicalVolume): 'inactive' | 'busy' {
    const active = this.#active.get(volume);
    if (!active) return 'inactive';
    const { mapping } = active;
    const { block, udev, kernel } = this.#host;
    if (block.inUse(mapping)) return 'busy';
    udev.withdraw(mapping);
    for (const device of mapping.slaves) {
      uprootHolder(block.filesystems.sysfs, mapping, device);
      device.holders.delete(mapping);
    }
    this.#active.delete(volume);
    block.remove(mapping.path);
    kernel.changed();
    return 'inactive';
  }
}
