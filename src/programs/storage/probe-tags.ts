/** What libblkid finds on a device: tags in the order in which it prints them (blkid(8), util-linux 2.38). */
import type { BlockDevice } from '../../machine/block/block-device.ts';
import { fsTypeOf, labelOf, uuidOf } from '../../machine/block/content.ts';
import { stableUuid } from '../../machine/block/stable-uuid.ts';
import { usageOf } from '../../machine/udev/device-properties.ts';
import { encodeForDevice } from '../../machine/udev/link-rules.ts';

export type Tag = readonly [name: string, value: string];

const SECTOR_BYTES = 512;
const SMALL_FILESYSTEM_BYTES = 512 * 2 ** 20;
const PARTITION_TYPES: Readonly<Record<string, string>> = {
  zfs_member: '6a898cc3-1dd2-11b2-99a6-080020736631',
  vfat: 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
  swap: '0657fd6d-a4ab-43c4-84e5-0933c84b4f4f',
};
const LINUX_FILESYSTEM = '0fc63daf-8483-4772-8e79-3d69d8477de4';

/** As `blkid DEVICE` prints them. */
export function cachedTags(device: BlockDevice): readonly Tag[] {
  const { content, partition } = device;
  const tags: Tag[] =
    content.kind === 'partition-table'
      ? [
          ['PTUUID', content.uuid],
          ['PTTYPE', content.type],
        ]
      : superblockTags(device).filter(([name]) => name !== 'VERSION');
  if (partition?.label) tags.push(['PARTLABEL', partition.label]);
  if (partition) tags.push(['PARTUUID', partition.uuid]);
  return tags;
}

/** As `blkid -p DEVICE` prints them; none when there is no signature. */
export function probedTags(device: BlockDevice): readonly Tag[] {
  const { content, partition } = device;
  const type = fsTypeOf(content);
  if (content.kind === 'partition-table')
    return [
      ['PTUUID', content.uuid],
      ['PTTYPE', content.type],
    ];
  const tags: Tag[] = [...superblockTags(device), ...(type === undefined ? [] : [['USAGE', usageOf(type)] as const])];
  if (!partition || !device.parent) return tags;
  return [
    ...tags,
    ['PART_ENTRY_SCHEME', 'gpt'],
    ...(partition.label ? [['PART_ENTRY_NAME', partition.label] as const] : []),
    ['PART_ENTRY_UUID', partition.uuid],
    ['PART_ENTRY_TYPE', partitionType(device)],
    ['PART_ENTRY_NUMBER', String(partition.number)],
    ['PART_ENTRY_OFFSET', String((partition.startBytes ?? 2 ** 20) / SECTOR_BYTES)],
    ['PART_ENTRY_SIZE', String(device.sizeBytes / SECTOR_BYTES)],
    ['PART_ENTRY_DISK', `${device.parent.major}:${device.parent.minor}`],
  ];
}

export const partitionType = (device: BlockDevice): string =>
  PARTITION_TYPES[fsTypeOf(device.content) ?? ''] ?? LINUX_FILESYSTEM;

function superblockTags(device: BlockDevice): Tag[] {
  const { content } = device;
  const type = fsTypeOf(content);
  if (type === undefined) return [];
  const uuid: Tag[] = [['UUID', uuidOf(content) ?? '']];
  const found = labelOf(content);
  const label: Tag[] = found ? [['LABEL', found]] : [];
  const last: Tag = ['TYPE', type];
  switch (type) {
    case 'crypto_LUKS':
      return [['VERSION', content.kind === 'luks' ? String(content.header.version) : '2'], ...uuid, ...label, last];
    case 'LVM2_member':
      return [...uuid, ['VERSION', 'LVM2 001'], last];
    case 'zfs_member':
      return [
        ['VERSION', '5000'],
        ...label,
        ...uuid,
        ['UUID_SUB', vdevGuid(device)],
        ['BLOCK_SIZE', String(SECTOR_BYTES)],
        last,
      ];
    case 'swap':
      return [['VERSION', '1'], ...label, ...uuid, last];
    case 'btrfs':
      return [...label, ...uuid, ['UUID_SUB', stableUuid(`device ${device.path}`)], ['BLOCK_SIZE', '4096'], last];
    case 'vfat':
      return [
        ...(found ? [['LABEL_FATBOOT', found] as const] : []),
        ...label,
        ...uuid,
        ['VERSION', 'FAT32'],
        ['BLOCK_SIZE', String(SECTOR_BYTES)],
        last,
      ];
    case 'xfs':
      return [...label, ...uuid, ['BLOCK_SIZE', String(SECTOR_BYTES)], last];
    default:
      return [
        ...label,
        ...uuid,
        ['VERSION', '1.0'],
        ['BLOCK_SIZE', device.sizeBytes < SMALL_FILESYSTEM_BYTES ? '1024' : '4096'],
        last,
      ];
  }
}

const vdevGuid = (device: BlockDevice): string =>
  String(BigInt(`0x${stableUuid(`vdev ${device.path}`).replaceAll('-', '').slice(0, 16)}`));

/** `-o udev`: the names that udev's database uses. */
export function udevTags(tags: readonly Tag[]): readonly Tag[] {
  return tags.flatMap(([name, value]): readonly Tag[] => {
    if (name.startsWith('PART_ENTRY_')) return [[`ID_${name}`, value]];
    if (name === 'PTUUID') return [['ID_PART_TABLE_UUID', value]];
    if (name === 'PTTYPE') return [['ID_PART_TABLE_TYPE', value]];
    if (name === 'LABEL' || name === 'UUID' || name === 'UUID_SUB')
      return [
        [`ID_FS_${name}`, value.replace(/[^0-9A-Za-z#+\-.:=@_/\x80-\xff]/g, '_')],
        [`ID_FS_${name}_ENC`, encodeForDevice(value)],
      ];
    if (name === 'PARTLABEL' || name === 'PARTUUID')
      return [[`ID_${name.replace('PART', 'PART_ENTRY_').replace('LABEL', 'NAME')}`, value]];
    return [[`ID_FS_${name}`, value]];
  });
}
