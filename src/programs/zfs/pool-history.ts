/** What `zpool history` shows: the commands that changed a pool, kept in the pool itself (zpool-history(8)). */
import type { Process } from '../../kernel/process.ts';
import { poolOf } from '../../machine/zfs/names.ts';
import type { Pool } from '../../machine/zfs/pool.ts';
import type { ZfsModel } from '../../machine/zfs/zfs-model.ts';

/** Subcommands whose work the kernel enters into the history. */
const LOGGED: Readonly<Record<'zfs' | 'zpool', ReadonlySet<string>>> = {
  zfs: new Set(
    'bookmark change-key clone create destroy hold inherit load-key promote release rename rollback set snapshot unload-key'.split(
      ' ',
    ),
  ),
  zpool: new Set('add attach clear create detach import offline online reguid replace scrub set trim'.split(' ')),
};

/** Enters a command that has succeeded. */
export function remember(zfs: ZfsModel, p: Process, suite: 'zfs' | 'zpool', subcommand: string): void {
  if (!LOGGED[suite].has(subcommand)) return;
  const pool = subjectOf(zfs, p.argv.slice(2));
  if (!pool) return;
  if (subcommand === 'create' && suite === 'zpool') pool.history = [];
  if (!pool.history) return;
  const command = [suite, ...p.argv.slice(1)].join(' ');
  pool.history = [...pool.history, { atUs: zfs.host.kernel.clock.nowUs, command }];
}

/** The pool that a command line is about: the last operand that names one; else (`import -a`) the last that there is. */
function subjectOf(zfs: ZfsModel, words: readonly string[]): Pool | undefined {
  for (const word of [...words].reverse()) {
    const pool = word.includes('=') ? undefined : zfs.pool(poolOf(word));
    if (pool) return pool;
  }
  return zfs.pools.at(-1);
}

/** The lines of one pool. */
export function historyText(zfs: ZfsModel, pool: Pool, long: boolean, hostname: string): string {
  const lines = (pool.history ?? []).map(
    ({ atUs, command }) =>
      `${stamp(zfs.timing.powerOnSeconds + Math.floor(atUs / 1e6))} ${command}${long ? ` [user 0 (root) on ${hostname}:linux]` : ''}\n`,
  );
  return `History for '${pool.name}':\n${lines.join('')}\n`;
}

function stamp(seconds: number): string {
  const [date, time] = new Date(seconds * 1000).toISOString().split('T');
  return `${date}.${time!.slice(0, 8)}`;
}
