/** Path resolution: component by component, across mounts and symlinks, as path_resolution(7) says. */
import { Errno } from './errno.ts';
import { Directory, type Inode } from './inode.ts';
import type { Mount, MountTable } from './mount-table.ts';
import { pathParts } from './path-parts.ts';

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

const SLASH = 47;
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
  let { names, slash } = pathParts(path);
  let at = path.charCodeAt(0) === SLASH ? root : start;
  let links = 0;
  for (let next = 0; ; ) {
    const name = names[next++] ?? '.';
    const last = next >= names.length;
    if (!(at.inode instanceof Directory)) return Errno.ENOTDIR;
    if (name === '.' || name === '..') {
      if (name === '..') at = at === root || at.up === undefined ? at : at.up;
      if (last) return { directory: (at.up ?? at) as Slot['directory'], name: at.name || '.', place: at };
      continue;
    }
    if (name.length > MAX_NAME) return Errno.ENAMETOOLONG;
    const directory = at as Slot['directory'];
    const inode = directory.inode.lookup(name);
    if (!inode) {
      if (!last) return Errno.ENOENT;
      return { directory, name, place: undefined };
    }
    // A slash behind the last component asks for what the symlink leads to.
    if (inode.type === 'symlink' && (!last || follow || slash)) {
      if (++links > MAX_LINKS) return Errno.ELOOP;
      const target = inode.linkTarget;
      if (target === '') return Errno.ENOENT;
      const parts = pathParts(target);
      if (last) slash ||= parts.slash;
      names = last ? parts.names : [...parts.names, ...names.slice(next)];
      next = 0;
      if (parts.absolute) at = root;
      continue;
    }
    const over = at.mount.children.size === 0 ? undefined : table.over(at.mount, inode);
    const place: Place = { mount: over ?? at.mount, inode: over?.root ?? inode, name, up: at };
    if (!last) {
      at = place;
      continue;
    }
    if (slash && !(place.inode instanceof Directory)) return Errno.ENOTDIR;
    return { directory, name, place };
  }
}
