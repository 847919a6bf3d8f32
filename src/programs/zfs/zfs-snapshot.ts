/** `zfs snapshot`, `zfs rollback`, `zfs promote` and `zfs rename`. */

import { type Dataset, withDescendants } from '../../machine/zfs/dataset.ts';
import {
  clonesOf,
  destroyOne,
  newerThan,
  promote,
  renameDataset,
  renameSnapshot,
  rollBack,
  takeSnapshot,
} from '../../machine/zfs/dataset-operations.ts';
import { datasetNameError, parentOf } from '../../machine/zfs/names.ts';
import type { Refusal } from '../../machine/zfs/refusal.ts';
import { parseAssignments } from './assignments.ts';
import type { Subcommand } from './call.ts';
import { openDataset } from './open-dataset.ts';
import { PROPERTY_HINT } from './property-usage.ts';
import { makeParents } from './zfs-create.ts';

const usageTail = (): string => PROPERTY_HINT;

export const zfsSnapshot: Subcommand = {
  names: ['snapshot', 'snap'],
  options: 'ro:',
  usageTail,
  run(call) {
    const settings = parseAssignments(call.values('o'));
    if (typeof settings === 'string') return call.usage(settings);
    if (call.operands.length === 0) return call.usage('missing snapshot argument');
    for (const name of call.operands) {
      const at = name.indexOf('@');
      if (at < 0) return call.usage();
      const dataset = openDataset(call, name.slice(0, at), ['filesystem', 'volume']);
      if (!dataset) return call.usage();
      const malformed = datasetNameError(name, ['snapshot'], true);
      if (malformed !== undefined) return call.cannot('create snapshot', name, malformed);
      const refused = takeSnapshot(call.zfs, dataset, name.slice(at + 1), call.has('r'), call.p.pid);
      if (refused) return call.refused(`cannot create snapshot '${name}'`, refused);
      const snapshot = call.zfs.dataset(name)!;
      for (const [property, value] of settings) snapshot.local.set(property, value);
    }
    return 0;
  },
};

export const zfsRollback: Subcommand = {
  names: ['rollback'],
  options: 'rRf',
  usageTail,
  run(call) {
    const [name, ...rest] = call.operands;
    if (name === undefined) return call.usage('missing dataset argument');
    if (rest.length > 0) return call.usage('too many arguments');
    const snapshot = openDataset(call, name, ['snapshot']);
    if (!snapshot) return 1;
    const newer = newerThan(snapshot);
    const clones = newer.flatMap((s) => clonesOf(s)).flatMap((clone) => cloneDependents(clone));
    if (newer.length > 0 && !call.has('r') && !call.has('R')) {
      call.warn(
        `cannot rollback to '${name}': more recent snapshots or bookmarks exist\nuse '-r' to force deletion of the following snapshots and bookmarks:\n${newer.map((s) => `${s.name}\n`).join('')}`,
      );
      return 1;
    }
    if (clones.length > 0 && !call.has('R')) {
      call.warn(
        `cannot rollback to '${name}': clones of previous snapshots exist\nuse '-R' to force deletion of the following clones and dependents:\n${clones.map((c) => `${c.name}\n`).join('')}`,
      );
      return 1;
    }
    for (const dataset of [...clones, ...newer].reverse()) {
      const refused = destroyOne(call.zfs, dataset, call.p.pid);
      if (!refused) continue;
      call.warn(`${refused.text}\n`);
      call.because(refused.reason);
      return 1;
    }
    const refused = rollBack(call.zfs, snapshot);
    return refused ? call.refused(`cannot rollback '${snapshot.parent!.name}'`, refused) : 0;
  },
};

/** A clone with what is below it and its snapshots, so that going backwards destroys each after what depends on it. */
const cloneDependents = (clone: Dataset): Dataset[] =>
  [...withDescendants(clone)].flatMap((dataset) => [
    dataset,
    ...dataset.snapshots.flatMap((snapshot) => [snapshot, ...clonesOf(snapshot).flatMap(cloneDependents)]),
  ]);

export const zfsPromote: Subcommand = {
  names: ['promote'],
  options: '',
  usageTail,
  run(call) {
    const [name, ...rest] = call.operands;
    if (name === undefined) return call.usage('missing clone filesystem argument');
    if (rest.length > 0) return call.usage('too many arguments');
    const clone = openDataset(call, name, ['filesystem', 'volume']);
    if (!clone) return 1;
    const refused = promote(call.zfs, clone);
    return refused ? call.refused(`cannot promote '${name}'`, refused) : 0;
  },
};

export const zfsRename: Subcommand = {
  names: ['rename'],
  options: 'fpru',
  usageTail,
  run(call) {
    const [source, target, ...rest] = call.operands;
    if (source === undefined) return call.usage('missing source dataset argument');
    if (target === undefined) return call.usage('missing target dataset argument');
    if (rest.length > 0) return call.usage('too many arguments');
    if (call.has('u')) return call.unsupported('rename -u');
    if (call.has('r') && !source.includes('@'))
      return call.usage('source dataset for recursive rename must be a snapshot');
    const dataset = openDataset(call, source, ['filesystem', 'volume', 'snapshot']);
    if (!dataset) return 1;
    const fail = (text: string): number => call.cannot('rename', source, text);
    const refuse = (refused: Refusal): number => call.refused(`cannot rename '${source}'`, refused);
    if (dataset.type === 'snapshot') {
      const name = target.includes('@') ? target.slice(target.indexOf('@')) : undefined;
      if (name === undefined) return call.usage();
      const own = source.slice(source.indexOf('@'));
      const renamed = call.has('r')
        ? [...withDescendants(dataset.parent!)].flatMap((d) => d.snapshots.filter((s) => s.name === d.name + own))
        : [dataset];
      for (const snapshot of renamed) {
        const to = snapshot === dataset && !target.startsWith('@') ? target : snapshot.parent!.name + name;
        const refused = renameSnapshot(call.zfs, snapshot, to);
        if (refused) return refuse(refused);
      }
      return 0;
    }
    const malformed = datasetNameError(target, ['filesystem', 'volume'], true);
    if (malformed !== undefined) return fail(malformed);
    const parent = call.has('p') ? makeParents(call, target) : call.zfs.dataset(parentOf(target) ?? '');
    if (typeof parent === 'number') return parent;
    if (!parent)
      return fail(parentOf(target) === undefined ? 'datasets must be within same pool' : 'parent does not exist');
    const refused = renameDataset(call.zfs, dataset, target, parent, call.p.pid);
    return refused ? refuse(refused) : 0;
  },
};
