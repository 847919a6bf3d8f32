/** Lays out pools and datasets from their declarative description, with complaints instead of guesses. */
import { Dataset } from './dataset.ts';
import { addSnapshot } from './dataset-operations.ts';
import { checkKey, planEncryption } from './encryption.ts';
import { ROOT_TREE, treeOf } from './file-tree.ts';
import { keyMaterial, stableGuid } from './key-material.ts';
import type { DatasetSpec, LayoutError, PoolSpec } from './layout.ts';
import { datasetNameError, parentOf, poolNameError, poolOf } from './names.ts';
import { NATIVE_PROPERTIES } from './native-properties.ts';
import { type DatasetRequest, newDataset } from './new-dataset.ts';
import { Pool } from './pool.ts';
import { POOL_FEATURES, poolProperty, poolPropertyWords } from './pool-properties.ts';
import { isKeylocation } from './property-check.ts';
import { isRefusal } from './refusal.ts';
import { parseVdevs } from './vdevs.ts';
import type { ZfsModel } from './zfs-model.ts';

/** What a keystore has on Ubuntu: 20 MiB. */
const DEFAULT_VOLSIZE = '20M';

export function addPool(zfs: ZfsModel, spec: PoolSpec): readonly LayoutError[] {
  const errors: LayoutError[] = [];
  const nameError = poolNameError(spec.name, true);
  if (nameError !== undefined) errors.push({ at: [], message: `pool ${spec.name}: ${nameError}` });
  if (zfs.allPools.some((p) => p.name === spec.name))
    errors.push({ at: [], message: `pool ${spec.name} is there already` });
  for (const [name, value] of Object.entries(spec.properties ?? {}))
    errors.push(...poolPropertyErrors(spec, name, value));
  for (const [feature] of Object.entries(spec.features ?? {})) {
    if (!POOL_FEATURES.includes(feature))
      errors.push({
        at: ['features', feature],
        message: `unknown pool feature ${feature}`,
        remedy: 'See zpool-features(7).',
      });
  }
  if (spec.hostid !== undefined && !/^[0-9a-fA-F]{8}$/.test(spec.hostid)) {
    errors.push({ at: ['hostid'], message: `expected eight hexadecimal digits, found ${spec.hostid}` });
  }
  const vdevs = parseVdevs(spec.vdevs ?? ['vda']);
  if (typeof vdevs === 'string') errors.push({ at: ['vdevs'], message: vdevs });
  const disks = new Set(typeof vdevs === 'string' ? [] : vdevs.flatMap((g) => g.disks));
  const missing = (spec.missingVdevs ?? []).map((d) => d.replace(/^\/dev\//, ''));
  for (const disk of missing) {
    if (!disks.has(disk))
      errors.push({
        at: ['missing'],
        message: `${disk} is no disk of ${spec.name}`,
        remedy: `Its disks: ${[...disks].join(', ')}.`,
      });
  }
  if (spec.imported === true && (spec.importable === false || typeof spec.importable === 'string')) {
    errors.push({ at: ['imported'], message: 'a pool that cannot be imported cannot be imported already' });
  }
  if (errors.length > 0 || typeof vdevs === 'string') return errors;

  const pool = new Pool(spec.name, stableGuid(`pool ${spec.name} ${zfs.made++}`), spec.state ?? 'ONLINE');
  pool.importable = spec.importable ?? true;
  if (typeof pool.importable === 'string') pool.importable = pool.importable.replace(/^cannot import '[^']*': /, '');
  if (spec.hostid !== undefined)
    pool.lastUser = { hostid: spec.hostid.toLowerCase(), hostname: spec.hostname ?? 'localhost' };
  pool.vdevs = vdevs;
  for (const disk of missing) pool.missing.add(disk);
  for (const [feature, state] of Object.entries(spec.features ?? {})) pool.features.set(feature, state);
  for (const [name, value] of Object.entries(spec.properties ?? {})) {
    (name === 'altroot' || name === 'readonly' ? pool.temporary : pool.properties).set(name, value);
  }
  if (spec.sizeBytes !== undefined) pool.sizeBytes = spec.sizeBytes;
  const root = new Dataset({
    name: spec.name,
    type: 'filesystem',
    pool,
    parent: undefined,
    guid: stableGuid(`dataset ${spec.name}`),
    createtxg: pool.nextTransaction(),
    createdAtUs: zfs.host.kernel.clock.nowUs,
  });
  pool.datasets.set(spec.name, root);
  zfs.allPools.push(pool);
  if (spec.imported === true) {
    zfs.loadModule();
    zfs.setImported(pool, true);
  }
  return [];
}

function poolPropertyErrors(spec: PoolSpec, name: string, value: string): LayoutError[] {
  const property = poolProperty(name);
  const at = ['properties', name];
  if (!property || property.name !== name)
    return [{ at, message: `unknown pool property ${name}`, remedy: 'See zpoolprops(7).' }];
  if (!property.settable) return [{ at, message: `the pool property ${name} cannot be set` }];
  const words = poolPropertyWords(property);
  if (words && !words.includes(value))
    return [{ at, message: `${name}: expected one of ${words.join(', ')}, found ${value}` }];
  if (name === 'bootfs' && value !== '' && poolOf(value) !== spec.name) {
    return [{ at, message: `bootfs ${value} is not in pool ${spec.name}`, remedy: `Name a dataset of ${spec.name}.` }];
  }
  return [];
}

export function addDataset(zfs: ZfsModel, spec: DatasetSpec): readonly LayoutError[] {
  const type =
    spec.type ??
    (spec.name.includes('@') ? 'snapshot' : spec.properties?.volsize !== undefined ? 'volume' : 'filesystem');
  const nameError = datasetNameError(spec.name, type === 'snapshot' ? ['snapshot'] : ['filesystem', 'volume'], true);
  if (nameError !== undefined) return [{ at: [], message: `dataset ${spec.name}: ${nameError}` }];
  const pool = zfs.allPools.find((p) => p.name === poolOf(spec.name));
  if (!pool)
    return [
      {
        at: [],
        message: `dataset ${spec.name}: there is no pool ${poolOf(spec.name)}`,
        remedy: `Add ${poolOf(spec.name)} under pools.`,
      },
    ];
  const parentName = type === 'snapshot' ? spec.name.slice(0, spec.name.indexOf('@')) : parentOf(spec.name);
  if (parentName !== undefined && spec.createParents === true && !pool.datasets.has(parentName)) {
    const problems = addDataset(zfs, { name: parentName, createParents: true });
    if (problems.length > 0) return problems;
  }
  const parent = parentName === undefined ? undefined : pool.datasets.get(parentName);
  if (parentName !== undefined && !parent) {
    return [
      {
        at: [],
        message: `dataset ${spec.name}: its parent ${parentName} is not there`,
        remedy: `Add ${parentName} as well.`,
      },
    ];
  }
  if (parent?.type === 'volume' && type !== 'snapshot')
    return [
      {
        at: [],
        message: `dataset ${spec.name}: its parent ${parentName} is a volume`,
        remedy: 'Only filesystems have datasets below them.',
      },
    ];
  const isRoot = parentName === undefined;
  if (!isRoot && pool.datasets.has(spec.name)) return [{ at: [], message: `dataset ${spec.name} is there already` }];
  if (isRoot && type === 'volume')
    return [{ at: ['type'], message: `${spec.name} is a pool's root dataset, which is a filesystem` }];

  const properties: Record<string, string> = { ...spec.properties };
  if (type === 'volume') properties.volsize ??= DEFAULT_VOLSIZE;
  const errors: LayoutError[] = [];
  if (type === 'snapshot' && Object.keys(properties).some((p) => !p.includes(':'))) {
    errors.push({ at: ['properties'], message: 'a snapshot takes its properties from its dataset' });
  }
  if (spec.content && type !== 'volume')
    errors.push({
      at: ['luks'],
      message: `${spec.name} is a ${type}; only a volume holds LUKS`,
      remedy: 'Add `type: volume`.',
    });
  if (spec.files && type !== 'filesystem')
    errors.push({ at: ['files'], message: `${spec.name} is a ${type}; only a filesystem holds files` });
  const { keylocation } = properties;
  if (keylocation === 'none' && (properties.keyformat ?? 'none') !== 'none')
    errors.push({
      at: ['properties', 'keylocation'],
      message: `dataset ${spec.name}: an encryption root has a keylocation, which is not none`,
      remedy: 'Use prompt, file:///PATH, https://… or http://…',
    });
  if (keylocation !== undefined && keylocation !== 'none' && !isKeylocation(keylocation)) {
    errors.push({
      at: ['properties', 'keylocation'],
      message: `keylocation: expected prompt, file:///PATH, https://… or http://…, found ${keylocation}`,
    });
  }
  const request: DatasetRequest = {
    name: spec.name,
    type,
    pool,
    parent: type === 'snapshot' ? undefined : parent,
    properties,
  };
  if (type === 'snapshot') {
    if (errors.length > 0) return errors;
    const snapshot = addSnapshot(zfs, parent!, spec.name.slice(spec.name.indexOf('@') + 1));
    for (const [name, value] of Object.entries(properties)) snapshot.local.set(name, value);
    return [];
  }
  const plan = planEncryption(properties, parent, pool.features.get('encryption') === 'disabled');
  if (isRefusal(plan)) {
    errors.push({
      at: ['properties', 'encryption'],
      message: `dataset ${spec.name}: ${plan.text}`,
      remedy: 'An encryption root needs encryption and keyformat; its children inherit both.',
    });
    return errors;
  }
  const secret = rootSecret(spec, plan.kind === 'root' ? plan.format : undefined, errors);
  const made = newDataset(zfs, request, plan, secret);
  if (isRefusal(made)) {
    errors.push({ at: propertyNamed(made.text), message: `dataset ${spec.name}: ${made.text}` });
    return errors;
  }
  if (errors.length > 0) return errors;
  made.attach();
  const dataset = pool.datasets.get(spec.name)!;
  if (dataset.wrapping) dataset.wrapping.loaded = false;
  if (spec.files) dataset.tree = treeOf(spec.files);
  else if (spec.isRoot && type === 'filesystem') dataset.tree = ROOT_TREE;
  if (spec.content) dataset.content = spec.content;
  if (pool.imported) zfs.volumes.appear([dataset], 0);
  return [];
}

/** What the key of a new encryption root is, with complaints where the description does not say. */
function rootSecret(
  spec: DatasetSpec,
  format: 'raw' | 'hex' | 'passphrase' | undefined,
  errors: LayoutError[],
): string {
  if (format === undefined) {
    for (const field of ['key', 'passphrase'] as const) {
      if (spec[field] === undefined) continue;
      errors.push({
        at: [field],
        message: `dataset ${spec.name} has a ${field} but is no encryption root`,
        remedy: 'Give it `encryption` and `keyformat`, or move the key to its encryption root.',
      });
    }
    return '';
  }
  if (format !== 'passphrase') {
    if (spec.passphrase !== undefined)
      errors.push({
        at: ['passphrase'],
        message: `keyformat=${format} has no passphrase`,
        remedy: 'Use `key: NAME`, or keyformat=passphrase.',
      });
    if (spec.key === undefined)
      errors.push({
        at: ['key'],
        message: `encryption root ${spec.name} has no key`,
        remedy: 'Add `key: NAME`; a file `{ key: NAME }` then holds the same key.',
      });
    return keyMaterial(spec.key ?? spec.name);
  }
  if (spec.passphrase === undefined) {
    errors.push({
      at: ['passphrase'],
      message: `encryption root ${spec.name} has no passphrase`,
      remedy: 'Add `passphrase: TEXT`.',
    });
    return 'no passphrase';
  }
  const checked = checkKey('passphrase', spec.passphrase);
  if (isRefusal(checked)) errors.push({ at: ['passphrase'], message: checked.text });
  return spec.passphrase;
}

/** The property that libzfs's complaint speaks of, for a position. */
function propertyNamed(text: string): readonly string[] {
  const [, name] = /'([^']+)'/.exec(text) ?? [];
  return name !== undefined && NATIVE_PROPERTIES.some((p) => p.name === name)
    ? ['properties', name]
    : /property '([^']+)'/.exec(text)
      ? ['properties', name!]
      : [];
}
