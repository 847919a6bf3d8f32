/** Which datasets `zfs list`, `zfs get` and `zfs load-key` work on: operands, recursion, types (zfs_for_each). */
import type { Dataset } from '../../machine/zfs/dataset.ts';
import type { DatasetType } from '../../machine/zfs/names.ts';
import type { Call } from './call.ts';
import { openDataset, openDatasetOrPath } from './open-dataset.ts';

export interface Selection {
  readonly types: readonly DatasetType[];
  readonly recursive: boolean;
  /** Levels below an operand; undefined: no limit. */
  readonly depth?: number | undefined;
  /** Operands may be paths. */
  readonly paths?: boolean;
  /** Snapshots are shown when they are named, and for pools with `listsnapshots=on`, although the types leave them out. */
  readonly byPoolSetting?: boolean;
}

export interface Selected {
  /** In the order of `zfs list`. */
  readonly datasets: readonly Dataset[];
  /** True when an operand could not be opened; said already. */
  readonly failed: boolean;
}

const TYPES: Readonly<Record<string, readonly DatasetType[]>> = {
  filesystem: ['filesystem'],
  volume: ['volume'],
  snapshot: ['snapshot'],
  snap: ['snapshot'],
  bookmark: ['bookmark'],
  all: ['filesystem', 'volume', 'snapshot', 'bookmark'],
};

/** The types of `-t`; a text is the complaint. */
export function parseTypes(text: string): readonly DatasetType[] | string {
  const types = new Set<DatasetType>();
  for (const word of text.split(',')) {
    const named = Object.hasOwn(TYPES, word) ? TYPES[word] : undefined;
    if (!named) return `invalid type '${word}'`;
    for (const type of named) types.add(type);
  }
  return [...types];
}

export function selectDatasets(call: Call, operands: readonly string[], how: Selection): Selected {
  const found = new Set<Dataset>();
  const recursive = how.recursive || operands.length === 0;
  const wants = new Set(how.types);
  const withSnapshots = (dataset: Dataset): boolean =>
    wants.has('snapshot') || (how.byPoolSetting === true && dataset.pool.property('listsnapshots') === 'on');
  const collect = (dataset: Dataset, below: number): void => {
    if (wants.has(dataset.type) || (dataset.type === 'snapshot' && how.byPoolSetting === true)) found.add(dataset);
    if (!recursive || (how.depth !== undefined && below >= how.depth)) return;
    for (const child of dataset.children) collect(child, below + 1);
    if (withSnapshots(dataset)) for (const snapshot of dataset.snapshots) found.add(snapshot);
    if (wants.has('bookmark')) for (const bookmark of dataset.bookmarks) found.add(bookmark);
  };

  if (operands.length === 0) {
    for (const pool of call.zfs.pools) collect(pool.root, 0);
    return { datasets: call.zfs.sorted(found), failed: false };
  }
  const openable = new Set<DatasetType>(how.types);
  if (how.recursive) {
    openable.add('filesystem');
    if (openable.has('snapshot') || openable.has('bookmark')) openable.add('volume');
  }
  if (how.byPoolSetting === true) openable.add('snapshot');
  let failed = false;
  for (const name of operands) {
    const dataset = (how.paths === true ? openDatasetOrPath : openDataset)(call, name, [...openable]);
    if (dataset) collect(dataset, 0);
    else failed = true;
  }
  return { datasets: call.zfs.sorted(found), failed };
}

/** `-r` and `-d N`; a text is the complaint. */
export function parseDepth(call: Call): { readonly recursive: boolean; readonly depth?: number } | string {
  const text = call.value('d');
  if (text === undefined) return { recursive: call.has('r') };
  if (!/^-?\d+$/.test(text)) return `${text} is not an integer`;
  if (text.startsWith('-')) return `${text} can not be negative`;
  return { recursive: true, depth: Number(text) };
}
