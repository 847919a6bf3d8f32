/** The tree of names of the simulated machine: superblocks joined by mounts, and the operations on paths. */
import { Errno, isErrno } from './errno.ts';
import { Directory, Inode } from './inode.ts';
import { type Mount, MountTable } from './mount-table.ts';
import type { FileType, Stat } from './stat.ts';
import type { Superblock } from './superblock.ts';
import { type Place, pathOf, type Slot, walk } from './walk.ts';

/** From where a process sees the tree. */
export interface View {
  readonly root: Place;
  readonly cwd: Place;
}

export interface MountRequest {
  /** The directory of it that is shown; default: its root. */
  readonly root?: Directory;
  readonly sb: Superblock;
  /** Shown in /proc/mounts; default the superblock's source. */
  readonly source?: string;
  readonly options?: string;
  readonly readOnly?: boolean;
}

export class Vfs {
  readonly table = new MountTable();
  /** Called after every mount and unmount; the kernel makes events of them. */
  onMount: ((change: 'mounted' | 'unmounted', mount: Mount) => void) | undefined;
  #nextDev = 21;

  /** The root place of the namespace; there is none before the first mount. */
  get root(): Place {
    const mount = this.table.all[0];
    if (!mount) throw new Error('nothing is mounted at /');
    const over = this.table.over(mount, mount.root) ?? mount;
    return { mount: over, inode: over.root, name: '', up: undefined };
  }

  get view(): View {
    const root = this.root;
    return { root, cwd: root };
  }

  /** Where a path leads; a missing last component is ENOENT. */
  find(view: View, path: string, follow = true): Place | Errno {
    const slot = walk(this.table, view.root, view.cwd, path, follow);
    return isErrno(slot) ? slot : (slot.place ?? Errno.ENOENT);
  }

  /** The slot of a path's last component, there or not. */
  slot(view: View, path: string, follow = false): Slot | Errno {
    return walk(this.table, view.root, view.cwd, path, follow);
  }

