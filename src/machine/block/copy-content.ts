/** The same content once more: for a block-by-block copy of a device, and for disks that are put into another machine. */
import { frozen } from '../../vfs/frozen.ts';
import { Directory } from '../../vfs/inode.ts';
import { plantDirectory } from '../../vfs/plant.ts';
import { Superblock } from '../../vfs/superblock.ts';
import type { TreeIndex } from '../../vfs/tree-index.ts';
import type { VolumeGroup } from '../lvm/volume-group.ts';
import type { Content } from './content.ts';

export interface CopyOptions {
  /** The clock of the machine that the copy is for; default: the original's. */
  readonly nowUs?: () => number;
  /** What is on a volume at rest, where a mapping shows something newer. */
  readonly atRest?: (content: Content) => Content;
  /** What the copy of a filesystem holds, when not what the original does. */
  readonly tree?: (content: Content & { readonly kind: 'filesystem' }, inLuks: boolean) => TreeIndex | undefined;
}

/** Changes of the copy do not show in the original, nor the other way round. */
export function copyContent(given: Content, options: CopyOptions = {}, inLuks = false): Content {
  const content = options.atRest?.(given) ?? given;
  switch (content.kind) {
    case 'filesystem':
      return { ...content, superblock: copySuperblock(content, options, inLuks) };
    case 'luks': {
      const { header } = content;
      return { kind: 'luks', header: { ...header, inner: copyContent(header.inner, options, true) } };
    }
    case 'lvm_member':
      return { ...content, group: content.group && copyGroup(content.group, options) };
    default:
      return content;
  }
}

/** Physical volumes of one group share its copy. */
const copies = new WeakMap<CopyOptions, Map<VolumeGroup, VolumeGroup>>();

function copyGroup(group: VolumeGroup, options: CopyOptions): VolumeGroup {
  const made = copies.get(options) ?? new Map<VolumeGroup, VolumeGroup>();
  copies.set(options, made);
  const known = made.get(group);
  if (known) return known;
  const copy: VolumeGroup = {
    ...group,
    physical: group.physical.map((physical) => ({ ...physical })),
    logical: group.logical.map((volume) => ({ ...volume, content: copyContent(volume.content, options) })),
  };
  made.set(group, copy);
  return copy;
}

function copySuperblock(
  content: Content & { readonly kind: 'filesystem' },
  options: CopyOptions,
  inLuks: boolean,
): Superblock {
  const { superblock: sb } = content;
  const copy = new Superblock({
    type: sb.type,
    source: sb.source,
    nowUs: options.nowUs ?? sb.nowUs,
    limitBytes: sb.store.limitBytes,
    blockBytes: sb.blockBytes,
    rootMode: sb.root.mode,
    readOnly: sb.readOnly,
    index: options.tree?.(content, inLuks) ?? frozen(sb),
  });
  const original = sb.root.lookup('lost+found');
  const reserved = original instanceof Directory ? original.reservedBytes : undefined;
  if (reserved !== undefined) {
    const lost = plantDirectory(copy, '/lost+found');
    lost.mode = 0o700;
    lost.reservedBytes = reserved;
  }
  return copy;
}
