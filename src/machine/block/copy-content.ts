/** The same content once more: for a block-by-block copy of a device, and for disks that are put into another machine. */
import { frozen } from '../../vfs/frozen.ts';
import { Directory } from '../../vfs/inode.ts';
import { plantDirectory } from '../../vfs/plant.ts';
import { Superblock } from '../../vfs/superblock.ts';
import type { TreeIndex } from '../../vfs/tree-index.ts';
import type { Content } from './content.ts';

export interface CopyOptions {
  /** The clock of the machine that the copy is for; default: the original's. */
  readonly nowUs?: () => number;
  /** What the copy of a filesystem holds, when not what the original does. */
  readonly tree?: (content: Content & { readonly kind: 'filesystem' }, inLuks: boolean) => TreeIndex | undefined;
}

/** Changes of the copy do not show in the original, nor the other way round. */
export function copyContent(content: Content, options: CopyOptions = {}, inLuks = false): Content {
  switch (content.kind) {
    case 'filesystem':
      return { ...content, superblock: copySuperblock(content, options, inLuks) };
    case 'luks': {
      const { header } = content;
      return { kind: 'luks', header: { ...header, inner: copyContent(header.inner, options, true) } };
    }
    default:
      return content;
  }
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
