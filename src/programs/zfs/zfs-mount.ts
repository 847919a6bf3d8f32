/** `zfs mount` and `zfs unmount` (zfs-mount(8)). */
import type { Task } from '../../kernel/task.ts';
import type { Dataset } from '../../machine/zfs/dataset.ts';
import { effective, mountPath, mountpointOf } from '../../machine/zfs/property-value.ts';
import type { Call, Subcommand } from './call.ts';
import { loadKeyOf } from './key-loading.ts';
import { openDataset } from './open-dataset.ts';
import { PROPERTY_HINT } from './property-usage.ts';

const usageTail = (): string => PROPERTY_HINT;

export const zfsMount: Subcommand = {
  names: ['mount'],
  options: 'avlfo:O',
  usageTail,
  *run(call) {
    if (call.has('a')) {
      if (call.operands.length > 0) return call.usage('too many arguments');
      return yield* mountAll(call);
    }
    const [name, ...rest] = call.operands;
    if (name === undefined) {
      if (call.given.length > 0) return call.usage('missing filesystem argument');
      for (const mount of call.zfs.mounts.all)
        if (!mount.source.includes('@')) call.print(`${mount.source.padEnd(30)}  ${mount.path}\n`);
      return 0;
    }
    if (rest.length > 0) return call.usage('too many arguments');
    const dataset = openDataset(call, name, ['filesystem']);
    return dataset ? yield* mountOne(call, dataset, true) : 1;
  },
};

/** `zfs mount -a`: every filesystem that wants it and can be read, in the order of the mountpoints. */
function* mountAll(call: Call): Task<number> {
  let failed = false;
  for (const dataset of mountCandidates(call)) if ((yield* mountOne(call, dataset, false)) !== 0) failed = true;
  return failed ? 1 : 0;
}

function mountCandidates(call: Call): Dataset[] {
  const datasets = call.zfs.pools
    .flatMap((pool) => [...pool.datasets.values()])
    .filter((d) => d.type === 'filesystem' && mountPath(d) !== undefined);
  return datasets.sort((a, b) => (mountPath(a)! < mountPath(b)! ? -1 : mountPath(a) === mountPath(b) ? 0 : 1));
}

/** `explicit`: the dataset was named, so that every reason not to mount it is an error. */
function* mountOne(call: Call, dataset: Dataset, explicit: boolean): Task<number> {
  const refuse = (why: string): number => (explicit ? call.cannot('mount', dataset.name, why) : 0);
  const { path } = mountpointOf(dataset);
  const canmount = effective(dataset, 'canmount');
  if (path === 'legacy') return refuse('legacy mountpoint\nuse mount(8) to mount this filesystem');
  if (path === 'none') return refuse('no mountpoint set');
  if (canmount === 'off') return refuse("'canmount' property is set to 'off'");
  if (canmount === 'noauto' && !explicit) return 0;
  if (!dataset.readable) {
    const root = dataset.encryptionRoot!;
    if (call.has('l')) {
      if (!(yield* loadKeyOf(call, root))) return 1;
    } else if (!explicit) return 0;
    else {
      return call.cannot('mount', dataset.name, 'encryption key not loaded', {
        kind: 'key-unavailable',
        dataset: dataset.name,
        encryptionRoot: root.name,
      });
    }
  }
  if (call.zfs.mounts.options(dataset) !== undefined) return explicit ? refuse('filesystem already mounted') : 0;
  if (call.has('f')) return 0;
  const extra = call.values('o').join(',');
  const refused = call.zfs.mounts.mountAtProperty(dataset, call.p.pid, {
    readOnly: extra.split(',').includes('ro'),
    extra: extra
      .split(',')
      .filter((o) => o !== 'ro' && o !== 'rw')
      .join(','),
    overlay: call.has('O'),
  });
  return refused ? call.refused(`cannot mount '${dataset.name}'`, refused) : 0;
}

export const zfsUnmount: Subcommand = {
  names: ['unmount', 'umount'],
  options: 'afu',
  usageTail,
  run(call) {
    if (call.has('a')) {
      if (call.operands.length > 0) return call.usage('too many arguments');
      let failed = false;
      for (const mount of [...call.zfs.mounts.all].reverse()) {
        const dataset = call.zfs.dataset(mount.source);
        if (!dataset || mountpointOf(dataset).path === 'legacy') continue;
        const refused = call.zfs.mounts.unmount(dataset);
        if (!refused) continue;
        call.warn(`${refused.text}\n`);
        call.because(refused.reason);
        failed = true;
      }
      return failed ? 1 : 0;
    }
    const [name, ...rest] = call.operands;
    if (name === undefined) return call.usage('missing filesystem argument');
    if (rest.length > 0) return call.usage('too many arguments');
    const dataset = name.startsWith('/') ? mountedAt(call, name) : openDataset(call, name, ['filesystem']);
    if (!dataset) return 1;
    const { path } = mountpointOf(dataset);
    if (path === 'legacy')
      return call.cannot('unmount', name, 'legacy mountpoint\nuse umount(8) to unmount this filesystem');
    if (call.zfs.mounts.options(dataset) === undefined) return call.cannot('unmount', name, 'not currently mounted');
    const refused = call.zfs.mounts.unmount(dataset);
    if (!refused) return 0;
    call.warn(`${refused.text}\n`);
    call.because(refused.reason);
    return 1;
  },
};

function mountedAt(call: Call, path: string): Dataset | undefined {
  const mount = call.zfs.mounts.all.findLast((m) => m.path === path.replace(/(.)\/+$/, '$1'));
  const dataset = mount && call.zfs.dataset(mount.source);
  if (!dataset) call.warn(`cannot unmount '${path}': not currently mounted\n`);
  return dataset;
}
