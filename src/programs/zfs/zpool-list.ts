/** `zpool list` and `zpool get` (zpool-list(8), zpool-get(8)). */
import type { Pool } from '../../machine/zfs/pool.ts';
import {
  featureState,
  POOL_FEATURES,
  POOL_PROPERTIES,
  type PoolProperty,
  poolProperty,
  poolPropertyValue,
} from '../../machine/zfs/pool-properties.ts';
import { sourceText } from '../../machine/zfs/property-value.ts';
import { niceBytes } from '../../machine/zfs/size-format.ts';
import { allocatedBytes } from '../../machine/zfs/space.ts';
import { diskState, groupName, groupState } from '../../machine/zfs/vdevs.ts';
import type { Call, Subcommand } from './call.ts';
import { type Column, type GetRow, getListing, listing, parseGetColumns } from './listing.ts';
import { openPool } from './open-dataset.ts';
import { poolPropertyUsage } from './property-usage.ts';

const STANDARD = 'name,size,allocated,free,checkpoint,expandsize,fragmentation,capacity,dedupratio,health,altroot';
const DEFAULT_DISK_BYTES = 54 * 1024 * 1024;

type Asked =
  | { readonly kind: 'name' }
  | { readonly kind: 'native'; readonly property: PoolProperty }
  | { readonly kind: 'feature'; readonly name: string; readonly feature: string };

/** The list of properties; a text is the complaint after `bad property list: `. */
function parseProperties(text: string): readonly Asked[] | string {
  if (text === '') return 'no properties specified';
  const asked: Asked[] = [];
  for (const word of text.split(',')) {
    if (word === '') return 'empty property name';
    const property = poolProperty(word.toLowerCase());
    if (word.toLowerCase() === 'name') asked.push({ kind: 'name' });
    else if (property) asked.push({ kind: 'native', property });
    else if (/^(feature|unsupported)@/.test(word))
      asked.push({ kind: 'feature', name: word, feature: word.slice(word.indexOf('@') + 1) });
    else return `invalid property '${word}'`;
  }
  return asked;
}

interface Answer {
  readonly shown: string;
  readonly exact: string;
  readonly source: string;
}

function answer(pool: Pool, asked: Asked): Answer | undefined {
  if (asked.kind === 'name') return { shown: pool.name, exact: pool.name, source: '-' };
  if (asked.kind === 'native') {
    const value = poolPropertyValue(pool, asked.property);
    return { shown: value.shown, exact: value.exact, source: sourceText(value.source) };
  }
  const state = asked.name.startsWith('feature@') ? featureState(pool, asked.feature) : undefined;
  return state === undefined ? undefined : { shown: state, exact: state, source: 'local' };
}

function columnOf(asked: Asked): Column {
  if (asked.kind === 'name') return { header: 'NAME', width: 4, fixed: false, right: false };
  if (asked.kind === 'feature')
    return { header: asked.name.toUpperCase(), width: asked.name.length, fixed: false, right: false };
  const { property } = asked;
  if (property.name === 'health') return { header: property.column, width: 8, fixed: true, right: true };
  if (property.right === true)
    return { header: property.column, width: Math.max(5, property.column.length), fixed: true, right: true };
  const words = property.values.includes('<') ? [] : property.values.split(' | ');
  const width = words.reduce((w, word) => Math.max(w, word.length), property.column.length);
  return { header: property.column, width, fixed: words.length > 0, right: false };
}

/** The pools that are meant, in name order; with none named all of them. */
export function selectPools(
  call: Call,
  names: readonly string[],
): { readonly pools: readonly Pool[]; readonly failed: boolean } {
  if (names.length === 0) return { pools: call.zfs.pools, failed: false };
  const opened = names.map((name) => openPool(call, name));
  const found = new Set(opened);
  return { pools: call.zfs.pools.filter((p) => found.has(p)), failed: opened.includes(undefined) };
}

