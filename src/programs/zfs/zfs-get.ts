/** `zfs get` (zfs-get(8)). */
import type { Dataset } from '../../machine/zfs/dataset.ts';
import type { DatasetType } from '../../machine/zfs/names.ts';
import { NATIVE_PROPERTIES } from '../../machine/zfs/native-properties.ts';
import { type PropertyValue, sourceText } from '../../machine/zfs/property-value.ts';
import type { Call, Subcommand } from './call.ts';
import { type AskedProperty, askedName, askedValue, columnOf, parseProperties } from './dataset-columns.ts';
import { parseDepth, parseTypes, selectDatasets } from './dataset-selection.ts';
import { type GetRow, getListing, parseGetColumns } from './listing.ts';
import { datasetPropertyUsage } from './property-usage.ts';

const SOURCES = ['local', 'default', 'inherited', 'received', 'temporary', 'none'];

export const zfsGet: Subcommand = {
  names: ['get'],
  options: 'd:o:s:rt:Hp',
  usageTail: datasetPropertyUsage,
  run,
};

function run(call: Call): number {
  const depth = parseDepth(call);
  if (typeof depth === 'string') return call.usage(depth);
  const columns = parseGetColumns(call.value('o'));
  if (typeof columns === 'string') return call.usage(columns);
  const sources = call.value('s')?.split(',') ?? SOURCES;
  const badSource = sources.find((s) => !SOURCES.includes(s));
  if (badSource !== undefined) return call.usage(`invalid source '${badSource}'`);
  let types: readonly DatasetType[] = ['filesystem', 'volume', 'snapshot', 'bookmark'];
  const typed = call.values('t');
  if (typed.length > 0) {
    const parsed = parseTypes(typed.join(','));
    if (typeof parsed === 'string') return call.usage(parsed);
    types = parsed;
  }
  const [list, ...operands] = call.operands;
  if (list === undefined) return call.usage('missing property argument');
  const everything = list === 'all';
  const asked = everything ? [] : parseProperties(list);
  if (typeof asked === 'string') return call.usage(`bad property list: ${asked}`);
  if ('unsupported' in asked) return call.unsupported(`property ${asked.unsupported}`);

  const { datasets, failed } = selectDatasets(call, operands, { types, ...depth, paths: true });
  const rows: GetRow[] = [];
  const all: readonly AskedProperty[] = everything
    ? [...NATIVE_PROPERTIES.map((property) => ({ kind: 'native' as const, property })), ...userProperties(datasets)]
    : asked;
  const exact = call.has('p');
  for (const dataset of datasets) {
    for (const property of all) {
      const value = askedValue(dataset, property, call.zfs.properties);
      if (value === undefined && everything) continue;
      if (!sources.includes(sourceKind(value))) continue;
      rows.push({
        name: dataset.name,
        property: askedName(property),
        value: value === undefined ? '-' : exact ? value.exact : value.shown,
        source: value === undefined ? '-' : sourceText(value.source),
        width: property.kind === 'native' ? columnOf(property).width : 0,
      });
    }
  }
  call.print(getListing(columns, rows, call.has('H')));
  return failed ? 1 : 0;
}

const sourceKind = (value: PropertyValue | undefined): string => value?.source.kind ?? 'none';

/** User properties that any of the datasets has, by name. */
function userProperties(datasets: readonly Dataset[]): AskedProperty[] {
  const names = new Set<string>();
  const seen = new Set<Dataset>();
  for (const dataset of datasets) {
    for (let at: Dataset | undefined = dataset; at && !seen.has(at); at = at.parent) {
      seen.add(at);
      for (const name of at.local.keys()) if (name.includes(':')) names.add(name);
    }
  }
  return [...names].sort().map((name) => ({ kind: 'user', name }));
}
