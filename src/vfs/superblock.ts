/** A mounted or mountable filesystem: its root, its type and name, its limits. */
import { ContentStore } from './content.ts';
import type { Errno } from './errno.ts';
import { Directory } from './inode.ts';
import type { TreeIndex } from './tree-index.ts';

export interface SuperblockOptions {
  /** As /proc/mounts names it: `tmpfs`, `ext4`, `zfs`, `proc`. */
  readonly type: string;
  /** What it was made of: a device path, a dataset, a name such as `tmpfs`. */
  readonly source: string;
  readonly nowUs: () => number;
  readonly readOnly?: boolean;
  readonly limitBytes?: number;
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
  readonly store: ContentStore;
  readonly nowUs: () => number;
  readonly root: Directory;
  #ino = 1;

  constructor(options: SuperblockOptions) {
    this.type = options.type;
    this.source = options.source;
    this.nowUs = options.nowUs;
    this.readOnly = options.readOnly ?? false;
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

  get directorySize(): number {
    return this.type === 'ext4' ? 4096 : this.type === 'proc' || this.type === 'sysfs' ? 0 : 40;
  }
}
