/** What is on a block device, as a superblock probe would tell it. */
import type { Superblock } from '../../vfs/superblock.ts';
import type { LuksHeader } from '../luks/luks-header.ts';
import type { VolumeGroup } from '../lvm/volume-group.ts';

export type Content =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'filesystem';
      readonly type: string;
      readonly label?: string;
      readonly uuid: string;
      readonly superblock: Superblock;
    }
  | { readonly kind: 'swap'; readonly label?: string; readonly uuid: string }
  | { readonly kind: 'luks'; readonly header: LuksHeader }
  /** A physical volume of LVM, in no group yet where there is none. */
  | { readonly kind: 'lvm_member'; readonly uuid: string; readonly group: VolumeGroup | undefined }
  | { readonly kind: 'zfs_member'; readonly pool: string /** Decimal. */; readonly poolGuid: string }
  | { readonly kind: 'partition-table'; readonly type: 'gpt' | 'dos'; readonly uuid: string };

/** The filesystem type as blkid(8) and udev's ID_FS_TYPE name it; undefined when there is none. */
export function fsTypeOf(content: Content): string | undefined {
  switch (content.kind) {
    case 'filesystem':
      return content.type;
    case 'swap':
      return 'swap';
    case 'luks':
      return content.header.corrupted ? undefined : 'crypto_LUKS';
    case 'zfs_member':
      return 'zfs_member';
    case 'lvm_member':
      return 'LVM2_member';
    default:
      return undefined;
  }
}

/** The label of a filesystem, a LUKS header or (its name) a pool. */
export function labelOf(content: Content): string | undefined {
  switch (content.kind) {
    case 'filesystem':
    case 'swap':
      return content.label;
    case 'luks':
      return content.header.corrupted || content.header.version === 1 ? undefined : content.header.label;
    case 'zfs_member':
      return content.pool;
    default:
      return undefined;
  }
}

export function uuidOf(content: Content): string | undefined {
  switch (content.kind) {
    case 'filesystem':
    case 'swap':
      return content.uuid;
    case 'luks':
      return content.header.corrupted ? undefined : content.header.uuid;
    case 'zfs_member':
      return content.poolGuid;
    case 'lvm_member':
      return content.uuid;
    default:
      return undefined;
  }
}

/** Where each filesystem's superblock has its UUID and its magic number. */
const SUPERBLOCKS: Readonly<
  Record<string, { readonly uuidAt: number; readonly magicAt: number; readonly magic: string }>
> = {
  ext2: { magicAt: 0x438, magic: '\x53\xef', uuidAt: 0x468 },
  ext3: { magicAt: 0x438, magic: '\x53\xef', uuidAt: 0x468 },
  ext4: { magicAt: 0x438, magic: '\x53\xef', uuidAt: 0x468 },
  xfs: { magicAt: 0, magic: 'XFSB', uuidAt: 0x20 },
  btrfs: { uuidAt: 0x10020, magicAt: 0x10040, magic: '_BHRfS_M' },
  vfat: { uuidAt: 0x43, magicAt: 0x52, magic: 'FAT32   ' },
  squashfs: { magicAt: 0, magic: 'hsqs', uuidAt: 8 },
};
const SWAP_UUID_AT = 1036;
const SWAP_MAGIC_AT = 4096 - 10;
const SWAP_MAGIC = 'SWAPSPACE2';
const LUKS_UUID_AT = 168;
const LUKS_UUID_BYTES = 40;
/** The first uberblock of the first label. */
const UBERBLOCK_AT = 128 * 1024;
const UBERBLOCK_MAGIC = '\x0c\xb1\xba\0\0\0\0\0';
/** The label lies in the second sector. */
const LVM_AT = 512;
const LVM_MAGIC = 'LABELONE';
const LVM_UUID_AT = LVM_AT + 32;
const GPT_AT = 512;
const GPT_MAGIC = 'EFI PART';
const GPT_DISK_GUID_AT = GPT_AT + 56;
const DOS_ID_AT = 440;
const DOS_MAGIC_AT = 510;
const DOS_MAGIC = '\x55\xaa';

/** Where the magic number of the content lies, and its bytes. */
export function magicOf(content: Content): readonly [offset: number, bytes: string] | undefined {
  switch (content.kind) {
    case 'filesystem': {
      const superblock = SUPERBLOCKS[content.type];
      return superblock && [superblock.magicAt, superblock.magic];
    }
    case 'swap':
      return [SWAP_MAGIC_AT, SWAP_MAGIC];
    case 'luks':
      return content.header.corrupted ? undefined : [0, `LUKS\xba\xbe\0${String.fromCharCode(content.header.version)}`];
    case 'zfs_member':
      return [UBERBLOCK_AT, UBERBLOCK_MAGIC];
    case 'lvm_member':
      return [LVM_AT, LVM_MAGIC];
    case 'partition-table':
      return content.type === 'gpt' ? [GPT_AT, GPT_MAGIC] : [DOS_MAGIC_AT, DOS_MAGIC];
    default:
      return undefined;
  }
}

/**
 * The signature of the content: its magic number and what tells it from others of its kind, as they lie on the device. Everything
 * else reads as zero. Two devices with the same signature hold the same.
 */
export function signatureOf(content: Content): readonly [offset: number, bytes: string] | undefined {
  const magic = magicOf(content);
  if (!magic) return undefined;
  switch (content.kind) {
    case 'filesystem':
      return placed(magic, [SUPERBLOCKS[content.type]!.uuidAt, uuidBytes(content.uuid)]);
    case 'swap':
      return placed(magic, [SWAP_UUID_AT, uuidBytes(content.uuid)]);
    case 'luks':
      return placed(magic, [LUKS_UUID_AT, content.header.uuid.padEnd(LUKS_UUID_BYTES, '\0')]);
    case 'zfs_member':
      // Version, transaction group, and the sum of the guids.
      return [magic[0], magic[1] + littleEndian(5000n) + littleEndian(1n) + littleEndian(BigInt(content.poolGuid))];
    case 'lvm_member':
      return placed(magic, [LVM_UUID_AT, content.uuid.replaceAll('-', '')]);
    case 'partition-table':
      return content.type === 'gpt'
        ? placed(magic, [GPT_DISK_GUID_AT, uuidBytes(content.uuid)])
        : placed(magic, [DOS_ID_AT, uuidBytes(content.uuid).slice(0, 4)]);
    default:
      return magic;
  }
}

/** Two fields of a block with zeros between them; the first is the one that lies before the other. */
function placed(
  ...fields: readonly (readonly [at: number, bytes: string])[]
): readonly [offset: number, bytes: string] {
  const [first, second] = [...fields].sort(([a], [b]) => a - b) as [
    readonly [number, string],
    readonly [number, string],
  ];
  return [first[0], first[1].padEnd(second[0] - first[0], '\0') + second[1]];
}

/** The bytes of a UUID or serial number in the order of its digits. */
const uuidBytes = (uuid: string): string =>
  uuid.replace(/[^0-9a-f]/gi, '').replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));

const littleEndian = (value: bigint): string => {
  let bytes = '';
  for (let shift = 0n; shift < 64n; shift += 8n) bytes += String.fromCharCode(Number((value >> shift) & 255n));
  return bytes;
};
