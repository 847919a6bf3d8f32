/** Space accounting: plausible and deterministic sizes, in bytes, with the relations that zfsprops(7) states between them. */
import type { Dataset } from './dataset.ts';
import type { Pool } from './pool.ts';
import { parseSize } from './size-format.ts';

const EMPTY = 24 * 1024;
/** Encrypted blocks keep a second copy of their metadata. */
const EMPTY_ENCRYPTED = 98 * 1024;
const EMPTY_VOLUME = 12 * 1024;
const EMPTY_ENCRYPTED_VOLUME = 51 * 1024;
/** What the pool keeps for itself, counted in its root dataset: at least this, and more for each dataset and each of their keys. */
const POOL_METADATA = 80 * 1024;
const DATASET_METADATA = 15 * 1024;
const KEY_METADATA = 15 * 1024;
/** What of it remains without compression and copies. */
const METADATA_LOGICAL_SHARE = 0.33;
/** Of a volume's blocks, those that hold data. */
const DATA_SHARE = 0.994;
const LEAST_SLOP = 128 * 1024 * 1024;

export interface Space {
  readonly used: number;
  readonly available: number;
  readonly referenced: number;
  readonly usedbydataset: number;
  readonly usedbychildren: number;
  readonly usedbyrefreservation: number;
  readonly usedbysnapshots: number;
}

/** All sizes of a dataset. */
export function spaceOf(dataset: Dataset): Space {
  const referenced = referencedBytes(dataset);
  if (dataset.type === 'snapshot' || dataset.type === 'bookmark') {
    return {
      used: 0,
      available: 0,
      referenced,
      usedbydataset: 0,
      usedbychildren: 0,
      usedbyrefreservation: 0,
      usedbysnapshots: 0,
    };
  }
  const reserve = Math.max(0, reservation(dataset) - referenced);
  return {
    used: usedBytes(dataset),
    available: availableTo(dataset, reserve),
    referenced,
    usedbydataset: referenced,
    usedbychildren: usedBytes(dataset) - referenced - reserve,
    usedbyrefreservation: reserve,
    usedbysnapshots: 0,
  };
}

/** Bytes of a pool that hold something. */
export function allocatedBytes(pool: Pool): number {
  let reserved = 0;
  for (const dataset of pool.datasets.values()) {
    if (dataset.type === 'volume') reserved += Math.max(0, reservation(dataset) - referencedBytes(dataset));
  }
  return usedBytes(pool.root) - reserved;
}

/** `refreservation` that `zfs create -V` sets: the volume and its indirect blocks (zvol_volsize_to_reservation). */
export function volumeReservation(volsize: number, blockSize: number, copies = 1): number {
  let blocks = Math.ceil(volsize / blockSize);
  let indirect = 7;
  while (blocks > 1) {
    blocks = Math.floor((blocks + 1023) / 1024);
    indirect += blocks;
  }
  return volsize * copies + indirect * Math.min(3, copies + 1) * 131072;
}

type Limit = 'refreservation' | 'reservation' | 'quota' | 'refquota';

/** A size that was set here; 0 for none. */
const limit = (dataset: Dataset, name: Limit): number => {
  const set = dataset.local.get(name);
  return set === undefined || set === 'none' ? 0 : (parseSize(set) ?? 0);
};

const reservation = (dataset: Dataset): number => limit(dataset, 'refreservation');

/** What of a dataset's reservation it has not used. */
const unusedReservation = (dataset: Dataset): number => Math.max(0, limit(dataset, 'reservation') - usedBytes(dataset));

/** What may still be written: the pool's free space as far as the quotas of the dataset and those above it allow. */
function availableTo(dataset: Dataset, reserve: number): number {
  let own = 0;
  let available = Number.POSITIVE_INFINITY;
  for (let at: Dataset | undefined = dataset; at; at = at.parent) {
    const quota = limit(at, 'quota');
    if (quota > 0) available = Math.min(available, own + Math.max(0, quota - usedBytes(at)));
    own += unusedReservation(at);
  }
  available = Math.min(available, availableBytes(dataset.pool) + own) + reserve;
  const refquota = limit(dataset, 'refquota');
  return refquota > 0 ? Math.min(available, Math.max(0, refquota - referencedBytes(dataset))) : available;
}

function referencedBytes(dataset: Dataset): number {
  if (dataset.type === 'snapshot' || dataset.type === 'bookmark') return referencedBytes(dataset.parent!);
  const encrypted = dataset.cipher !== undefined;
  if (dataset.type === 'filesystem') return encrypted ? EMPTY_ENCRYPTED : EMPTY;
  if (dataset.content.kind === 'empty') return encrypted ? EMPTY_ENCRYPTED_VOLUME : EMPTY_VOLUME;
  const volsize = Number(dataset.local.get('volsize') ?? 0);
  return Math.min(volsize, 16 * 1024 * 1024 + Math.floor(volsize / 15));
}

interface Memo {
  version: number;
  used: number;
  logical: number;
}
const memo = new WeakMap<Dataset, Memo>();

const usedBytes = (dataset: Dataset): number => tree(dataset).used;

/** `logicalreferenced`: what a dataset's blocks hold before compression and without their metadata's copies. */
export const logicalReferencedBytes = (dataset: Dataset): number =>
  dataset.type === 'volume' && dataset.content.kind !== 'empty'
    ? Math.floor(referencedBytes(dataset) * DATA_SHARE)
    : referencedBytes(dataset) / 2;

/** `logicalused`: the same with everything below. */
export const logicalUsedBytes = (dataset: Dataset): number =>
  dataset.type === 'snapshot' || dataset.type === 'bookmark' ? 0 : tree(dataset).logical;

function metadataBytes(pool: Pool): number {
  let bytes = POOL_METADATA;
  for (const { cipher, type } of pool.datasets.values())
    if (type === 'filesystem' || type === 'volume')
      bytes += DATASET_METADATA + (cipher === undefined ? 0 : KEY_METADATA);
  return bytes;
}

/** Remembered until the pool changes, so that listing thousands of datasets walks the tree once. */
function tree(dataset: Dataset): Memo {
  const known = memo.get(dataset);
  if (known && known.version === dataset.pool.version) return known;
  const metadata = dataset.parent === undefined ? metadataBytes(dataset.pool) : 0;
  let used = Math.max(referencedBytes(dataset), reservation(dataset)) + metadata;
  let logical = logicalReferencedBytes(dataset) + Math.floor(metadata * METADATA_LOGICAL_SHARE);
  for (const child of dataset.children) {
    const below = tree(child);
    used += Math.max(below.used, limit(child, 'reservation'));
    logical += below.logical;
  }
  const made = { version: dataset.pool.version, used, logical };
  memo.set(dataset, made);
  return made;
}

const availableBytes = (pool: Pool): number =>
  Math.max(0, pool.sizeBytes - Math.max(LEAST_SLOP, Math.floor(pool.sizeBytes / 32)) - usedBytes(pool.root));
