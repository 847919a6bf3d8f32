/** `zpool status` (zpool-status(8)). */
import { partitionName } from '../../machine/block/device-numbers.ts';
import { ctime } from '../../machine/zfs/ctime.ts';
import { stableGuid } from '../../machine/zfs/key-material.ts';
import type { Pool } from '../../machine/zfs/pool.ts';
import { POOL_FEATURES, poolHealth } from '../../machine/zfs/pool-properties.ts';
import { niceBytes } from '../../machine/zfs/size-format.ts';
import { allocatedBytes } from '../../machine/zfs/space.ts';
import { diskState, groupName, groupState } from '../../machine/zfs/vdevs.ts';
import type { Call, Subcommand } from './call.ts';
import { selectPools } from './zpool-list.ts';

export const zpoolStatus: Subcommand = {
  names: ['status'],
  options: 'c:DigLpPstT:vx',
  usageTail: () => '',
  run(call) {
    for (const { name } of call.given) if (!'vxpPLgsD'.includes(name)) return call.unsupported(`status -${name}`);
    const { pools, failed } = selectPools(call, call.operands);
    if (pools.length === 0) {
      if (call.operands.length === 0) call.warn('no pools available\n');
      return failed ? 1 : 0;
    }
    const onlySick = call.has('x');
    const shown = onlySick ? pools.filter((p) => poolHealth(p) !== 'ONLINE') : pools;
    if (onlySick && shown.length === 0) {
      call.print(
        call.operands.length === 0
          ? 'all pools are healthy\n'
          : pools.map((p) => `pool '${p.name}' is healthy\n`).join(''),
      );
    }
    call.print(shown.map((pool) => statusOf(pool, call)).join('\n'));
    return failed ? 1 : 0;
  },
};

const REDUCED_FEATURES =
  "status: Some supported and requested features are not enabled on the pool.\n\tThe pool can still be used, but some features are unavailable.\naction: Enable all features using 'zpool upgrade'. Once this is done,\n\tthe pool may no longer be accessible by software that does not support\n\tthe features. See zpool-features(7) for details.\n";
const MISSING_LABEL =
  "status: One or more devices could not be used because the label is missing or\n\tinvalid.  Sufficient replicas exist for the pool to continue\n\tfunctioning in a degraded state.\naction: Replace the device using 'zpool replace'.\n   see: https://openzfs.github.io/openzfs-docs/msg/ZFS-8000-4J\n";
const TAKEN_OFFLINE =
  "status: One or more devices has been taken offline by the administrator.\n\tSufficient replicas exist for the pool to continue functioning in a\n\tdegraded state.\naction: Online the device using 'zpool online' or replace the device with\n\t'zpool replace'.\n";

function statusOf(pool: Pool, call: Call): string {
  const scan =
    pool.scan === undefined
      ? ''
      : `  scan: ${pool.scan.kind === 'scrub' ? 'scrub repaired 0B' : `resilvered ${niceBytes(allocatedBytes(pool))}`} in 00:00:00 with 0 errors on ${ctime(call.zfs, pool.scan.endedAtUs)}\n`;
  const health = poolHealth(pool);
  const lacking = POOL_FEATURES.some((f) => pool.features.get(f) === 'disabled');
  const remark =
    health === 'DEGRADED' ? (pool.missing.size > 0 ? MISSING_LABEL : TAKEN_OFFLINE) : lacking ? REDUCED_FEATURES : '';
  return `  pool: ${pool.name}\n state: ${health}\n${remark}${scan}config:\n\n${configuration(pool, health, call)}\nerrors: No known data errors\n${call.has('D') ? '\n dedup: no DDT entries\n' : ''}`;
}

interface Line {
  readonly name: string;
  readonly state: string;
  /** A disk, not a group of them. */
  readonly leaf?: boolean;
  readonly note?: string;
}

/** The tree of vdevs with its error counters: names as `-g`, `-P` and `-L` want them, slow operations with `-s`. */
function configuration(pool: Pool, health: string, call: Call): string {
  const lines: Line[] = [{ name: pool.name, state: health }];
  const guid = (what: string): string => String(stableGuid(`disk ${pool.name} ${what}`));
  const disk = (name: string, indent: string): void => {
    const path = memberPath(call, name);
    if (pool.missing.has(name))
      lines.push({ name: indent + guid(name), state: 'UNAVAIL', leaf: true, note: `was ${path}` });
    else
      lines.push({
        name: indent + (call.has('g') ? guid(name) : call.has('P') ? path : name),
        state: diskState(pool, name),
        leaf: true,
      });
  };
  pool.vdevs.forEach((group, index) => {
    if (group.type === 'disk') disk(group.disks[0]!, '  ');
    else {
      const name = groupName(group, index);
      lines.push({ name: `  ${call.has('g') ? guid(name) : name}`, state: groupState(group, pool.lacking) });
      for (const each of group.disks) disk(each, '    ');
    }
  });
  const width = lines.reduce((w, { name }) => Math.max(w, name.length), 10);
  const slow = call.has('s');
  return [
    `\t${'NAME'.padEnd(width)}  STATE     READ WRITE CKSUM${slow ? '  SLOW' : ''}\n`,
    ...lines.map(
      ({ name, state, leaf, note }) =>
        `\t${name.padEnd(width)}  ${state.padEnd(8)}     0     0     0${slow ? (leaf ? '     0' : '     -') : ''}${note === undefined ? '' : `  ${note}`}\n`,
    ),
  ].join('');
}

/** The device that a pool's disk is on: of a whole disk its first partition. */
function memberPath(call: Call, name: string): string {
  const disk = call.m.block.byPath(`/dev/${name}`);
  const isWhole = disk ? disk.content.kind === 'partition-table' : !/\d$/.test(name);
  return `/dev/${isWhole ? partitionName(name, 1) : name}`;
}
