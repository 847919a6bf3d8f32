/** The shape of a pool on its disks, as on the `zpool create` command line (zpoolconcepts(7)). */
import type { PoolState } from './layout.ts';

export interface VdevGroup {
  /** `disk` for a single one; else `mirror`, `raidz1`, … */
  readonly type: string;
  /** Disk names without `/dev/`. */
  readonly disks: readonly string[];
}

const GROUP = /^(mirror|raidz[123]?)$/;

/** Groups of a list such as `mirror vdb vdc`; a text is the complaint about it. */
export function parseVdevs(words: readonly string[]): readonly VdevGroup[] | string {
  const groups: { type: string; disks: string[] }[] = [];
  let open: { type: string; disks: string[] } | undefined;
  for (const word of words) {
    if (GROUP.test(word)) {
      open = { type: word === 'raidz' ? 'raidz1' : word, disks: [] };
      groups.push(open);
    } else {
      const disk = word.replace(/^\/dev\//, '');
      if (open) open.disks.push(disk);
      else groups.push({ type: 'disk', disks: [disk] });
    }
  }
  if (groups.length === 0) return 'missing vdev specification';
  const thin = groups.find((g) => g.disks.length < leastDisks(g.type));
  if (thin) return `invalid vdev specification: ${thin.type} requires at least ${leastDisks(thin.type)} devices`;
  return groups;
}

const leastDisks = (type: string): number =>
  type === 'disk' ? 1 : type === 'mirror' ? 2 : Number(type.slice('raidz'.length)) + 1;

/** How many of a group's disks it can lose. */
const spare = (group: VdevGroup): number =>
  group.type === 'disk'
    ? 0
    : group.type === 'mirror'
      ? group.disks.length - 1
      : Number(group.type.slice('raidz'.length));

/** State of one disk in a pool. */
export const diskState = (
  pool: { readonly missing: ReadonlySet<string>; readonly offline: ReadonlySet<string> },
  disk: string,
): 'ONLINE' | 'OFFLINE' | 'UNAVAIL' =>
  pool.missing.has(disk) ? 'UNAVAIL' : pool.offline.has(disk) ? 'OFFLINE' : 'ONLINE';

/** State of a group with these disks missing. */
export function groupState(group: VdevGroup, missing: ReadonlySet<string>): PoolState {
  const lost = group.disks.filter((d) => missing.has(d)).length;
  return lost === 0 ? 'ONLINE' : lost <= spare(group) ? 'DEGRADED' : 'UNAVAIL';
}

/** State of a whole pool with these disks missing. */
export function vdevState(groups: readonly VdevGroup[], missing: ReadonlySet<string>): PoolState {
  const states = groups.map((g) => groupState(g, missing));
  return states.includes('UNAVAIL') ? 'UNAVAIL' : states.includes('DEGRADED') ? 'DEGRADED' : 'ONLINE';
}

/** Name of a group in listings: the disk itself, or `mirror-0`. */
export const groupName = (group: VdevGroup, index: number): string =>
  group.type === 'disk' ? group.disks[0]! : `${group.type}-${index}`;
