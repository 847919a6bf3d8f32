/** What a filesystem holds now, as a tree that nothing changes any more: for snapshots and copies. */
import { Directory, type Inode } from './inode.ts';
import type { Superblock } from './superblock.ts';
import { type TreeEntry, TreeIndex } from './tree-index.ts';

/** Everything below a superblock's root as an immutable tree. */
export function frozen(superblock: Superblock): TreeIndex {
  const entries: [string, TreeEntry][] = [];
  const visit = (directory: Directory, path: string): void => {
    for (const name of directory.names()) {
      const inode = directory.lookup(name)!;
      const at = `${path}/${name}`;
      entries.push([at, entryOf(inode)]);
      if (inode instanceof Directory) visit(inode, at);
    }
  };
  visit(superblock.root, '');
  return new TreeIndex(entries);
}

function entryOf(inode: Inode): TreeEntry {
  const { mode } = inode;
  switch (inode.type) {
    case 'directory':
      return { type: 'directory', mode };
    case 'symlink':
      return { type: 'symlink', target: inode.linkTarget };
    case 'char':
    case 'block':
      return { type: inode.type, mode, rdev: inode.rdev ?? [0, 0] };
    case 'file':
      return fileEntry(inode);
    default:
      return { type: 'fifo', mode };
  }
}

function fileEntry({ mode, content, sizeBytes }: Inode): TreeEntry {
  const held = content?.heldBytes ?? 0;
  return {
    type: 'file',
    mode,
    content: content?.read(0, held) ?? '',
    ...(held < sizeBytes ? { sizeBytes } : {}),
  };
}
