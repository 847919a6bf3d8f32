/** `zfs create` and `zfs clone` (zfs-create(8), zfs-clone(8)). */
import type { Task } from '../../kernel/task.ts';
import type { Dataset } from '../../machine/zfs/dataset.ts';
import { checkKey, planEncryption } from '../../machine/zfs/encryption.ts';
import { EMPTY_TREE } from '../../machine/zfs/file-tree.ts';
import { datasetNameError, parentOf, poolOf } from '../../machine/zfs/names.ts';
import { newDataset } from '../../machine/zfs/new-dataset.ts';
import { checkProperty } from '../../machine/zfs/property-check.ts';
import { effective } from '../../machine/zfs/property-value.ts';
import { isRefusal } from '../../machine/zfs/refusal.ts';
import { parseAssignments } from './assignments.ts';
import type { Call, Subcommand } from './call.ts';
import { readKey } from './key-source.ts';
import { openDataset } from './open-dataset.ts';
import { PROPERTY_HINT } from './property-usage.ts';

export const zfsCreate: Subcommand = {
  names: ['create'],
  options: 'b:no:pPsV:uv',
  usageTail: () => PROPERTY_HINT,
  *run(call) {
    for (const option of ['n', 'P', 'v']) if (call.has(option)) return call.unsupported(`create -${option}`);
    const settings = parseAssignments(call.values('o'));
    if (typeof settings === 'string') return call.usage(settings);
    const volsize = call.value('V');
    const [name, ...rest] = call.operands;
    if (name === undefined) return call.usage(`missing ${volsize === undefined ? 'filesystem' : 'volume'} argument`);
    if (rest.length > 0) return call.usage('too many arguments');
    const properties: Record<string, string> = Object.fromEntries(settings);
    if (volsize !== undefined) properties.volsize = volsize;
    const blocksize = call.value('b');
    if (blocksize !== undefined) properties.volblocksize = blocksize;
    const malformed = datasetNameError(name, ['filesystem', 'volume'], true);
    if (malformed !== undefined) return call.cannot('create', name, malformed);
    if (call.has('p') && call.zfs.dataset(name)) return 0;
    const parent = call.has('p') ? makeParents(call, name) : existingParent(call, 'create', name);
    if (typeof parent === 'number') return parent;
    return yield* create(call, name, parent, properties, volsize !== undefined);
  },
};

function* create(
  call: Call,
  name: string,
  parent: Dataset,
  properties: Readonly<Record<string, string>>,
  volume: boolean,
): Task<number> {
  const { zfs } = call;
  if (zfs.dataset(name)) return call.cannot('create', name, 'dataset already exists');
  const { pool } = parent;
  const type = volume ? 'volume' : 'filesystem';
  for (const [property, value] of Object.entries(properties)) {
    const checked = checkProperty(property, value, type, true);
    if ('error' in checked) return call.cannot('create', name, checked.error);
  }
  const plan = planEncryption(properties, parent, pool.features.get('encryption') === 'disabled');
  if (isRefusal(plan)) return call.refused(`cannot create '${name}'`, plan);
  let secret = '';
  if (plan.kind === 'root') {
    const key = yield* readKey(call, { format: plan.format, location: plan.location, dataset: name, fresh: true });
    if (isRefusal(key)) return call.refused(`cannot create '${name}'`, key);
    const checked = checkKey(plan.format, key.material);
    if (isRefusal(checked)) return call.refused(`cannot create '${name}'`, checked);
    secret = checked;
  } else if (plan.kind === 'inherited' && !parent.readable) {
    const root = parent.encryptionRoot!.name;
    return call.cannot('create', name, "encryption root's key is not loaded or provided", {
      kind: 'key-unavailable',
      dataset: name,
      encryptionRoot: root,
    });
  }
  const made = newDataset(zfs, { name, type, pool, parent, properties, sparse: call.has('s') }, plan, secret);
  if (isRefusal(made)) return call.refused(`cannot create '${name}'`, made);
  const dataset = made.attach();
  dataset.tree = EMPTY_TREE;
  call.m.trace.add(call.p.pid, { kind: 'dataset.created', dataset: name });
  zfs.host.kernel.changed();
  if (volume) zfs.volumes.appear([dataset], zfs.timing.zvolLinkUs);
  else if (!call.has('u') && effective(dataset, 'canmount') === 'on') {
    const refused = zfs.mounts.mountAtProperty(dataset, call.p.pid);
    if (refused) {
      call.warn(`filesystem successfully created, but not mounted\n`);
      return 1;
    }
  }
  return 0;
}

