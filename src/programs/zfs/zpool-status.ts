/** `zpool status` (zpool-status(8)). */
import { stableGuid } from '../../machine/zfs/key-material.ts';
import type { Pool } from '../../machine/zfs/pool.ts';
import { POOL_FEATURES, poolHealth } from '../../machine/zfs/pool-properties.ts';
import type { ZfsModel } from '../../machine/zfs/zfs-model.ts';
import { ctime } from '../../machine/zfs/ctime.ts';
import { groupName, groupState } from '../../machine/zfs/vdevs.ts';
import type { Subcommand } from './call.ts';
import { selectPools } from './zpool-list.ts';

export const zpoolStatus: Subcommand = {
  names: ['status'],
  options: 'c:DigLpPstT:vx',
  usageTail: () => '',
  run(call) {
    for (const { name } of call.given) if (!'vxp'.includes(name)) return call.unsupported(`status -${name}`);
    const { pools, failed } = selectPools(call, call.operands);
    if (pools.length === 0) {
      if (call.operands.length === 0) call.warn('no pools available\n');
      return failed ? 1 : 0;
    }
    const onlySick = call.has('x');
    const shown = onlySick ? pools.filter((p) => poolHealth(p) !== 'ONLINE') : pools;
    if (onlySick && shown.length === 0) {
      call.print(call.operands.length === 0 ? 'all pools are healthy\n' : pools.map((p) => `pool '${p.name}' is healthy\n`).join(''));
    }
    call.print(shown.map((pool) => statusOf(pool, call.zfs)).join('\n'));
    return failed ? 1 : 0;
  },
};

const REDUCED_FEATURES =
  "status: Some supported and requested features are not enabled on the pool.\n\tThe pool can still be used, but some features are unavailable.\naction: Enable all features using 'zpool upgrade'. Once this is done,\n\tthe pool may no longer be accessible by software that does not support\n\tthe features. See zpool-features(7) for details.\n";
const MISSING_LABEL =
  "status: One or more devices could not be used because the label is missing or\n\tinvalid.  Sufficient replicas exist for the pool to continue\n\tfunctioning in a degraded state.\naction: Replace the device using 'zpool replace'.\n   see: https://openzfs.github.io/openzfs-docs/msg/ZFS-8000-4J\n";

function statusOf(pool: Pool, zfs: ZfsModel): string {
  const scan = pool.scrubbedAtUs === undefined ? '' : `  scan: scrub repaired 0B in 00:00:00 with 0 errors on ${ctime(zfs, pool.scrubbedAtUs)}\n`;
  const health = poolHealth(pool);
  const lacking = POOL_FEATURES.some((f) => pool.features.get(f) === 'disabled');
  const remark = health === 'DEGRADED' ? MISSING_LABEL : lacking ? REDUCED_FEATURES : '';
  return `  pool: ${pool.name}\n state: ${health}\n${remark}${scan}config:\n\n${configuration(pool, health)}\nerrors: No known data errors\n`;
}

/** The tree of vdevs with its error counters. */
function configuration(pool: Pool, health: string): string {
  const lines: { readonly name: string; readonly state: string; readonly note?: string }[] = [{ name: pool.name, state: health }];
  const disk = (name: string, indent: string): void => {
    if (pool.missing.has(name)) lines.push({ name: `${indent}${stableGuid(`disk ${pool.name} ${name}`)}`, state: 'UNAVAIL', note: `was /dev/${name}1` });
    else lines.push({ name: indent + name, state: 'ONLINE' });
  };
  pool.vdevs.forEach((group, index) => {
    if (group.type === 'disk') disk(group.disks[0]!, '  ');
    else {
      lines.push({ name: `  ${groupName(group, index)}`, state: groupState(group, pool.missing) });
      for (const name of group.disks) disk(name, '    ');
    }
  });
  const width = lines.reduce((w, l) => Math.max(w, l.name.length), 10);
  return [
    `\t${'NAME'.padEnd(width)}  STATE     READ WRITE CKSUM\n`,
    ...lines.map((l) => `\t${l.name.padEnd(width)}  ${l.state.padEnd(8)}     0     0     0${l.note === undefined ? '' : `  ${l.note}`}\n`),
  ].join('');
}
