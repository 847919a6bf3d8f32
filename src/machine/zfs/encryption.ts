/** Which encryption a new dataset gets, and loading and unloading of wrapping keys (zfs-load-key(8), libzfs_crypto). */
import type { Dataset } from './dataset.ts';
import { featureState } from './pool-properties.ts';
import { Refusal } from './refusal.ts';

const RAW_BYTES = 32;
const LEAST_PASSPHRASE = 8;
const LONGEST_PASSPHRASE = 512;
export const DEFAULT_ITERATIONS = 350_000;

export type KeyFormat = 'raw' | 'hex' | 'passphrase';

/** What is asked for when a dataset is made. */
export interface EncryptionRequest {
  readonly encryption?: string | undefined;
  readonly keyformat?: string | undefined;
  readonly keylocation?: string | undefined;
  readonly pbkdf2iters?: string | undefined;
}

/** What it gets: nothing, its parent's key, or a key of its own that has to be provided. */
export type EncryptionPlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'inherited'; readonly cipher: string }
  | {
      readonly kind: 'root';
      readonly cipher: string;
      readonly format: KeyFormat;
      readonly location: string;
      readonly iterations: number;
    };

/** Decides by zfs_crypto_create's rules. `parent` is undefined for a new pool's root dataset. */
export function planEncryption(
  request: EncryptionRequest,
  parent: Dataset | undefined,
  featureDisabled: boolean,
): EncryptionPlan | Refusal {
  const { encryption, keyformat, keylocation, pbkdf2iters } = request;
  const asked =
    encryption !== undefined || keyformat !== undefined || keylocation !== undefined || pbkdf2iters !== undefined;
  if (asked && featureDisabled) {
    if (encryption === 'off' && keyformat === undefined && keylocation === undefined) return { kind: 'none' };
    return new Refusal('Encryption feature not enabled.');
  }
  if (!asked) return parent?.cipher === undefined ? { kind: 'none' } : { kind: 'inherited', cipher: parent.cipher };

  const own = encryption === undefined ? undefined : encryption === 'on' ? 'aes-256-gcm' : encryption;
  const cipher = own === 'off' ? undefined : (own ?? parent?.cipher);
  const keyed =
    (keyformat !== undefined && keyformat !== 'none') ||
    (keylocation !== undefined && keylocation !== 'none') ||
    pbkdf2iters !== undefined;
  if (cipher === undefined) {
    return keyed ? new Refusal('Encryption must be turned on to set encryption properties.') : { kind: 'none' };
  }
  if (keyformat === undefined || keyformat === 'none') {
    if (parent?.cipher === undefined || keylocation !== undefined)
      return new Refusal('Keyformat required for new encryption root.');
    return { kind: 'inherited', cipher };
  }
  if (pbkdf2iters !== undefined && keyformat !== 'passphrase')
    return new Refusal('PBKDF2 iterations may only be set with passphrase keyformat');
  const iterations = keyformat === 'passphrase' ? Number(pbkdf2iters ?? DEFAULT_ITERATIONS) : 0;
  return { kind: 'root', cipher, format: keyformat as KeyFormat, location: keylocation ?? 'prompt', iterations };
}

/**
 * The secret in what was read from a key's location: a line for `hex` and `passphrase`, at most 33 bytes for `raw`.
 * A Refusal's text is what follows `Key load error: `.
 */
export function checkKey(format: KeyFormat, material: string): string | Refusal {
  const line = /^[^\n]*/.exec(material)![0];
  switch (format) {
    case 'raw':
      if (material.length < RAW_BYTES) return new Refusal(`Raw key too short (expected ${RAW_BYTES}).`);
      if (material.length > RAW_BYTES) return new Refusal(`Raw key too long (expected ${RAW_BYTES}).`);
      return material;
    case 'hex':
      if (line.length < RAW_BYTES * 2) return new Refusal(`Hex key too short (expected ${RAW_BYTES * 2}).`);
      if (line.length > RAW_BYTES * 2) return new Refusal(`Hex key too long (expected ${RAW_BYTES * 2}).`);
      if (!/^[0-9a-fA-F]*$/.test(line)) return new Refusal('Invalid hex character detected.');
      return line.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
    case 'passphrase':
      if (line.length > LONGEST_PASSPHRASE) return new Refusal(`Passphrase too long (max ${LONGEST_PASSPHRASE}).`);
      if (line.length < LEAST_PASSPHRASE) return new Refusal(`Passphrase too short (min ${LEAST_PASSPHRASE}).`);
      return line;
  }
}

/** What stands in the way before a key is even looked at; undefined: go on and read it. */
export function loadKeyObstacle(dataset: Dataset, verifyOnly: boolean): Refusal | undefined {
  const obstacle = rootObstacle(dataset, 'loaded');
  if (obstacle) return obstacle;
  return !verifyOnly && dataset.wrapping!.loaded ? new Refusal(`Key already loaded for '${dataset.name}'.`) : undefined;
}

export function unloadKeyObstacle(dataset: Dataset, busy: boolean): Refusal | undefined {
  const obstacle = rootObstacle(dataset, 'unloaded');
  if (obstacle) return obstacle;
  if (!dataset.wrapping!.loaded) return new Refusal(`Key already unloaded for '${dataset.name}'.`);
  return busy ? new Refusal(`'${dataset.name}' is busy.`, { kind: 'busy', path: dataset.name }) : undefined;
}

function rootObstacle(dataset: Dataset, what: 'loaded' | 'unloaded'): Refusal | undefined {
  if (featureState(dataset.pool, 'encryption') === 'disabled') return new Refusal('Encryption feature not enabled.');
  if (dataset.cipher === undefined) return new Refusal(`'${dataset.name}' is not encrypted.`);
  const root = dataset.encryptionRoot!;
  if (root !== dataset)
    return new Refusal(`Keys must be ${what} for encryption root of '${dataset.name}' (${root.name}).`);
  return undefined;
}

/** Everything under the same wrapping key, the root first. */
export function* underSameKey(root: Dataset): Generator<Dataset, void> {
  yield root;
  for (const dataset of root.pool.datasets.values())
    if (
      dataset !== root &&
      (dataset.type === 'filesystem' || dataset.type === 'volume') &&
      dataset.encryptionRoot === root
    )
      yield dataset;
}
