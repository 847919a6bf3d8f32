/** One dataset: its place in the tree, what was set on it, and how it is wrapped. */

import type { Superblock } from '../../vfs/superblock.ts';
import type { TreeIndex } from '../../vfs/tree-index.ts';
import type { Content } from '../block/content.ts';
import type { DatasetType } from './names.ts';
import type { Pool } from './pool.ts';

/** An encryption root's wrapping key. */
export interface Wrapping {
  format: 'raw' | 'hex' | 'passphrase';
  /** Raw bytes for `raw` and `hex`, the passphrase itself for `passphrase`. */
  secret: string;
  /** `pbkdf2iters`, 0 unless the format is `passphrase`. */
  iterations: number;
  /** The key is in the kernel's keyring: `keystatus` is available. */
  loaded: boolean;
}

export class Dataset {
  /** Full name; changes on rename. */
  name: string;
  readonly type: DatasetType;
  readonly pool: Pool;
  /** The dataset that contains it; for a snapshot or bookmark the one it was taken of; undefined for a pool's root dataset. */
  parent: Dataset | undefined;
  readonly children = new Set<Dataset>();
  /** Oldest first. */
  snapshots: Dataset[] = [];
  /** Points in time of snapshots that may be gone, oldest first. */
  bookmarks: Dataset[] = [];
  /** Of a snapshot: who keeps it (zfs-hold(8)), with the time since power-on. */
  readonly holds = new Map<string, number>();
  /** A snapshot that goes as soon as nothing keeps it (`zfs destroy -d`). */
  deferred = false;
  /** Of a snapshot: what was cloned from it and is there. */
  readonly clones = new Set<Dataset>();
  #origin: Dataset | undefined;
  /** What was set here: native values as ZFS stores them (sizes in bytes), and user properties. */
  readonly local = new Map<string, string>();
  /** Cipher such as `aes-256-gcm`; undefined when not encrypted. */
  cipher: string | undefined;
  /** Present on an encryption root only. */
  wrapping: Wrapping | undefined;
  readonly guid: bigint;
  readonly createtxg: number;
  readonly objsetid: number;
  readonly createdAtUs: number;
  /** What a filesystem holds when somebody first looks; undefined: the default tree. */
  tree: TreeIndex | undefined;
  /** A filesystem's or snapshot's content once something looked at it. */
  superblock: Superblock | undefined;
  /** A volume's content. */
  content: Content = { kind: 'empty' };

  constructor(init: {
    readonly name: string;
    readonly type: Dataset['type'];
    readonly pool: Pool;
    readonly parent: Dataset | undefined;
    readonly guid: bigint;
    readonly createtxg: number;
    readonly createdAtUs: number;
  }) {
    this.name = init.name;
    this.type = init.type;
    this.pool = init.pool;
    this.parent = init.parent;
    this.guid = init.guid;
    this.createtxg = init.createtxg;
    this.objsetid = init.createtxg * 4 + 50;
    this.createdAtUs = init.createdAtUs;
  }

  /** The snapshot a clone was made of. */
  get origin(): Dataset | undefined {
    return this.#origin;
  }

  set origin(origin: Dataset | undefined) {
    this.#origin?.clones.delete(this);
    this.#origin = origin;
    origin?.clones.add(this);
  }

  /** The dataset that holds the wrapping key; undefined when not encrypted. A clone is under its origin's key, wherever it stands. */
  get encryptionRoot(): Dataset | undefined {
    if (this.cipher === undefined) return undefined;
    let at: Dataset | undefined = this;
    while (at && at.wrapping === undefined) at = at.origin ? at.origin.parent : at.parent;
    return at;
  }

  /** Its content can be read: not encrypted, or the key is loaded. */
  get readable(): boolean {
    return this.cipher === undefined || this.encryptionRoot?.wrapping?.loaded === true;
  }
}

/** A dataset and everything below it, parents first, without snapshots. */
export function* withDescendants(dataset: Dataset): Generator<Dataset, void> {
  yield dataset;
  for (const child of dataset.children) yield* withDescendants(child);
}

/** `zfs list` order: names byte by byte, each dataset before its snapshots, these by age. */
export function compareDatasets(a: Dataset, b: Dataset): number {
  const left = a.type === 'snapshot' ? a.parent!.name : a.name;
  const right = b.type === 'snapshot' ? b.parent!.name : b.name;
  if (left !== right) return left < right ? -1 : 1;
  return (a.type === 'snapshot' ? a.createtxg : -1) - (b.type === 'snapshot' ? b.createtxg : -1);
}