export const zpoolList: Subcommand = {
  names: ['list'],
  options: 'gHLo:pPT:v',
  usageTail: poolPropertyUsage,
  run(call) {
    for (const option of ['T', 'g', 'L', 'P']) if (call.has(option)) return call.unsupported(`list -${option}`);
    const asked = parseProperties(call.value('o') ?? STANDARD);
    if (typeof asked === 'string') return call.usage(`bad property list: ${asked}`);
    if (/^[\d.]+$/.test(call.operands.at(-1) ?? '')) return call.unsupported('list with an interval');
    const { pools, failed } = selectPools(call, call.operands);
    const scripted = call.has('H');
    if (pools.length === 0) {
      if (call.operands.length === 0 && !scripted) call.print('no pools available\n');
      return failed ? 1 : 0;
    }
    const exact = call.has('p');
    const columns = asked.map(columnOf);
    const rows: (readonly string[])[] = [];
    for (const pool of pools) {
      rows.push(
        asked.map((a) => ((value) => (value === undefined ? '-' : exact ? value.exact : value.shown))(answer(pool, a))),
      );
      if (call.has('v')) rows.push(...vdevRows(pool, asked));
    }
    const text = listing(columns, rows, scripted, exact);
    call.print(call.has('v') && !scripted ? withoutEmptyEnds(text) : text);
    return pools.length === 0 && failed ? 1 : 0;
  },
};

/** Lines of `-v`: each group and disk with its share. */
function vdevRows(pool: Pool, asked: readonly Asked[]): string[][] {
  const rows: string[][] = [];
  const allocated = allocatedBytes(pool);
  const line = (indent: string, name: string, size: string, state: string): void => {
    const values: Readonly<Record<string, string>> = {
      size,
      allocated: niceBytes(allocated),
      free: niceBytes(pool.sizeBytes - allocated),
      fragmentation: '0%',
      capacity: `${((allocated * 100) / pool.sizeBytes).toFixed(2)}%`,
      health: state,
      altroot: '',
    };
    rows.push(
      asked.map((a) =>
        a.kind === 'name' ? indent + name : a.kind === 'native' ? (values[a.property.name] ?? '-') : '-',
      ),
    );
  };
  pool.vdevs.forEach((group, index) => {
    const size = niceBytes(pool.sizeBytes + DEFAULT_DISK_BYTES);
    line('  ', groupName(group, index), size, groupState(group, pool.lacking));
    if (group.type !== 'disk') for (const disk of group.disks) line('    ', disk, size, diskState(pool, disk));
  });
  return rows;
}

const withoutEmptyEnds = (text: string): string => text.replace(/ +\n/g, '\n');

export const zpoolGet: Subcommand = {
  names: ['get'],
  options: 'Hpo:',
  missingArgument: 'missing property argument',
  usageTail: poolPropertyUsage,
  run(call) {
    const columns = parseGetColumns(call.value('o'));
    if (typeof columns === 'string') return call.usage(columns);
    const [list, ...names] = call.operands;
    if (list === undefined) return call.usage('missing property argument');
    const everything: readonly Asked[] = [
      ...POOL_PROPERTIES.map((property) => ({ kind: 'native' as const, property })),
      ...POOL_FEATURES.map((feature) => ({ kind: 'feature' as const, name: `feature@${feature}`, feature })),
    ];
    const asked = list === 'all' ? everything : parseProperties(list);
    if (typeof asked === 'string') return call.usage(`bad property list: ${asked}`);
    const { pools, failed } = selectPools(call, names);
    const exact = call.has('p');
    const rows: GetRow[] = [];
    for (const pool of pools) {
      for (const a of asked) {
        const value = answer(pool, a);
        if (value === undefined) continue;
        rows.push({
          name: pool.name,
          property: a.kind === 'native' ? a.property.name : a.kind === 'feature' ? a.name : 'name',
          value: exact ? value.exact : value.shown,
          source: value.source,
          width: columnOf(a).width,
        });
      }
    }
    call.print(getListing(columns, rows, call.has('H')));
    return failed ? 1 : 0;
  },
};
