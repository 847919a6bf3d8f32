/** Making and destroying pools by command (zpool-create(8), zpool-destroy(8)). */
import { Dataset, withDescendants } from './dataset.ts';
import type { EncryptionPlan } from './encryption.ts';
import { EMPTY_TREE } from './file-tree.ts';
import { exportPool } from './import-export.ts';
import { stableGuid } from './key-material.ts';
import type { FeatureState } from './layout.ts';
import { newDataset } from './new-dataset.ts';
import { Pool } from './pool.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import type { VdevGroup } from './vdevs.ts';
import type { ZfsModel } from './zfs-model.ts';

export interface PoolRequest {
  readonly name: string;
  readonly vdevs: readonly VdevGroup[];
  readonly features: ReadonlyMap<string, FeatureState>;
  /** Pool properties. */
  readonly settings: Readonly<Record<string, string>>;
  /** Properties of the root dataset. */
  readonly properties: Readonly<Record<string, string>>;
  readonly plan: EncryptionPlan;
  readonly secret: string;
  /** Who makes it. */
  readonly user: Pool['user'];
}

/** A new, imported pool. Pools that had the disks before are gone. The text of the Refusal follows `cannot create 'NAME': `. */
export function createPool(zfs: ZfsModel, request: PoolRequest, pid: number): Pool | Refusal {
  const { name, vdevs } = request;
  const disks = new Set(vdevs.flatMap((g) => g.disks));
  const pool = new Pool(name, stableGuid(`pool ${name} ${zfs.made++}`), 'ONLINE');
  pool.vdevs = vdevs;
  pool.followsLabels = true;
  pool.user = request.user;
  for (const [feature, state] of request.features) pool.features.set(feature, state);
  for (const [property, value] of Object.entries(request.settings)) {
    (property === 'altroot' || property === 'readonly' || property === 'cachefile'
      ? pool.temporary
      : pool.properties
    ).set(property, value);
  }
  const root = new Dataset({
    name,
    type: 'filesystem',
    pool,
    parent: undefined,
    guid: stableGuid(`dataset ${name} ${pool.guid}`),
    createtxg: pool.nextTransaction(),
    createdAtUs: zfs.host.kernel.clock.nowUs,
  });
  pool.datasets.set(name, root);
  const made = newDataset(
    zfs,
    { name, type: 'filesystem', pool, parent: undefined, properties: request.properties },
    request.plan,
    request.secret,
  );
  if (isRefusal(made)) return made;
  made.attach();
  root.tree = EMPTY_TREE;
  const overwritten = zfs.allPools.filter((p) => !p.imported && p.vdevs.some((g) => g.disks.some((d) => disks.has(d))));
  for (const old of overwritten) zfs.allPools.splice(zfs.allPools.indexOf(old), 1);
  zfs.allPools.push(pool);
  zfs.setImported(pool, true);
  zfs.host.trace.add(pid, { kind: 'dataset.created', dataset: name });
  zfs.host.trace.add(pid, { kind: 'pool.imported', pool: name });
  zfs.host.kernel.changed();
  return pool;
}

/** Unmounts and forgets a pool with everything in it. The text of the Refusal is a whole line. */
export function destroyPool(zfs: ZfsModel, pool: Pool, pid: number): Refusal | undefined {
  const names = [...withDescendants(pool.root)].map((d) => d.name);
  const refused = exportPool(zfs, pool, { force: true }, pid);
  if (refused) return refused;
  zfs.allPools.splice(zfs.allPools.indexOf(pool), 1);
  for (const dataset of names.reverse()) zfs.host.trace.add(pid, { kind: 'dataset.destroyed', dataset });
  return undefined;
}
