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

export function newFilesystem(m: Pick<Machine, 'kernel'>, spec: NewFilesystem): Content {
  const { type } = spec;
  const uuid = spec.uuid ?? (type === 'vfat' ? stableFatSerial(spec.name) : stableUuid(`filesystem ${spec.name}`));
  const label = spec.label === undefined ? {} : { label: spec.label };
  if (type === 'swap') return { kind: 'swap', uuid, ...label };
  const superblock = new Superblock({
    type,
    source: spec.name,
    nowUs: () => m.kernel.clock.nowUs,
    limitBytes: Math.floor(spec.sizeBytes * (1 - OVERHEAD)),
    ...(spec.tree ? { index: spec.tree } : {}),
  });
  if (type.startsWith('ext')) plantDirectory(superblock, '/lost+found').mode = 0o700;
  return { kind: 'filesystem', type, uuid, superblock, ...label };
}
