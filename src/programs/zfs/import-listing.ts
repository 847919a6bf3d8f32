/** What `zpool import` without a name prints: every pool that could be imported, with its state and what to do. */
import { foreignUser, importState } from '../../machine/zfs/import-export.ts';
import type { Pool } from '../../machine/zfs/pool.ts';
import { diskState, groupName, groupState } from '../../machine/zfs/vdevs.ts';

export const importListing = (pools: readonly Pool[], hostid: string): string =>
  pools.map((pool) => entry(pool, hostid)).join('\n');

const SEE = 'https://openzfs.github.io/openzfs-docs/msg/ZFS-8000-';

function entry(pool: Pool, hostid: string): string {
  const state = importState(pool);
  return `   pool: ${pool.name}\n     id: ${pool.guid}\n  state: ${state}\n${advice(pool, state, hostid)} config:\n\n${configuration(pool, state)}`;
}

function advice(pool: Pool, state: Pool['state'], hostid: string): string {
  const damaged = 'status: One or more devices contains corrupted data.\n';
  switch (state) {
    case 'DEGRADED':
      return `${damaged} action: The pool can be imported despite missing or damaged devices.  The\n\tfault tolerance of the pool may be compromised if imported.\n   see: ${SEE}4J\n`;
    case 'UNAVAIL':
      return `${damaged} action: The pool cannot be imported due to damaged devices or data.\n   see: ${SEE}5E\n`;
    case 'FAULTED':
      return `status: The pool metadata is corrupted.\n action: The pool cannot be imported due to damaged devices or data.\n   see: ${SEE}72\n`;
    case 'ONLINE':
      return foreignUser(pool, hostid)
        ? `status: The pool was last accessed by another system.\n action: The pool can be imported using its name or numeric identifier and\n\tthe '-f' flag.\n   see: ${SEE}EY\n`
        : ' action: The pool can be imported using its name or numeric identifier.\n';
  }
}

function configuration(pool: Pool, state: Pool['state']): string {
  const remark = state === 'UNAVAIL' ? '  insufficient replicas' : state === 'FAULTED' ? '  corrupted data' : '';
  const lines: (readonly [string, string])[] = [[pool.name, state + remark]];
  const disk = (name: string, indent: string): void => void lines.push([indent + name, diskState(pool, name)]);
  pool.vdevs.forEach((group, index) => {
    if (group.type === 'disk') disk(group.disks[0]!, '  ');
    else {
      lines.push([`  ${groupName(group, index)}`, groupState(group, pool.lacking)]);
      for (const name of group.disks) disk(name, '    ');
    }
  });
  const width = lines.reduce((w, [name]) => Math.max(w, name.length), 10);
  return lines.map(([name, text]) => `\t${name.padEnd(width)}  ${text}\n`).join('');
}