  /** The slot of a name that is to be removed or renamed: a slash behind it asks for a directory, and does not follow a symlink. */
  #entry(view: View, path: string): Slot | Errno {
    const name = path.replace(/(?<=[^/])\/+$/, '');
    const slot = this.slot(view, name);
    return name !== path && !isErrno(slot) && slot.place && !(slot.place.inode instanceof Directory)
      ? Errno.ENOTDIR
      : slot;
  }

  stat(view: View, path: string, follow = true): Stat | Errno {
    const place = this.find(view, path, follow);
    return isErrno(place) ? place : place.inode.stat();
  }

  /** Makes an inode at a path that must not exist. */
  create(
    view: View,
    path: string,
    type: FileType,
    mode: number,
    more: { rdev?: readonly [number, number]; target?: string } = {},
  ): Place | Errno {
    const slot = this.slot(view, path);
    if (isErrno(slot)) return slot;
    return this.createIn(slot, type, mode, more, path.endsWith('/'));
  }

  createIn(
    slot: Slot,
    type: FileType,
    mode: number,
    more: { rdev?: readonly [number, number]; target?: string } = {},
    trailingSlash = false,
  ): Place | Errno {
    if (slot.place) return Errno.EEXIST;
    if (trailingSlash && type !== 'directory') return Errno.ENOENT;
    const { directory } = slot;
    const refused =
      writable(directory.mount) ??
      (directory.inode.sb.type === 'proc' || directory.inode.sb.type === 'sysfs' ? Errno.EPERM : undefined);
    if (refused) return refused;
    const sb = directory.inode.sb;
    const inode = type === 'directory' ? new Directory(sb, mode, directory.inode) : new Inode(sb, type, mode, more);
    directory.inode.add(slot.name, inode);
    return { mount: directory.mount, inode, name: slot.name, up: directory };
  }

  unlink(view: View, path: string): true | Errno {
    const slot = this.#entry(view, path);
    if (isErrno(slot)) return slot;
    if (!slot.place) return Errno.ENOENT;
    if (slot.place.inode instanceof Directory) return Errno.EISDIR;
    const refused = writable(slot.directory.mount);
    if (refused) return refused;
    if (slot.place.mount !== slot.directory.mount) return Errno.EBUSY;
    this.#drop(slot);
    return true;
  }

  rmdir(view: View, path: string): true | Errno {
    if (/(^|\/)\.\/*$/.test(path)) return Errno.EINVAL;
    const slot = this.#entry(view, path);
    if (isErrno(slot)) return slot;
    if (!slot.place) return Errno.ENOENT;
    if (!(slot.place.inode instanceof Directory)) return Errno.ENOTDIR;
    if (slot.place.mount !== slot.directory.mount || slot.place.up === undefined) return Errno.EBUSY;
    const refused = writable(slot.directory.mount);
    if (refused) return refused;
    if (!slot.place.inode.empty) return Errno.ENOTEMPTY;
    this.#drop(slot);
    return true;
  }

  rename(view: View, from: string, to: string): true | Errno {
    if (/(^|\/)\.\.?\/*$/.test(from) || /(^|\/)\.\.?\/*$/.test(to)) return Errno.EBUSY;
    const source = this.#entry(view, from);
    if (isErrno(source)) return source;
    if (!source.place) return Errno.ENOENT;
    const target = this.slot(view, to);
    if (isErrno(target)) return target;
    if (source.directory.mount !== target.directory.mount) return Errno.EXDEV;
    if (
      source.place.mount !== source.directory.mount ||
      (target.place && target.place.mount !== target.directory.mount)
    )
      return Errno.EBUSY;
    const refused = writable(source.directory.mount);
    if (refused) return refused;
    const moved = source.place.inode;
    if (target.place) {
      const over = target.place.inode;
      if (over === moved) return true;
      if (moved instanceof Directory && !(over instanceof Directory)) return Errno.ENOTDIR;
      if (over instanceof Directory && !(moved instanceof Directory)) return Errno.EISDIR;
      if (over instanceof Directory && !over.empty) return Errno.ENOTEMPTY;
    } else if (to.endsWith('/') && !(moved instanceof Directory)) return Errno.ENOTDIR;
    if (moved instanceof Directory) {
      for (let at: Place | undefined = target.directory; at; at = at.up) if (at.inode === moved) return Errno.EINVAL;
    }
    if (target.place) this.#drop(target);
    source.directory.inode.remove(source.name);
    target.directory.inode.add(target.name, moved);
    return true;
  }

  link(view: View, from: string, to: string): true | Errno {
    const place = this.find(view, from, false);
    if (isErrno(place)) return place;
    if (place.inode instanceof Directory) return Errno.EPERM;
    const slot = this.slot(view, to);
    if (isErrno(slot)) return slot;
    if (slot.place) return Errno.EEXIST;
    if (slot.directory.mount !== place.mount) return Errno.EXDEV;
    const refused = writable(slot.directory.mount);
    if (refused) return refused;
    place.inode.nlink++;
    slot.directory.inode.add(slot.name, place.inode);
    return true;
  }

  /** Mounts a superblock on an existing directory (or the namespace root, when nothing is mounted yet). */
  mount(view: View | undefined, path: string, request: MountRequest): Mount | Errno {
    if (request.sb.dev === 0) request.sb.dev = this.#nextDev++;
    return this.#attach(view, path, {
      sb: request.sb,
      root: request.root ?? request.sb.root,
      readOnly: request.readOnly ?? false,
      options: request.options ?? '',
      source: request.source ?? request.sb.source,
    });
  }

  /** Makes a directory or file visible at a second place; `recursive` takes the mounts below along. */
  bind(view: View, from: string, to: string, recursive = false): Mount | Errno {
    const place = this.find(view, from);
    if (isErrno(place)) return place;
    const made = this.#attach(view, to, {
      sb: place.mount.sb,
      root: place.inode,
      readOnly: place.mount.readOnly,
      options: place.mount.options,
      source: place.mount.source,
    });
    if (isErrno(made) || !recursive) return made;
    const prefix = pathOf(place) === '/' ? '/' : `${pathOf(place)}/`;
    for (const below of this.table.all.filter(
      (m) => m !== made && m.path.startsWith(prefix) && m.path !== prefix && !m.path.startsWith(`${made.path}/`),
    )) {
      this.bind(view, below.path, `${made.path}/${below.path.slice(prefix.length)}`);
    }
    return made;
  }

  #attach(
    view: View | undefined,
    path: string,
    fields: { sb: Superblock; root: Inode; readOnly: boolean; options: string; source: string },
  ): Mount | Errno {
    if (!view || this.table.all.length === 0) return this.#announce(this.table.add({ ...fields, path: '/' }));
    const place = this.find(view, path);
    if (isErrno(place)) return place;
    if (place.inode instanceof Directory !== fields.root instanceof Directory) return Errno.ENOTDIR;
    // The covered inode belongs to the mount it is the root of, or to the mount it was found through.
    return this.#announce(this.table.add({ ...fields, parent: place.mount, point: place.inode, path: pathOf(place) }));
  }

  #announce(mount: Mount): Mount {
    this.onMount?.('mounted', mount);
    return mount;
  }

  /** Takes the topmost mount at a path away. `busy` tells which inodes are in use (open files, working directories). */
  unmount(view: View, path: string, options: { lazy?: boolean; inUse?: (mount: Mount) => boolean } = {}): true | Errno {
    const place = this.find(view, path);
    if (isErrno(place)) return place;
    const mount = place.mount;
    if (place.inode !== mount.root || !mount.parent) return Errno.EINVAL;
    if (!options.lazy && (mount.children.size > 0 || options.inUse?.(mount))) return Errno.EBUSY;
    for (const below of options.lazy ? this.#below(mount) : []) {
      this.table.remove(below);
      this.onMount?.('unmounted', below);
    }
    this.table.remove(mount);
    this.onMount?.('unmounted', mount);
    return true;
  }

  /** Moves a mount to another directory. */
  move(view: View, from: string, to: string): true | Errno {
    const place = this.find(view, from);
    if (isErrno(place)) return place;
    if (place.inode !== place.mount.root || !place.mount.parent) return Errno.EINVAL;
    const target = this.find(view, to);
    if (isErrno(target)) return target;
    if (!(target.inode instanceof Directory)) return Errno.ENOTDIR;
    const old = place.mount;
    const tree = [old, ...this.#below(old)];
    const oldPath = old.path;
    this.table.remove(old);
    const moved = this.table.add({
      sb: old.sb,
      root: old.root,
      parent: target.mount,
      point: target.inode,
      path: pathOf(target),
      readOnly: old.readOnly,
      options: old.options,
      source: old.source,
    });
    for (const [inode, child] of old.children) {
      moved.children.set(inode, child);
      child.parent = moved;
    }
    const newPath = moved.path === '/' ? '' : moved.path;
    for (const mount of tree.slice(1)) {
      mount.path = newPath + mount.path.slice(oldPath.length);
      this.table.toEnd(mount);
    }
    return true;
  }

  /** Changes a mount's flags; a read-write remount of a read-only superblock makes the superblock writable. */
  remount(view: View, path: string, readOnly: boolean, options: string): true | Errno {
    const place = this.find(view, path);
    if (isErrno(place)) return place;
    if (place.inode !== place.mount.root) return Errno.EINVAL;
    place.mount.readOnly = readOnly;
    place.mount.sb.readOnly = readOnly;
    place.mount.options = options;
    return true;
  }

  #below(mount: Mount): Mount[] {
    return [...mount.children.values()].flatMap((child) => [child, ...this.#below(child)]);
  }

  #drop(slot: Slot): void {
    const { inode } = slot.place!;
    slot.directory.inode.remove(slot.name);
    inode.nlink = inode instanceof Directory ? 0 : inode.nlink - 1;
    if (inode.nlink === 0 && inode.opens === 0) inode.content?.release();
  }
}

/** EROFS when nothing can be written through a mount. */
export const writable = (mount: Mount): Errno | undefined =>
  mount.readOnly || mount.sb.readOnly ? Errno.EROFS : undefined;

export { type Place, pathOf };
