/** A mounted or mountable filesystem: its root, its type and name, its limits. */
import { ContentStore } from './content.ts';
import type { Errno } from './errno.ts';
import { Directory } from './inode.ts';
import type { TreeIndex } from './tree-index.ts';

const DEFAULT_BLOCK_BYTES = 4096;
/** What a name costs on a tmpfs (BOGO_DIRENT_SIZE in the kernel). */
const TMPFS_ENTRY_BYTES = 20;

export interface SuperblockOptions {
  /** As /proc/mounts names it: `tmpfs`, `ext4`, `zfs`, `proc`. */
  readonly type: string;
  /** What it was made of: a device path, a dataset, a name such as `tmpfs`. */
  readonly source: string;
  readonly nowUs: () => number;
  readonly readOnly?: boolean;
  readonly limitBytes?: number;
  /** Default: 4096. */
  readonly blockBytes?: number;
  /** Initial content, shared with others. */
  readonly index?: TreeIndex;
  readonly rootMode?: number;
  readonly grow?: (bytes: number) => Errno | undefined;
}

export class Superblock {
  readonly type: string;
  readonly source: string;
  readOnly: boolean;
  /** Device number as st_dev; set by the Vfs that mounts it first. */
  dev = 0;
  /** Of the block device it lies on; set when it is mounted. */
  deviceNumber: readonly [major: number, minor: number] | undefined;
  /** What space is allotted in. */
  readonly blockBytes: number;
  readonly store: ContentStore;
  readonly nowUs: () => number;
  readonly root: Directory;
  #ino = 1;

  constructor(options: SuperblockOptions) {
    this.type = options.type;
    this.source = options.source;
    this.nowUs = options.nowUs;
    this.readOnly = options.readOnly ?? false;
    this.blockBytes = options.blockBytes ?? DEFAULT_BLOCK_BYTES;
    this.store = new ContentStore(options.limitBytes ?? Number.POSITIVE_INFINITY, options.grow);
    this.root = this.makeRoot(options);
  }

  protected makeRoot(options: SuperblockOptions): Directory {
    const mode = options.rootMode ?? (options.index?.get('/') as { mode?: number } | undefined)?.mode ?? 0o755;
    return new Directory(this, mode, undefined, options.index && { index: options.index, path: '/' });
  }

  nextIno(): number {
    return this.#ino++;
  }

  /** st_size of a directory; how many entries it has is asked only where it matters. */
  directoryBytes(directory: Directory): number {
    switch (this.type) {
      case 'tmpfs':
      case 'devtmpfs':
        return TMPFS_ENTRY_BYTES * (2 + directory.names().length);
      case 'zfs':
        return 2 + directory.names().length;
      case 'ext2':
      case 'ext3':
      case 'ext4':
        return this.blockBytes;
      case 'proc':
      case 'sysfs':
        return 0;
      default:
        return 2 * TMPFS_ENTRY_BYTES;
    }
  }
}
