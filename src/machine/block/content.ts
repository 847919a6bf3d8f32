/** What is on a block device, as a superblock probe would tell it. */
import type { Superblock } from '../../vfs/superblock.ts';
import type { LuksHeader } from '../luks/luks-header.ts';

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
    default:
      return undefined;
  }
}

const MAGIC_OF_FILESYSTEM: Readonly<Record<string, readonly [number, string]>> = {
  ext2: [0x438, '\x53\xef'],
  ext3: [0x438, '\x53\xef'],
  ext4: [0x438, '\x53\xef'],
  xfs: [0, 'XFSB'],
  btrfs: [0x10040, '_BHRfS_M'],
  vfat: [0x52, 'FAT32   '],
  squashfs: [0, 'hsqs'],
};
const PAGE_BYTES = 4096;
const SECTOR_BYTES = 512;

/** Where the signature of the content lies, and its bytes; everything else reads as zero. */
export function magicOf(content: Content): readonly [offset: number, bytes: string] | undefined {
  switch (content.kind) {
    case 'filesystem':
      return MAGIC_OF_FILESYSTEM[content.type];
    case 'swap':
      return [PAGE_BYTES - 10, 'SWAPSPACE2'];
    case 'luks':
      return content.header.corrupted ? undefined : [0, `LUKS\xba\xbe\0${String.fromCharCode(content.header.version)}`];
    case 'zfs_member':
      // The first uberblock of the first label.
      return [128 * 1024, '\x0c\xb1\xba\0\0\0\0\0'];
    case 'partition-table':
      return content.type === 'gpt' ? [SECTOR_BYTES, 'EFI PART'] : [SECTOR_BYTES - 2, '\x55\xaa'];
    default:
      return undefined;
  }
}
