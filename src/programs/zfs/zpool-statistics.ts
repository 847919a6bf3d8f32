/** `zpool iostat`, `events` and `checkpoint` (zpool-iostat(8), zpool-events(8), zpool-checkpoint(8)), as far as they are modelled. */
import { poolNameError } from '../../machine/zfs/names.ts';
import type { Pool } from '../../machine/zfs/pool.ts';
import { niceCount } from '../../machine/zfs/size-format.ts';
import { allocatedBytes } from '../../machine/zfs/space.ts';
import { groupName } from '../../machine/zfs/vdevs.ts';
import type { Call, Subcommand } from './call.ts';
import { openPool } from './open-dataset.ts';

const noTail = (): string => '';

/** Columns of plain numbers, and of exact ones (-p). */
const [NARROW, WIDE] = [5, 15];
const LEAST_NAME = 10;
const ONLY_PLAIN = 'cgLPTlqrwy';

/** Shown once, over the time since the import; the disks here count no operations, so that the rates are 0. */
const iostat: Subcommand = {
  names: ['iostat'],
  options: 'c:gLPT:vyhplqrwnH',
  usageTail: noTail,
  run(call) {
    if (call.has('h')) return call.usage();
    for (const option of ONLY_PLAIN) if (call.has(option)) return call.unsupported(`iostat -${option}`);
    const last = call.operands.at(-1);
    if (last !== undefined && /^[\d.]+$/.test(last)) {
      if (Number(last) === 0) return call.usage('interval cannot be zero');
      return call.unsupported('iostat with an interval');
    }
    const all = call.zfs.pools;
    const names = call.operands;
    const pools = all.filter(({ name }) => names.length === 0 || names.includes(name));
    if (names.some((name) => !all.some((pool) => pool.name === name))) {
      if (pools.length > 0 || all.some((pool) => names.every((name) => memberNames(pool).includes(name))))
        return call.unsupported('iostat of single devices');
      call.warn('Unable to parse pools/vdevs list.\n\n');
      call.because({ kind: 'pool-missing', pool: names[0]! });
      return 1;
    }
    if (pools.length === 0) {
      call.warn('no pools available\n');
      call.because({ kind: 'other', text: 'no pools available' });
      return 1;
    }
    if (call.has('v') && pools.some(({ vdevs }) => vdevs.length > 1))
      return call.unsupported('iostat -v of a pool of several groups');
    call.print(table(call, pools));
    return 0;
  },
};

const memberNames = ({ vdevs }: Pool): string[] =>
  vdevs.flatMap((group, index) => [groupName(group, index), ...group.disks]);

interface Row {
  readonly name: string;
  readonly bytes: readonly [allocated: number, free: number] | undefined;
}

function table(call: Call, pools: readonly Pool[]): string {
  const [verbose, exact, scripted] = [call.has('v'), call.has('p'), call.has('H')];
  const blocks = pools.map((pool) => rowsOf(pool, verbose, scripted));
  const column = exact ? WIDE : NARROW;
  const width = Math.max(LEAST_NAME, ...blocks.flat().map(({ name }) => name.length));
  const cell = (value: number): string => (exact ? String(value) : niceCount(value));
  const line = ({ name, bytes }: Row): string => {
    const none = exact ? '0' : '-';
    const cells = [...(bytes ? bytes.map(cell) : [none, none]), '0', '0', '0', '0'];
    return scripted
      ? `${[name, ...cells].join('\t')}\n`
      : `${name.padEnd(width)}${cells.map((text) => `  ${text.padStart(column)}`).join('')}\n`;
  };
  if (scripted) return blocks.flat().map(line).join('');
  const separator = `${'-'.repeat(width)}${`  ${'-'.repeat(column)}`.repeat(6)}\n`;
  const pair = 2 * column + 2;
  const over = (title: string): string =>
    `  ${(' '.repeat(Math.floor(pair / 2) - Math.floor(title.length / 2)) + title).padEnd(pair)}`;
  const under = (title: string): string => `  ${title.padStart(column)}`;
  const head = `${' '.repeat(width)}${['capacity', 'operations', 'bandwidth'].map(over).join('')}
${'pool'.padEnd(width)}${['alloc', 'free', 'read', 'write', 'read', 'write'].map(under).join('')}
`;
  const body = blocks.map((rows) => rows.map(line).join('') + (verbose ? separator : '')).join('');
  return head + separator + body + (!verbose && pools.length > 1 ? separator : '');
}

/** A pool; with -v its group, and the disks of it where they are no groups of their own. */
function rowsOf(pool: Pool, verbose: boolean, scripted: boolean): Row[] {
  const allocated = allocatedBytes(pool);
  const bytes = [allocated, pool.sizeBytes - allocated] as const;
  const indent = scripted ? '' : '  ';
  const group = pool.vdevs[0];
  if (!verbose || !group) return [{ name: pool.name, bytes }];
  return [
    { name: pool.name, bytes },
    { name: indent + groupName(group, 0), bytes },
    ...(group.type === 'disk' ? [] : group.disks.map((disk) => ({ name: indent + indent + disk, bytes: undefined }))),
  ];
}

/** The kernel's events are not kept: only that there are none, before the first pool comes, is known. */
const events: Subcommand = {
  names: ['events'],
  options: 'vHfc',
  usageTail: noTail,
  run(call) {
    const [name] = call.operands;
    if (call.operands.length > 1) return call.usage('too many arguments');
    if (name !== undefined && poolNameError(name) !== undefined) return call.usage(`invalid pool name '${name}'`);
    if (call.has('c') && (name !== undefined || ['v', 'H', 'f'].some((option) => call.has(option))))
      return call.usage('invalid options combined with -c');
    if (call.has('f')) return call.unsupported('events -f');
    if (call.zfs.made > 0) return call.unsupported('events of pools');
    call.print(call.has('c') ? 'cleared 0 events\n' : call.has('H') ? '' : `${'TIME'.padEnd(30)} CLASS\n`);
    return 0;
  },
};

/** No pool here has a checkpoint, and none can be made. */
const checkpoint: Subcommand = {
  names: ['checkpoint'],
  options: 'dw',
  long: ['discard=d', 'wait=w'],
  usageTail: noTail,
  run(call) {
    if (call.has('w') && !call.has('d')) return call.usage('--wait only valid when --discard also specified');
    const [name] = call.operands;
    if (name === undefined) return call.usage('missing pool argument');
    if (call.operands.length > 1) return call.usage('too many arguments');
    const pool = openPool(call, name);
    if (!pool) {
      if (name.includes('/'))
        call.warn(
          "'zpool checkpoint' doesn't work on datasets. To save the state of a dataset from a specific point in time please use 'zfs snapshot'\n",
        );
      return 1;
    }
    if (!call.has('d')) return call.unsupported('checkpoint');
    return call.cannot('discard checkpoint in', pool.name, 'checkpoint does not exist');
  },
};

export const statistics: readonly Subcommand[] = [iostat, events, checkpoint];
