/** What udev's database says of a device: its properties, and the file in /run/udev/data. */
import type { BlockDevice } from '../block/block-device.ts';
import { fsTypeOf, labelOf, uuidOf } from '../block/content.ts';
import { sysfsPath } from '../block/sysfs-entries.ts';
import { encodeForDevice, pathId } from './link-rules.ts';
import type { UdevRecord } from './udev-model.ts';

/** Properties that the kernel gives, in its order. */
export function kernelProperties(device: BlockDevice): readonly (readonly [string, string])[] {
  return [
    ['DEVPATH', sysfsPath(device)],
    ['DEVNAME', device.path],
    ['DEVTYPE', device.parent ? 'partition' : 'disk'],
    ['DISKSEQ', String((device.parent ?? device).sequence)],
    ...(device.partition ? ([['PARTN', String(device.partition.number)]] as const) : []),
    ['MAJOR', String(device.major)],
    ['MINOR', String(device.minor)],
    ['SUBSYSTEM', 'block'],
  ];
}

/** Properties that the rules add. */
export function ruleProperties(device: BlockDevice): readonly (readonly [string, string])[] {
  const { content, partition, mapping } = device;
  const properties: [string, string][] = [];
  const set = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') properties.push([name, value]);
  };
  if (mapping) {
    set('DM_UDEV_DISABLE_LIBRARY_FALLBACK_FLAG', '1');
    set('DM_UDEV_PRIMARY_SOURCE_FLAG', '1');
    set('DM_ACTIVATION', '1');
    set('DM_NAME', mapping.name);
    set('DM_UUID', mapping.uuid);
    set('DM_SUSPENDED', '0');
    set('DM_UDEV_RULES', '1');
    set('DM_UDEV_RULES_VSN', '2');
  }
  set('ID_PATH', mapping ? undefined : pathId(device));
  set('ID_PATH_TAG', mapping ? undefined : pathId(device)?.replace(/[^0-9A-Za-z_-]/g, '_'));
  set('ID_PART_ENTRY_NUMBER', partition && String(partition.number));
  set('ID_PART_ENTRY_UUID', partition?.uuid);
  set('ID_PART_ENTRY_NAME', partition?.label);
  if (partition && device.parent) set('ID_PART_ENTRY_DISK', `${device.parent.major}:${device.parent.minor}`);
  if (content.kind === 'partition-table') {
    set('ID_PART_TABLE_TYPE', content.type);
    set('ID_PART_TABLE_UUID', content.uuid);
  }
  const type = fsTypeOf(content);
  if (type !== undefined) {
    const [label, uuid] = [labelOf(content), uuidOf(content)];
    const version =
      content.kind === 'luks'
        ? String(content.header.version)
        : type === 'zfs_member'
          ? '5000'
          : type.startsWith('ext')
            ? '1.0'
            : undefined;
    if (content.kind === 'luks') set('ID_FS_VERSION', version);
    set('ID_FS_LABEL', label?.replace(/[^0-9A-Za-z#+\-.:=@_/\x80-\xff]/g, '_'));
    set('ID_FS_LABEL_ENC', label && encodeForDevice(label));
    set('ID_FS_UUID', uuid);
    set('ID_FS_UUID_ENC', uuid && encodeForDevice(uuid));
    if (content.kind !== 'luks') set('ID_FS_VERSION', version);
    set('ID_FS_TYPE', type);
    set('ID_FS_USAGE', usageOf(type));
  }
  return properties;
}

/** BLKID_USAGE of a type. */
export const usageOf = (type: string): string =>
  type === 'crypto_LUKS'
    ? 'crypto'
    : type === 'swap'
      ? 'other'
      : type === 'LVM2_member' || type === 'linux_raid_member'
        ? 'raid'
        : 'filesystem';

/** The file in /run/udev/data. */
export function databaseText({ device, links, handledUs }: UdevRecord): string {
  return [
    ...links.map((link) => `S:${link.slice('/dev/'.length)}`),
    `I:${handledUs}`,
    ...ruleProperties(device).map(([name, value]) => `E:${name}=${value}`),
    'G:systemd',
    'Q:systemd',
    'V:1',
  ]
    .map((line) => `${line}\n`)
    .join('');
}
