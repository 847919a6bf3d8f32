/** Filesystems on block devices: what mkfs makes, filled with the files of a layout. */
import { plantDirectory } from '../../vfs/plant.ts';
import { Superblock } from '../../vfs/superblock.ts';
import type { TreeIndex } from '../../vfs/tree-index.ts';
import type { Machine } from '../machine.ts';
import type { Content } from './content.ts';
import { stableFatSerial, stableUuid } from './stable-uuid.ts';

export const FILESYSTEM_TYPES = ['ext4', 'ext3', 'ext2', 'vfat', 'btrfs', 'xfs', 'swap'] as const;
export type FilesystemType = (typeof FILESYSTEM_TYPES)[number];

export interface NewFilesystem {
  readonly type: FilesystemType;
  /** What the UUID is made of when none is given. */
  readonly name: string;
  readonly label?: string;
  readonly uuid?: string;
  /** Initial content. */
  readonly tree?: TreeIndex;
  readonly sizeBytes: number;
}

/** Share of an ext4 filesystem that is its own. */
const OVERHEAD = 0.06;
const SMALL_BELOW_BYTES = 512 * 2 ** 20;
/** mke2fs makes room for names in lost+found: 16 KiB, but no more than the blocks that an inode names directly. */
const LOST_AND_FOUND_BYTES = 16_384;
const LOST_AND_FOUND_BLOCKS = 12;

export function newFilesystem(m: Pick<Machine, 'kernel'>, spec: NewFilesystem): Content {
  const { type } = spec;
  const uuid = spec.uuid ?? (type === 'vfat' ? stableFatSerial(spec.name) : stableUuid(`filesystem ${spec.name}`));
  const label = spec.label === undefined ? {} : { label: spec.label };
  if (type === 'swap') return { kind: 'swap', uuid, ...label };
  // mke2fs.conf(5): the usage type `small` has blocks of 1 KiB.
  const blockBytes = type.startsWith('ext') && spec.sizeBytes < SMALL_BELOW_BYTES ? 1024 : 4096;
  const superblock = new Superblock({
    type,
    source: spec.name,
    nowUs: () => m.kernel.clock.nowUs,
    blockBytes,
    limitBytes: Math.floor(spec.sizeBytes * (1 - OVERHEAD)),
    ...(spec.tree ? { index: spec.tree } : {}),
  });
  if (type.startsWith('ext')) {
    const lost = plantDirectory(superblock, '/lost+found');
    lost.mode = 0o700;
    lost.reservedBytes = Math.min(LOST_AND_FOUND_BYTES, LOST_AND_FOUND_BLOCKS * blockBytes);
  }
  return { kind: 'filesystem', type, uuid, superblock, ...label };
}
