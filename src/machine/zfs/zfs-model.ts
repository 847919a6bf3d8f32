/** The ZFS of the machine: every pool on its disks, the datasets of the imported ones, keys and mounts. */
import type { Machine } from '../machine.ts';
import { addDataset, addPool } from './add-layout.ts';
import { makeControlNode } from './control-node.ts';
import { compareDatasets, type Dataset, withDescendants } from './dataset.ts';
import { DatasetContent } from './dataset-content.ts';
import { checkKey, type KeyFormat, underSameKey, unloadKeyObstacle } from './encryption.ts';
import { type ExportOptions, exportPool, type ImportOptions, importPool } from './import-export.ts';
import type { DatasetSpec, LayoutError, PoolSpec } from './layout.ts';
import { MountedDatasets } from './mounted-datasets.ts';
import { poolOf } from './names.ts';
import type { Pool } from './pool.ts';
import { followLabels } from './pool-labels.ts';
import type { PropertyContext } from './property-value.ts';
import { isRefusal, Refusal } from './refusal.ts';
import { Volumes } from './volumes.ts';
import type { WebServer } from './web-servers.ts';

/** The parts of the machine that ZFS works on. */
export type ZfsHost = Pick<Machine, 'kernel' | 'vfs' | 'trace' | 'block' | 'udev'>;

export interface ZfsTiming {
  /** How long importing one pool takes. */
  readonly poolImportUs: number;
  /** From a volume's device node to its link under `/dev/zvol`. */
  readonly zvolLinkUs: number;
  /** Seconds since the epoch at power-on, for `creation`. */
  readonly powerOnSeconds: number;
}

export const DEFAULT_ZFS_TIMING: ZfsTiming = {
  poolImportUs: 80_000,
  zvolLinkUs: 150_000,
  powerOnSeconds: 1_767_225_600,
};

export class ZfsModel {
  readonly host: ZfsHost;
  readonly timing: ZfsTiming;
  readonly volumes: Volumes;
  readonly mounts: MountedDatasets;
  readonly content: DatasetContent;
  /** Every pool on the machine's disks, imported or not, in the order they were made. Two exported pools may share a name. */
  readonly allPools: Pool[] = [];
  readonly webServers: WebServer[] = [];
  /** How many pools were ever made: tells those of the same name apart. */
  made = 0;
  readonly #imported = new Map<string, Pool>();
  #moduleLoaded = false;

  constructor(host: ZfsHost, timing: Partial<ZfsTiming> = {}) {
    this.host = host;
    this.timing = { ...DEFAULT_ZFS_TIMING, ...timing };
    followLabels(this);
    this.volumes = new Volumes(host);
    this.content = new DatasetContent(host);
    this.mounts = new MountedDatasets(host, this.content);
    this.properties = {
      mountOptions: (dataset) => this.mounts.options(dataset),
      powerOnSeconds: this.timing.powerOnSeconds,
    };
  }

  // the kernel module

  /** The `zfs` kernel module is in; without it every tool refuses to work. */
  get moduleLoaded(): boolean {
    return this.#moduleLoaded;
  }

  /** What `modprobe zfs` does: `/dev/zfs` appears. Harmless the second time. */
  loadModule(): void {
    if (this.#moduleLoaded) return;
    this.#moduleLoaded = true;
    makeControlNode(this.host);
    this.host.kernel.changed();
  }

  // layout before power-on

  /** Puts a pool on the machine's disks. The complaints say what is wrong; then nothing was added. */
  addPool(spec: PoolSpec): readonly LayoutError[] {
    return addPool(this, spec);
  }

  /** Adds a dataset; its parent has to be there. The complaints say what is wrong; then nothing was added. */
  addDataset(spec: DatasetSpec): readonly LayoutError[] {
    return addDataset(this, spec);
  }

  // looking up

  /** Imported pools by name, byte by byte. */
  get pools(): readonly Pool[] {
    return [...this.#imported.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** An imported pool. */
  pool(name: string): Pool | undefined {
    return this.#imported.get(name);
  }

  /** A dataset or snapshot of an imported pool. */
  dataset(name: string): Dataset | undefined {
    return this.#imported.get(poolOf(name))?.datasets.get(name);
  }

  /** Pools that disks show and that are not in use here, nor are copies of one that is; in the order they were made. */
  get importable(): readonly Pool[] {
    return this.allPools.filter(
      (pool) =>
        !pool.imported &&
        pool.importable !== false &&
        !this.allPools.some((other) => other.imported && other.guid === pool.guid),
    );
  }

  /** What property values depend on. */
  readonly properties: PropertyContext;

  // pools

  /** Brings a pool into use without mounting anything: its datasets are visible, its volumes appear. Takes no time by itself. */
  importPool(pool: Pool, options: ImportOptions = {}, pid = 0): Refusal | undefined {
    return importPool(this, pool, options, pid);
  }

  /** Unmounts its datasets and takes it out of use. */
  exportPool(pool: Pool, options: ExportOptions = {}, pid = 0): Refusal | undefined {
    return exportPool(this, pool, options, pid);
  }

  /** Bookkeeping of import and export. */
  setImported(pool: Pool, imported: boolean): void {
    pool.imported = imported;
    if (imported) this.#imported.set(pool.name, pool);
    else if (this.#imported.get(pool.name) === pool) this.#imported.delete(pool.name);
  }

  // keys

  /**
   * Loads an encryption root's key from what was read at its location, or only verifies it.
   * The caller has asked `loadKeyObstacle` before. A Refusal's text follows `Key load error: `.
   */
  loadKey(root: Dataset, material: string, verifyOnly: boolean, pid: number): Refusal | undefined {
    const wrapping = root.wrapping;
    if (!wrapping) throw new Error(`${root.name} is no encryption root`);
    const secret = checkKey(wrapping.format as KeyFormat, material);
    if (isRefusal(secret)) return secret;
    if (secret !== wrapping.secret) {
      return new Refusal(`Incorrect key provided for '${root.name}'.`, {
        kind: 'key-wrong',
        encryptionRoot: root.name,
      });
    }
    if (verifyOnly) return undefined;
    wrapping.loaded = true;
    this.host.trace.add(pid, { kind: 'key.loaded', encryptionRoot: root.name });
    this.volumes.appear(withDescendants(root), this.timing.zvolLinkUs);
    this.host.kernel.changed();
    return undefined;
  }

  /** Forgets an encryption root's key; the links of all volumes below it that nobody uses go, encrypted or not, as with real ZFS. */
  unloadKey(root: Dataset, pid: number): Refusal | undefined {
    const obstacle = unloadKeyObstacle(root, root.wrapping !== undefined && this.#keyInUse(root));
    if (obstacle) return obstacle;
    root.wrapping!.loaded = false;
    this.host.trace.add(pid, { kind: 'key.unloaded', encryptionRoot: root.name });
    this.volumes.disappear(withDescendants(root));
    this.host.kernel.changed();
    return undefined;
  }

  #keyInUse(root: Dataset): boolean {
    for (const dataset of underSameKey(root)) {
      if (dataset.type === 'filesystem' && this.mounts.options(dataset) !== undefined) return true;
      if (dataset.type === 'volume' && this.volumes.inUse(dataset)) return true;
    }
    return false;
  }

  /** Datasets in the order of `zfs list`. */
  sorted(datasets: Iterable<Dataset>): Dataset[] {
    return [...datasets].sort(compareDatasets);
  }
}
