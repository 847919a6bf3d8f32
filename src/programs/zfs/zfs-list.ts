/** `zfs list` (zfs-list(8)). */
import type { Dataset } from '../../machine/zfs/dataset.ts';
import type { DatasetType } from '../../machine/zfs/names.ts';
import type { Call, Subcommand } from './call.ts';
import { type AskedProperty, askedValue, columnOf, parseProperties } from './dataset-columns.ts';
import { parseDepth, parseTypes, selectDatasets } from './dataset-selection.ts';
import { listing } from './listing.ts';
import { datasetPropertyUsage } from './property-usage.ts';

const STANDARD = 'name,used,available,referenced,mountpoint';
const SPACE = 'name,available,used,usedbysnapshots,usedbydataset,usedbyrefreservation,usedbychildren';

export const zfsList: Subcommand = {
  names: ['list'],
  options: 'HS:d:o:prs:t:',
  usageTail: datasetPropertyUsage,
  run,
};

function run(call: Call): number {
  const depth = parseDepth(call);
  if (typeof depth === 'string') return call.usage(depth);
  const typed = call.values('t');
  let types: readonly DatasetType[] = ['filesystem', 'volume'];
  if (typed.length > 0) {
    const parsed = parseTypes(typed.join(','));
    if (typeof parsed === 'string') return call.usage(parsed);
    types = parsed;
  }
  const fields = call.value('o') ?? STANDARD;
  const asked = parseProperties(fields === 'space' ? SPACE : fields);
  if (typeof asked === 'string') return call.usage(`bad property list: ${asked}`);
  if ('unsupported' in asked) return call.unsupported(`property ${asked.unsupported}`);
  const order: { readonly asked: AskedProperty; readonly reverse: boolean }[] = [];
  for (const { name, value } of call.given) {
    if (name !== 's' && name !== 'S') continue;
    const key = parseProperties(value!);
    if (typeof key === 'string' || 'unsupported' in key || key.length !== 1)
      return call.usage(`invalid property '${value}'`);
    order.push({ asked: key[0]!, reverse: name === 'S' });
  }

  let { recursive, depth: levels } = { depth: undefined as number | undefined, ...depth };
  const only = types.length === 1 ? types[0] : undefined;
  if (
    (only === 'snapshot' || only === 'bookmark') &&
    !recursive &&
    depth.depth === undefined &&
    call.operands.length > 0
  ) {
    recursive = true;
    levels = 1;
  }
  const { datasets, failed } = selectDatasets(call, call.operands, {
    types,
    recursive,
    depth: levels,
    paths: true,
    byPoolSetting: typed.length === 0,
  });
  const scripted = call.has('H');
  if (datasets.length === 0) {
    if (!failed && !scripted) call.warn('no datasets available\n');
    return failed ? 1 : 0;
  }
  const sorted = order.length === 0 ? datasets : sortedBy(call, datasets, order);
  const exact = call.has('p');
  const rows = sorted.map((dataset) =>
    asked.map((a) => {
      const value = askedValue(dataset, a, call.zfs.properties);
      return value === undefined ? '-' : exact ? value.exact : value.shown;
    }),
  );
  call.print(listing(asked.map(columnOf), rows, scripted, exact));
  return failed ? 1 : 0;
}

/** Datasets without the property come last either way; ties in name order. */
function sortedBy(
  call: Call,
  datasets: readonly Dataset[],
  order: readonly { readonly asked: AskedProperty; readonly reverse: boolean }[],
): Dataset[] {
  const place = new Map(datasets.map((d, i) => [d, i]));
  const keys = new Map(datasets.map((d) => [d, order.map((o) => askedValue(d, o.asked, call.zfs.properties)?.exact)]));
  return [...datasets].sort((a, b) => {
    for (const [i, { asked, reverse }] of order.entries()) {
      const left = keys.get(a)![i];
      const right = keys.get(b)![i];
      if (left === right) continue;
      if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
      const numeric = asked.kind === 'native' && asked.property.right === true;
      const compared = numeric ? Number(left) - Number(right) : left < right ? -1 : 1;
      if (compared !== 0) return reverse ? -compared : compared;
    }
    return place.get(a)! - place.get(b)!;
  });
}
