/** Inodes: files, directories, links, devices and FIFOs of one superblock, with virtual times. */
import { Content } from './content.ts';
import type { Errno } from './errno.ts';
import type { FileType, Stat } from './stat.ts';
import type { Superblock } from './superblock.ts';
import type { DirectoryIndex, TreeEntry, TreeIndex } from './tree-index.ts';

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

  constructor(
    sb: Superblock,
    type: FileType,
    mode: number,
    more: {
      rdev?: readonly [number, number];
      target?: string | (() => string);
      shared?: string;
      sizeBytes?: number;
      synthetic?: Synthetic;
    } = {},
  ) {
    this.sb = sb;
    this.type = type;
    this.mode = mode;
    this.ino = sb.nextIno();
    this.mtimeUs = this.atimeUs = this.ctimeUs = sb.nowUs();
    this.rdev = more.rdev;
    this.target = more.target;
    this.synthetic = more.synthetic;
    this.content =
      type === 'file' && !more.synthetic ? new Content(sb.store, this.ino, more.shared, more.sizeBytes) : undefined;
  }

  get linkTarget(): string {
    return typeof this.target === 'function' ? this.target() : (this.target ?? '');
  }

  get sizeBytes(): number {
    if (this.type === 'symlink') return this.linkTarget.length;
    return this.content?.sizeBytes ?? 0;
  }

  stat(): Stat {
    const stat: Stat = {
      type: this.type,
      mode: this.mode,
      uid: this.uid,
      gid: this.gid,
      sizeBytes: this.sizeBytes,
      blockBytes: this.sb.blockBytes,
      nlink: this.nlink,
      ino: this.ino,
      dev: this.sb.dev,
      mtimeUs: this.mtimeUs,
      atimeUs: this.atimeUs,
      ctimeUs: this.ctimeUs,
    };
    return this.rdev ? { ...stat, rdev: this.rdev } : stat;
  }

  modified(): void {
    this.mtimeUs = this.ctimeUs = this.sb.nowUs();
  }
}

/** A directory; entries that come from a shared tree become inodes when somebody looks. */
export class Directory extends Inode {
  parent: Directory | undefined;
  /** Its size where it does not follow from its entries, as with lost+found. */
  reservedBytes: number | undefined;
  /** What was made here, and what somebody has looked up in the shared tree. */
  readonly #entries = new Map<string, Inode>();
  readonly #shared: { readonly index: TreeIndex; readonly path: string; readonly below: DirectoryIndex } | undefined;
  /** Names of the shared tree that were taken away. */
  #gone: Set<string> | undefined;
  /** Forgotten when a name comes or goes. */
  #names: readonly string[] | undefined;

  constructor(
    sb: Superblock,
    mode: number,
    parent: Directory | undefined,
    shared?: { readonly index: TreeIndex; readonly path: string },
  ) {
    super(sb, 'directory', mode);
    this.nlink = 2;
    this.parent = parent;
    if (shared) this.#shared = { ...shared, below: shared.index.below(shared.path) };
  }

  override get sizeBytes(): number {
    return this.reservedBytes ?? this.sb.directoryBytes(this);
  }

  lookup(name: string): Inode | undefined {
    const found = this.#entries.get(name);
    if (found || !this.#shared) return found;
    const entry = this.#shared.below.entries.get(name);
    if (!entry || this.#gone?.has(name)) return undefined;
    const inode = this.#fromShared(this.#shared, name, entry);
    this.#entries.set(name, inode);
    return inode;
  }

  /** Sorted bytewise, without `.` and `..`. */
  names(): readonly string[] {
    this.#names ??= this.#list();
    return this.#names;
  }

  #list(): readonly string[] {
    const own = this.#entries.keys();
    if (!this.#shared) return [...own].sort();
    const left = this.#shared.below.names;
    if (!this.#gone && this.#onlyShared(this.#shared.below)) return left;
    return [...new Set([...own, ...(this.#gone ? left.filter((name) => !this.#gone?.has(name)) : left)])].sort();
  }

  /** Nothing was made here that is not in the shared tree under the same name. */
  #onlyShared({ entries }: DirectoryIndex): boolean {
    for (const name of this.#entries.keys()) if (!entries.has(name)) return false;
    return true;
  }

  get empty(): boolean {
    return this.#entries.size === 0 && (this.#shared?.below.names.length ?? 0) === (this.#gone?.size ?? 0);
  }

  add(name: string, inode: Inode): void {
    this.#names = undefined;
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
    this.#names = undefined;
    this.#entries.delete(name);
    if (this.#shared?.below.entries.has(name)) {
      this.#gone ??= new Set();
      this.#gone.add(name);
    }
    if (inode instanceof Directory) this.nlink--;
    this.modified();
  }

  #fromShared(
    { index, path }: { readonly index: TreeIndex; readonly path: string },
    name: string,
    entry: TreeEntry,
  ): Inode {
    switch (entry.type) {
      case 'directory':
        return new Directory(this.sb, entry.mode, this, { index, path: path === '/' ? `/${name}` : `${path}/${name}` });
      case 'symlink':
        return new Inode(this.sb, 'symlink', 0o777, { target: entry.target });
      case 'file':
        return new Inode(this.sb, 'file', entry.mode, {
          shared: entry.content,
          ...(entry.sizeBytes === undefined ? {} : { sizeBytes: entry.sizeBytes }),
        });
      case 'fifo':
        return new Inode(this.sb, 'fifo', entry.mode);
      default:
        return new Inode(this.sb, entry.type, entry.mode, { rdev: entry.rdev });
    }
  }
}
