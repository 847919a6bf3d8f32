/** Mounts: which superblock lies where; the tree of mounts and its text in /proc. */
import type { Inode } from './inode.ts';
import type { Superblock } from './superblock.ts';

export class Mount {
  readonly id: number;
  readonly sb: Superblock;
  /** What is shown at the mount point; not the superblock's root for a bind. */
  readonly root: Inode;
  /** Another one after its parent was moved. */
  parent: Mount | undefined;
  /** Directory (or file, for a bind of one) of the parent mount that it covers. */
  readonly point: Inode | undefined;
  path: string;
  readOnly: boolean;
  /** Options beside ro/rw, as given, comma-separated. */
  options: string;
  /** Shown as the source in /proc/mounts. */
  readonly source: string;
  readonly children = new Map<Inode, Mount>();

  constructor(fields: {
    id: number;
    sb: Superblock;
    root: Inode;
    parent?: Mount;
    point?: Inode;
    path: string;
    readOnly: boolean;
    options: string;
    source: string;
  }) {
    this.id = fields.id;
    this.sb = fields.sb;
    this.root = fields.root;
    this.parent = fields.parent;
    this.point = fields.point;
    this.path = fields.path;
    this.readOnly = fields.readOnly;
    this.options = fields.options;
    this.source = fields.source;
  }

  /** `rw,relatime,…` as /proc/mounts prints it. */
  get optionText(): string {
    return [this.readOnly || this.sb.readOnly ? 'ro' : 'rw', ...this.#flags, ...this.#ofFilesystem].join(',');
  }

  /** Options of this mount, `rw,relatime`, as the sixth field of /proc/self/mountinfo. */
  get ownOptionText(): string {
    return [this.readOnly || this.sb.readOnly ? 'ro' : 'rw', ...this.#flags].join(',');
  }

  /** Options of the filesystem, whoever mounts it, as the last field of /proc/self/mountinfo. */
  get superblockOptionText(): string {
    return [this.sb.readOnly ? 'ro' : 'rw', ...this.#ofFilesystem].join(',');
  }

  get #given(): readonly string[] {
    return this.options.split(',').filter((option) => option && !NOT_SHOWN.has(option));
  }

  get #flags(): readonly string[] {
    const flags = this.#given.filter((option) => FLAGS.has(option));
    // ZFS lists only what its properties say; the kernel's own mount of the initramfs has no flags.
    return this.sb.type === 'zfs' || this.sb.type === 'rootfs' || flags.some((flag) => flag.endsWith('atime'))
      ? flags
      : ['relatime', ...flags];
  }

  get #ofFilesystem(): readonly string[] {
    return this.#given.filter((option) => !FLAGS.has(option) && !(option === 'discard' && this.sb.type === 'zfs'));
  }
}

const NOT_SHOWN = new Set(['ro', 'rw', 'defaults', 'remount', 'bind', 'rbind', 'zfsutil']);
/** Kept by each mount, not by the filesystem (mount_setattr(2)). */
const FLAGS = new Set(['nosuid', 'nodev', 'noexec', 'noatime', 'nodiratime', 'relatime', 'strictatime', 'nosymfollow']);

export class MountTable {
  readonly all: Mount[] = [];
  #next = 20;

  add(fields: Omit<ConstructorParameters<typeof Mount>[0], 'id'>): Mount {
    const mount = new Mount({ ...fields, id: this.#next++ });
    this.all.push(mount);
    if (mount.parent && mount.point) mount.parent.children.set(mount.point, mount);
    return mount;
  }

  remove(mount: Mount): void {
    this.all.splice(this.all.indexOf(mount), 1);
    if (mount.parent && mount.point) mount.parent.children.delete(mount.point);
  }

  /** Puts a mount behind all others, as the kernel lists what was moved. */
  toEnd(mount: Mount): void {
    this.all.splice(this.all.indexOf(mount), 1);
    this.all.push(mount);
  }

  /** The mount that lies on an inode seen through a mount, the topmost one. */
  over(mount: Mount, inode: Inode): Mount | undefined {
    let top = mount.children.get(inode);
    for (let next = top?.children.get(top.root); next; next = next.children.get(next.root)) top = next;
    return top;
  }

  /** Topmost mount whose path is exactly this. */
  at(path: string): Mount | undefined {
    return this.all.findLast((mount) => mount.path === path);
  }
}

/** Text for /proc/mounts: octal escapes for blanks and backslashes. */
export const escapeMountField = (text: string): string =>
  text.replace(/[ \t\n\\#]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`);
