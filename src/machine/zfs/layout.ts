/** The declarative description of pools and datasets from which a machine is laid out before power-on. */
import type { Content } from '../block/content.ts';

export type PoolState = 'ONLINE' | 'DEGRADED' | 'FAULTED' | 'UNAVAIL';
export type FeatureState = 'disabled' | 'enabled' | 'active';

/** A pool on the machine's disks. It is exported at power-on unless `imported` says otherwise. */
export interface PoolSpec {
  readonly name: string;
  /** Default ONLINE. DEGRADED imports with a warning in `zpool status`; FAULTED and UNAVAIL fail to import as real ZFS does. */
  readonly state?: PoolState;
  /** True: imported before anything of the image runs. Default false. */
  readonly imported?: boolean;
  /**
   * Default true. `false`: no disk shows the pool (`no such pool available`). A text: every import fails with
   * `cannot import 'NAME': TEXT` on stderr and status 1 (a text that begins with `cannot import` is printed as it is).
   */
  readonly importable?: boolean | string;
  /** Eight hexadecimal digits: the pool was never exported and was last in use by the system with this hostid. */
  readonly hostid?: string;
  /** Host name that goes with `hostid`, default `localhost`. */
  readonly hostname?: string;
  /** As on a `zpool create` command line: disks, with `mirror`, `raidz1`, `raidz2`, `raidz3` before a group. Default: one disk `vda`. */
  readonly vdevs?: readonly string[];
  /** Disks of `vdevs` that are not there. */
  readonly missingVdevs?: readonly string[];
  /** Feature states that differ from the default (all enabled; `encryption` active while an encrypted dataset exists). */
  readonly features?: Readonly<Record<string, FeatureState>>;
  /** Pool properties by their native names: bootfs, cachefile, altroot, readonly, comment, listsnapshots, … */
  readonly properties?: Readonly<Record<string, string>>;
  /** Size of the pool in bytes, default 704 MiB. */
  readonly sizeBytes?: number;
}

/** One file of a dataset's content: text (bytes), a symbolic link, an explicit directory, or the material of a named key. */
export type FileEntry =
  | string
  | { readonly text: string; readonly mode?: number }
  | { readonly link: string }
  | { readonly key: string /** As 64 hexadecimal digits, for `keyformat=hex`. */; readonly hex?: boolean }
  | { readonly directory: true; readonly mode?: number };

/** Content by path inside the dataset, with or without a leading slash; parents are made as needed. */
export type FileTree = Readonly<Record<string, FileEntry>>;

/**
 * A dataset. Parents must be added before their children, except that a pool's root dataset is there as soon as
 * the pool is; adding it again sets its properties.
 */
export interface DatasetSpec {
  /** `pool/a/b`, or `pool/a@snapshot` for a snapshot. */
  readonly name: string;
  /** Default: `snapshot` for a name with `@`, `volume` when `volsize` is given, else `filesystem`. */
  readonly type?: 'filesystem' | 'volume' | 'snapshot';
  /** Makes missing parents too, with inherited properties, as `zfs create -p` does. Default: a missing parent is an error. */
  readonly createParents?: boolean;
  /** Native names and values as given to `zfs create -o`; user properties (with a colon) too. Encryption is inherited as ZFS does. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Name of the key material of an encryption root (`keyMaterial(key)`); default: the dataset's own name. */
  readonly key?: string;
  /** Passphrase of an encryption root with `keyformat=passphrase`. */
  readonly passphrase?: string;
  /** Content of a filesystem; replaces the default tree. */
  readonly files?: FileTree;
  /** Holds an installed system whatever its mountpoint, unless `files` says what it holds. */
  readonly isRoot?: boolean;
  /** Content of a volume, such as a LUKS header. Default empty. */
  readonly content?: Content;
}

/** A complaint about a specification: which of its keys, and what is wrong with it. The caller knows the file and line. */
export interface LayoutError {
  /** Path inside the specification, such as `['properties', 'canmount']`; empty for the whole of it. */
  readonly at: readonly string[];
  readonly message: string;
  readonly remedy?: string;
}
