/** Inodes: files, directories, links, devices and FIFOs of one superblock, with virtual times. */
import { Content } from './content.ts';
import { Errno } from './errno.ts';
import type { FileType, Stat } from './stat.ts';
import type { Superblock } from './superblock.ts';
import type { TreeIndex } from './tree-index.ts';

/** A file whose content is made when it is read, as in /proc. */
export interface Synthetic {
  readonly read: () => string;
  readonly write?: (bytes: string) => Errno | undefined;
}

export class Inode {
  readonly sb: Superblock;
  readonly type: FileType;
  readonly ino: number;
  mode: number;
  uid = 0;
  gid = 0;
  nlink = 1;
  mtimeUs: number;
  atimeUs: number;
  ctimeUs: number;
  readonly rdev: readonly [number, number] | undefined;
  /** Where a symlink leads; a function for links such as /proc/self. */
  readonly target: string | (() => string) | undefined;
  readonly content: Content | undefined;
  readonly synthetic: Synthetic | undefined;
  /** Open descriptions, for the busy test and for files that were unlinked while open. */
  opens = 0;

  constructor(sb: Superblock, type: FileType, mode: number, more: { rdev?: readonly [number, number]; target?: string | (() => string); shared?: string; synthetic?: Synthetic } = {}) {
    this.sb = sb;
    this.type = type;
    this.mode = mode;
    this.ino = sb.nextIno();
    this.mtimeUs = this.atimeUs = this.ctimeUs = sb.nowUs();
    this.rdev = more.rdev;
    this.target = more.target;
    this.synthetic = more.synthetic;
    this.content = type === 'file' && !more.synthetic ? new Content(sb.store, this.ino, more.shared) : undefined;
  }

  get linkTarget(): string {
    return typeof this.target === 'function' ? this.target() : (this.target ?? '');
  }

  get sizeBytes(): number {
    if (this.type === 'symlink') return this.linkTarget.length;
    return this.content?.sizeBytes ?? (this.type === 'directory' ? this.sb.directorySize : 0);
  }

  stat(): Stat {
    return {
      type: this.type,
      mode: this.mode,
      uid: this.uid,
      gid: this.gid,
      sizeBytes: this.sizeBytes,
      nlink: this.nlink,
      ino: this.ino,
      dev: this.sb.dev,
      ...(this.rdev ? { rdev: this.rdev } : {}),
      mtimeUs: this.mtimeUs,
      atimeUs: this.atimeUs,
      ctimeUs: this.ctimeUs,
    };
  }

  modified(): void {
    this.mtimeUs = this.ctimeUs = this.sb.nowUs();
  }
}

/** A directory; entries that come from a shared tree become inodes when somebody looks. */
export class Directory extends Inode {
  parent: Directory | undefined;
  readonly #entries = new Map<string, Inode>();
  #lazy: { readonly index: TreeIndex; readonly path: string; readonly left: Set<string> } | undefined;

  constructor(sb: Superblock, mode: number, parent: Directory | undefined, lazy?: { readonly index: TreeIndex; readonly path: string }) {
    super(sb, 'directory', mode);
    this.nlink = 2;
    this.parent = parent;
    if (lazy) this.#lazy = { ...lazy, left: new Set(lazy.index.children(lazy.path)) };
  }

  lookup(name: string): Inode | undefined {
    const found = this.#entries.get(name);
    if (found || !this.#lazy?.left.has(name)) return found;
    this.#lazy.left.delete(name);
    const path = this.#lazy.path === '/' ? `/${name}` : `${this.#lazy.path}/${name}`;
    const inode = this.#fromIndex(this.#lazy.index, path);
    this.#entries.set(name, inode);
    return inode;
  }

  /** Sorted bytewise, without `.` and `..`. */
  names(): string[] {
    return [...this.#entries.keys(), ...(this.#lazy?.left ?? [])].sort();
  }

  get empty(): boolean {
    return this.#entries.size === 0 && (this.#lazy?.left.size ?? 0) === 0;
  }

  add(name: string, inode: Inode): void {
    this.#lazy?.left.delete(name);
    this.#entries.set(name, inode);
    if (inode instanceof Directory) {
      inode.parent = this;
      this.nlink++;
    }
    this.modified();
  }

  remove(name: string): void {
    const inode = this.lookup(name);
    if (!inode) return;
    this.#entries.delete(name);
    if (inode instanceof Directory) this.nlink--;
    this.modified();
  }

  #fromIndex(index: TreeIndex, path: string): Inode {
    const entry = index.get(path)!;
    switch (entry.type) {
      case 'directory':
        return new Directory(this.sb, entry.mode, this, { index, path });
      case 'symlink':
        return new Inode(this.sb, 'symlink', 0o777, { target: entry.target });
      case 'file':
        return new Inode(this.sb, 'file', entry.mode, { shared: entry.content });
      case 'fifo':
        return new Inode(this.sb, 'fifo', entry.mode);
      default:
        return new Inode(this.sb, entry.type, entry.mode, { rdev: entry.rdev });
    }
  }
}