/** The dataset that will hold a new one; a number is the status after the complaint. */
function existingParent(call: Call, what: string, name: string): Dataset | number {
  const parentName = parentOf(name);
  if (parentName === undefined) return call.cannot(what, name, `missing dataset name`);
  if (!call.zfs.pool(poolOf(name))) {
    return call.cannot(what, name, `no such pool '${poolOf(name)}'`, { kind: 'pool-missing', pool: poolOf(name) });
  }
  const parent = call.zfs.dataset(parentName);
  if (!parent)
    return call.cannot(what, name, 'parent does not exist', { kind: 'dataset-missing', dataset: parentName });
  if (parent.type !== 'filesystem') return call.cannot(what, name, 'parent is not a filesystem');
  return parent;
}

/** The dataset that holds a name, made with those above it that are missing; a number is the status after the complaint. */
export function makeParents(call: Call, name: string): Dataset | number {
  const parentName = parentOf(name);
  const parent = parentName === undefined ? undefined : call.zfs.dataset(parentName);
  if (parentName === undefined || parent || parentOf(parentName) === undefined)
    return existingParent(call, 'create', name);
  const above = makeParents(call, parentName);
  if (typeof above === 'number') return above;
  if (!above.readable) return call.cannot('create', name, "encryption root's key is not loaded or provided");
  const plan =
    above.cipher === undefined ? ({ kind: 'none' } as const) : ({ kind: 'inherited', cipher: above.cipher } as const);
  const made = newDataset(
    call.zfs,
    { name: parentName, type: 'filesystem', pool: above.pool, parent: above, properties: {} },
    plan,
    '',
  );
  if (isRefusal(made)) return call.refused(`cannot create '${parentName}'`, made);
  const dataset = made.attach();
  dataset.tree = EMPTY_TREE;
  call.m.trace.add(call.p.pid, { kind: 'dataset.created', dataset: parentName });
  call.zfs.mounts.mountAtProperty(dataset, call.p.pid);
  return dataset;
}

export const zfsClone: Subcommand = {
  names: ['clone'],
  options: 'o:p',
  usageTail: () => PROPERTY_HINT,
  run(call) {
    const settings = parseAssignments(call.values('o'));
    if (typeof settings === 'string') return call.usage(settings);
    const [source, target, ...rest] = call.operands;
    if (source === undefined) return call.usage('missing source dataset argument');
    if (target === undefined) return call.usage('missing target dataset argument');
    if (rest.length > 0) return call.usage('too many arguments');
    const snapshot = openDataset(call, source, ['snapshot']);
    if (!snapshot) return 1;
    const malformed = datasetNameError(target, ['filesystem', 'volume'], true);
    if (malformed !== undefined) return call.cannot('create', target, malformed);
    if (call.has('p') && call.zfs.dataset(target)) return 0;
    const parent = call.has('p') ? makeParents(call, target) : existingParent(call, 'create', target);
    if (typeof parent === 'number') return parent;
    if (parent.pool !== snapshot.pool) return call.cannot('create', target, 'source and target pools differ');
    if (call.zfs.dataset(target)) return call.cannot('create', target, 'dataset already exists');
    if (!snapshot.readable) return call.cannot('create', target, "encryption root's key is not loaded or provided");
    const origin = snapshot.parent!;
    const type = origin.type === 'volume' ? 'volume' : 'filesystem';
    const properties = {
      ...Object.fromEntries(settings),
      ...(type === 'volume' ? { volsize: effective(origin, 'volsize') } : {}),
    };
    const plan =
      origin.cipher === undefined
        ? ({ kind: 'none' } as const)
        : ({ kind: 'inherited', cipher: origin.cipher } as const);
    const made = newDataset(
      call.zfs,
      { name: target, type, pool: parent.pool, parent, properties, sparse: true },
      plan,
      '',
    );
    if (isRefusal(made)) return call.refused(`cannot create '${target}'`, made);
    const clone = made.attach();
    clone.origin = snapshot;
    clone.content = snapshot.content;
    call.zfs.content.copy(snapshot, clone);
    call.m.trace.add(call.p.pid, { kind: 'dataset.created', dataset: target });
    call.zfs.host.kernel.changed();
    if (type === 'volume') call.zfs.volumes.appear([clone], call.zfs.timing.zvolLinkUs);
    else if (effective(clone, 'canmount') === 'on') call.zfs.mounts.mountAtProperty(clone, call.p.pid);
    return 0;
  },
};
