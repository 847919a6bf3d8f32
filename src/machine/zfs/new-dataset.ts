/** Making filesystems and volumes: checks the properties as libzfs does, then builds the dataset. */
import { Dataset } from './dataset.ts';
import type { EncryptionPlan } from './encryption.ts';
import { stableGuid } from './key-material.ts';
import { nativeProperty } from './native-properties.ts';
import type { Pool } from './pool.ts';
import { checkProperty } from './property-check.ts';
import { effective } from './property-value.ts';
import { Refusal } from './refusal.ts';
import { parseSize } from './size-format.ts';
import { volumeReservation } from './space.ts';
import type { ZfsModel } from './zfs-model.ts';

export interface DatasetRequest {
  readonly name: string;
  readonly type: 'filesystem' | 'volume' | 'snapshot';
  readonly pool: Pool;
  readonly parent: Dataset | undefined;
  readonly properties: Readonly<Record<string, string>>;
  /** A volume without a reservation (`zfs create -s`). */
  readonly sparse?: boolean;
}

/** A dataset that is ready but not yet in its pool. */
export interface NewDataset {
  /** Puts it into its pool and gives it back. For a pool's root dataset: sets its properties. */
  readonly attach: () => Dataset;
}

const OF_ENCRYPTION = new Set(['encryption', 'keyformat', 'pbkdf2iters', 'keylocation']);

/** `secret` is the key of a new encryption root. The text of the Refusal follows `cannot create 'NAME': `. */
export function newDataset(
  zfs: ZfsModel,
  request: DatasetRequest,
  plan: EncryptionPlan,
  secret: string,
): NewDataset | Refusal {
  const stored = new Map<string, string>();
  for (const [name, value] of Object.entries(request.properties)) {
    const checked = checkProperty(name, value, request.type, true);
    if ('error' in checked) return new Refusal(checked.error);
    if (!OF_ENCRYPTION.has(name)) stored.set(name, checked.value);
  }
  if (request.type === 'volume') {
    const problem = sizeVolume(stored, request);
    if (problem) return problem;
  }
  const { pool, parent } = request;
  const root = parent === undefined ? pool.datasets.get(request.name) : undefined;
  const attach = (): Dataset => {
    const dataset =
      root ??
      new Dataset({
        name: request.name,
        type: request.type,
        pool,
        parent,
        guid: stableGuid(`dataset ${request.name} ${pool.datasets.size}`),
        createtxg: pool.nextTransaction(),
        createdAtUs: zfs.host.kernel.clock.nowUs,
      });
    for (const [name, value] of stored) dataset.local.set(name, value);
    wrap(dataset, plan, secret);
    pool.datasets.set(dataset.name, dataset);
    parent?.children.add(dataset);
    pool.version += 1;
    return dataset;
  };
  return { attach };
}

function wrap(dataset: Dataset, plan: EncryptionPlan, secret: string): void {
  if (plan.kind === 'none') return;
  dataset.cipher = plan.cipher;
  if (plan.kind !== 'root') return;
  dataset.wrapping = { format: plan.format, secret, iterations: plan.iterations, loaded: true };
  dataset.local.set('keylocation', plan.location);
}

function sizeVolume(stored: Map<string, string>, request: DatasetRequest): Refusal | undefined {
  const volsize = parseSize(stored.get('volsize') ?? '');
  if (volsize === undefined) return new Refusal('missing volume size');
  const blockSize = parseSize(stored.get('volblocksize') ?? nativeProperty('volblocksize')!.default!) ?? 8192;
  if (volsize % blockSize !== 0)
    return new Refusal(`'volsize' must be a multiple of volume block size (${blockSize / 1024}K)`);
  const copies = Number(stored.get('copies') ?? (request.parent ? effective(request.parent, 'copies') : '1'));
  if (request.sparse !== true && !stored.has('refreservation'))
    stored.set('refreservation', String(volumeReservation(volsize, blockSize, copies)));
  return undefined;
}
