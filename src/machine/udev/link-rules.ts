/** The links that the standard rules make: 60-persistent-storage, 60-persistent-storage-dm, 55-dm (udev(7)). */
import type { BlockDevice } from '../block/block-device.ts';
import { labelOf, uuidOf } from '../block/content.ts';
import { sysfsPath } from '../block/sysfs-entries.ts';

export function linksByRules(device: BlockDevice): readonly string[] {
  const links: string[] = [];
  const { mapping, partition, content } = device;
  if (mapping) {
    links.push(`/dev/mapper/${mapping.name}`, `/dev/disk/by-id/dm-name-${encodeForDevice(mapping.name)}`);
    if (mapping.uuid) links.push(`/dev/disk/by-id/dm-uuid-${encodeForDevice(mapping.uuid)}`);
  } else {
    const path = pathId(device);
    if (path !== undefined) links.push(`/dev/disk/by-path/${path}`);
    const sequence = (device.parent ?? device).sequence;
    links.push(`/dev/disk/by-diskseq/${sequence}${partition ? `-part${partition.number}` : ''}`);
  }
  const uuid = uuidOf(content);
  if (uuid) links.push(`/dev/disk/by-uuid/${encodeForDevice(uuid)}`);
  const label = labelOf(content);
  if (label) links.push(`/dev/disk/by-label/${encodeForDevice(label)}`);
  if (partition) {
    links.push(`/dev/disk/by-partuuid/${partition.uuid}`);
    if (partition.label) links.push(`/dev/disk/by-partlabel/${encodeForDevice(partition.label)}`);
  }
  return links;
}

/** ID_PATH: where the disk hangs; undefined for virtual devices. */
export function pathId(device: BlockDevice): string | undefined {
  const slot = /^\/devices\/pci0000:00\/([^/]+)\/(virtio|nvme|ata)/.exec(sysfsPath(device));
  if (!slot) return undefined;
  const base =
    slot[2] === 'virtio'
      ? `virtio-pci-${slot[1]}`
      : slot[2] === 'nvme'
        ? `pci-${slot[1]}-nvme-1`
        : `pci-${slot[1]}-ata-1`;
  return device.partition ? `${base}-part${device.partition.number}` : base;
}

/** ID_FS_LABEL_ENC: bytes that may not stand in a device name become `\xNN`. */
export const encodeForDevice = (text: string): string =>
  text.replace(/[^0-9A-Za-z#+\-.:=@_\x80-\xff]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
