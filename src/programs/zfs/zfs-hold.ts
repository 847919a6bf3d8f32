/** `zfs hold`, `zfs holds` and `zfs release` (zfs-hold(8)). */
import { type Dataset, withDescendants } from '../../machine/zfs/dataset.ts';
import { destroyOne, isFree } from '../../machine/zfs/dataset-operations.ts';
import { dateOf } from '../../machine/zfs/property-value.ts';
import type { Call, Subcommand } from './call.ts';
import { openDataset } from './open-dataset.ts';
import { PROPERTY_HINT } from './property-usage.ts';

const usageTail = (): string => PROPERTY_HINT;
const LONGEST_TAG = 255;

/** The snapshots of this name on a dataset and, with `-r`, on what is below it. */
function snapshotsNamed(call: Call, dataset: Dataset, name: string): readonly Dataset[] {
  const datasets = call.has('r') ? [...withDescendants(dataset)] : [dataset];
  return datasets.flatMap((d) => d.snapshots.filter((snapshot) => snapshot.name === `${d.name}@${name}`));
}

/** The dataset and the snapshot's own name of an operand; undefined after a complaint. */
function opened(call: Call, path: string): { readonly dataset: Dataset; readonly name: string } | undefined {
  const at = path.indexOf('@');
  if (at < 0) {
    call.warn(`'${path}' is not a snapshot\n`);
    return undefined;
  }
  const dataset = openDataset(call, path.slice(0, at), ['filesystem', 'volume']);
  return dataset && { dataset, name: path.slice(at + 1) };
}

export const zfsHold: Subcommand = {
  names: ['hold'],
  options: 'r',
  usageTail,
  run(call) {
    const [tag, ...paths] = call.operands;
    if (tag === undefined || paths.length === 0) return call.usage();
    if (tag.startsWith('.')) return call.usage("tag may not start with '.'");
    let status = 0;
    for (const path of paths) {
      const target = opened(call, path);
      if (!target || !hold(call, tag, target.dataset, target.name)) status = 1;
    }
    return status;
  },
};

function hold(call: Call, tag: string, dataset: Dataset, name: string): boolean {
  const snapshots = snapshotsNamed(call, dataset, name);
  if (snapshots.length === 0) {
    if (!call.has('r')) call.cannot('hold snapshot', `${dataset.name}@${name}`, 'dataset does not exist');
    return false;
  }
  for (const snapshot of snapshots) {
    if (tag.length > LONGEST_TAG) call.cannot('hold snapshot', snapshot.name, 'tag too long');
    else if (snapshot.holds.has(tag)) call.cannot('hold snapshot', snapshot.name, 'tag already exists on this dataset');
    else continue;
    return false;
  }
  for (const { holds } of snapshots) holds.set(tag, call.p.kernel.clock.nowUs);
  call.zfs.host.kernel.changed();
  return true;
}

export const zfsRelease: Subcommand = {
  names: ['release'],
  options: 'r',
  usageTail,
  run(call) {
    const [tag, ...paths] = call.operands;
    if (tag === undefined || paths.length === 0) return call.usage();
    let status = 0;
    for (const path of paths) {
      const target = opened(call, path);
      if (!target || !release(call, tag, target.dataset, target.name)) status = 1;
    }
    return status;
  },
};

function release(call: Call, tag: string, dataset: Dataset, name: string): boolean {
  const snapshots = snapshotsNamed(call, dataset, name);
  const held = snapshots.filter(({ holds }) => holds.has(tag));
  if (held.length === 0) {
    const why = snapshots.length === 0 ? 'dataset does not exist' : 'no such tag on this dataset';
    call.cannot('release hold from snapshot', `${dataset.name}@${name}`, why);
    return false;
  }
  for (const snapshot of held) {
    snapshot.holds.delete(tag);
    if (snapshot.deferred && isFree(snapshot)) destroyOne(call.zfs, snapshot, call.p.pid);
  }
  call.zfs.host.kernel.changed();
  return true;
}

export const zfsHolds: Subcommand = {
  names: ['holds'],
  options: 'rH',
  usageTail,
  run(call) {
    if (call.operands.length === 0) return call.usage();
    let status = 0;
    const rows: [string, string, string][] = [];
    for (const path of call.operands) {
      const target = opened(call, path);
      if (!target) {
        status = 1;
        continue;
      }
      for (const { name, holds } of snapshotsNamed(call, target.dataset, target.name))
        for (const [tag, heldAtUs] of holds)
          rows.push([name, tag, dateOf(call.zfs.timing.powerOnSeconds + Math.floor(heldAtUs / 1e6), '0')]);
    }
    if (call.has('H')) call.print(rows.map((row) => `${row.join('\t')}\n`).join(''));
    else {
      const widest = (column: 0 | 1): number => rows.reduce((width, row) => Math.max(width, row[column].length), 0);
      const [names, tags] = [widest(0), widest(1)];
      call.print(
        [['NAME', 'TAG', 'TIMESTAMP'] as const, ...rows]
          .map(([name, tag, time]) => `${name.padEnd(names)}  ${tag.padEnd(tags)}  ${time}\n`)
          .join(''),
      );
    }
    return status;
  },
};
