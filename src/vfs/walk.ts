/** Path resolution: component by component, across mounts and symlinks, as path_resolution(7) says. */
import { Errno } from './errno.ts';
import { Directory, type Inode } from './inode.ts';
import type { Mount, MountTable } from './mount-table.ts';

/** A place in the tree of names: an inode seen through a mount, and the way there. */
export interface Place {
  readonly mount: Mount;
  readonly inode: Inode;
  /** Last component; empty for the root. */
  readonly name: string;
  /** Undefined for the root. */
  readonly up: Place | undefined;
}

/** A name in a directory, there or not. */
export interface Slot {
  readonly directory: Place & { readonly inode: Directory };
  readonly name: string;
  readonly place: Place | undefined;
}

const MAX_LINKS = 40;
const MAX_PATH = 4096;
const MAX_NAME = 255;

export const pathOf = (place: Place): string => {
  let path = '';
  for (let at: Place | undefined = place; at?.up; at = at.up) path = `/${at.name}${path}`;
  return path || '/';
};

/**
 * Walks to the last component and gives its slot: the directory it is in and what is there.
 * `follow` resolves a symlink in the last component too (a dangling one gives the slot it points to).
 */
export function walk(table: MountTable, root: Place, start: Place, path: string, follow: boolean): Slot | Errno {
  if (path === '') return Errno.ENOENT;
  if (path.length >= MAX_PATH) return Errno.ENAMETOOLONG;
  const pending = path.split('/').reverse();
  let at = path.startsWith('/') ? root : start;
  let links = 0;
  let mustBeDirectory = false;
  for (;;) {
    let name = '';
    while (pending.length > 0 && (name = pending.pop()!) === '') mustBeDirectory = pending.length === 0;
    if (name === '' || name === '.') {
      if (pending.some((part) => part !== '')) {
        if (!(at.inode instanceof Directory)) return Errno.ENOTDIR;
        continue;
      }
      if (!(at.inode instanceof Directory)) return name === '.' || mustBeDirectory ? Errno.ENOTDIR : { directory: (at.up ?? at) as Slot['directory'], name: at.name, place: at };
      return { directory: (at.up ?? at) as Slot['directory'], name: at.name || '.', place: at };
    }
    if (!(at.inode instanceof Directory)) return Errno.ENOTDIR;
    if (name.length > MAX_NAME) return Errno.ENAMETOOLONG;
    const last = pending.every((part) => part === '');
    if (name === '..') {
      at = at === root || at.up === undefined ? at : at.up;
      if (last) return { directory: (at.up ?? at) as Slot['directory'], name: at.name || '.', place: at };
      continue;
    }
    const directory = at as Slot['directory'];
    const inode = directory.inode.lookup(name);
    if (!inode) {
      if (!last) return Errno.ENOENT;
      return { directory, name, place: undefined };
    }
    if (inode.type === 'symlink' && (!last || follow || pending.length > 0)) {
      if (++links > MAX_LINKS) return Errno.ELOOP;
      const target = inode.linkTarget;
      if (target === '') return Errno.ENOENT;
      pending.push(...target.split('/').reverse());
      if (target.startsWith('/')) at = root;
      continue;
    }
    const over = table.over(at.mount, inode);
    const place: Place = { mount: over ?? at.mount, inode: over?.root ?? inode, name, up: at };
    if (!last) {
      at = place;
      continue;
    }
    if (pending.length > 0 && !(place.inode instanceof Directory)) return Errno.ENOTDIR;
    return { directory, name, place };
  }
}
