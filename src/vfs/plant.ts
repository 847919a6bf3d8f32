/** Puts files into a superblock from the model side: devices into devtmpfs, facts into sysfs. No permissions, no events. */
import { Directory, Inode, type Synthetic } from './inode.ts';
import { pathParts } from './path-parts.ts';
import type { Superblock } from './superblock.ts';

/** The directory at a path inside the superblock, made with its parents when missing. */
export function plantDirectory(sb: Superblock, path: string): Directory {
  let at: Directory = sb.root;
  for (const part of pathParts(path).names) {
    let next = at.lookup(part);
    if (!(next instanceof Directory)) {
      next = new Directory(sb, 0o755, at);
      at.add(part, next);
    }
    at = next as Directory;
  }
  return at;
}

const split = (path: string): readonly [string, string] => [
  path.slice(0, path.lastIndexOf('/')),
  path.slice(path.lastIndexOf('/') + 1),
];

/** A block or character node; replaces what was there. */
export function plantDevice(
  sb: Superblock,
  path: string,
  type: 'block' | 'char',
  rdev: readonly [number, number],
  mode = 0o600,
): Inode {
  return plant(sb, path, new Inode(sb, type, mode, { rdev }));
}

export function plantLink(sb: Superblock, path: string, target: string): Inode {
  return plant(sb, path, new Inode(sb, 'symlink', 0o777, { target }));
}

/** A file with fixed or made content. */
export function plantFile(sb: Superblock, path: string, content: string | Synthetic, mode = 0o644): Inode {
  return plant(
    sb,
    path,
    new Inode(sb, 'file', mode, typeof content === 'string' ? { shared: content } : { synthetic: content }),
  );
}

/** Takes a path away, with all below; nothing happens when it is not there. */
export function uproot(sb: Superblock, path: string): void {
  const [parent, name] = split(path);
  const directory = lookupDirectory(sb, parent);
  directory?.remove(name);
}

function plant(sb: Superblock, path: string, inode: Inode): Inode {
  const [parent, name] = split(path);
  const directory = plantDirectory(sb, parent);
  directory.remove(name);
  directory.add(name, inode);
  return inode;
}

function lookupDirectory(sb: Superblock, path: string): Directory | undefined {
  let at: Directory = sb.root;
  for (const part of pathParts(path).names) {
    const next = at.lookup(part);
    if (!(next instanceof Directory)) return undefined;
    at = next;
  }
  return at;
}
