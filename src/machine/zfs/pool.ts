/** One pool: its disks, features and properties, and the index of its datasets. */
import type { Dataset } from './dataset.ts';
import type { FeatureState, PoolState } from './layout.ts';
import type { VdevGroup } from './vdevs.ts';

export class Pool {
  /** Changes when it is imported under a new name. */
  name: string;
  readonly guid: bigint;
  /** The state an import finds it in. */
  state: PoolState;
  /** In use by this machine. */
  imported = false;
  /** False: no disk shows it. A text: why every import fails. */
  importable: boolean | string = true;
  /** Who used it last without exporting it. */
  lastUser: { readonly hostid: string; readonly hostname: string } | undefined;
  /** Who uses it while it is imported, as its labels say; undefined for a system without a hostid. */
  user: Pool['lastUser'];
  vdevs: readonly VdevGroup[] = [];
  /** Its missing disks follow from the labels on the machine's disks; else from its description. */
  followsLabels = false;
  /** Names of disks that are gone. */
  readonly missing = new Set<string>();
  /** Names of disks that were taken offline (`zpool offline`). */
  readonly offline = new Set<string>();
  readonly features = new Map<string, FeatureState>();
  /** Pool properties that were set, by native name. */
  readonly properties = new Map<string, string>();
  /** Properties of this import only (altroot, readonly, cachefile=none): forgotten on export. */
  readonly temporary = new Map<string, string>();
  sizeBytes = 704 * 1024 * 1024;
  /** Every dataset and snapshot by name. */
  readonly datasets = new Map<string, Dataset>();
  /** The cache file that lists it, if any. */
  cachefile: string | undefined;
  /** The last scrub or resilver, which ended as soon as it had begun. */
  scan: { readonly kind: 'scrub' | 'resilver'; readonly endedAtUs: number } | undefined;
  /** Commands that changed it, as `zpool history` shows them; undefined for a pool that a layout describes. */
  history: readonly { readonly atUs: number; readonly command: string }[] | undefined;
  /** Counts changes of any kind; what is computed from the datasets is good for one version. */
  version = 0;
  #transaction = 0;

  constructor(name: string, guid: bigint, state: PoolState) {
    this.name = name;
    this.guid = guid;
    this.state = state;
  }

  /** The pool's root dataset. */
  get root(): Dataset {
    const root = this.datasets.get(this.name);
    if (!root) throw new Error(`pool ${this.name} has no root dataset`);
    return root;
  }

  /** Number of the next transaction group that changes something. */
  nextTransaction(): number {
    this.version += 1;
    this.#transaction += 1;
    return this.#transaction;
  }

  /** The transaction group that last changed something. */
  get transaction(): number {
    return this.#transaction;
  }

  /** Transaction groups go on where another pool's are. */
  continueFrom(other: Pool): void {
    this.version += 1;
    this.#transaction = other.#transaction;
  }

  /** Disks that do not take part, for one reason or another. */
  get lacking(): ReadonlySet<string> {
    return this.offline.size === 0 ? this.missing : new Set([...this.missing, ...this.offline]);
  }

  property(name: string): string | undefined {
    return this.temporary.get(name) ?? this.properties.get(name);
  }
}
