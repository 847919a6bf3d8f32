/** `zfs destroy` (zfs-destroy(8)). */
import type { Dataset } from '../../machine/zfs/dataset.ts';
import { destroyOne } from '../../machine/zfs/dataset-operations.ts';
import { parentOf } from '../../machine/zfs/names.ts';
import type { Subcommand } from './call.ts';
import { openDataset } from './open-dataset.ts';
import { PROPERTY_HINT } from './property-usage.ts';

export const zfsDestroy: Subcommand = {
  names: ['destroy'],
  options: 'vpndfrR',
  usageTail: () => PROPERTY_HINT,
  run(call) {
    for (const option of ['n', 'p', 'v', 'd']) if (call.has(option)) return call.unsupported(`destroy -${option}`);
    const [name, ...rest] = call.operands;
    if (name === undefined) return call.usage('missing dataset argument');
    if (rest.length > 0) return call.usage('too many arguments');
    if (/@.*[%,]/.test(name) || name.includes('#'))
      return call.unsupported('destroy of several snapshots or of bookmarks');
    const isSnapshot = name.includes('@');
    const dataset = isSnapshot ? call.zfs.dataset(name) : openDataset(call, name, ['filesystem', 'volume']);
    if (!dataset) {
      if (isSnapshot) call.warn('could not find any snapshots to destroy; check snapshot names.\n');
      return 1;
    }
    const recursive = call.has('r') || call.has('R');
    if (!isSnapshot && parentOf(name) === undefined && !recursive) {
      call.warn(
        `cannot destroy '${name}': operation does not apply to pools\nuse 'zfs destroy -r ${name}' to destroy all datasets in the pool\nuse 'zpool destroy ${name}' to destroy the pool itself\n`,
      );
      return 1;
    }
    const below = isSnapshot ? [] : dependents(dataset);
    if (below.length > 0 && !recursive) {
      const what = dataset.children.size > 0 ? 'filesystem has children' : `${dataset.type} has children`;
      call.warn(
        `cannot destroy '${name}': ${what}\nuse '-r' to destroy the following datasets:\n${below.map((d) => `${d.name}\n`).join('')}`,
      );
      return 1;
    }
    const isPoolRoot = !isSnapshot && parentOf(name) === undefined;
    for (const d of isPoolRoot ? below : [...below, dataset]) {
      const refused = destroyOne(call.zfs, d, call.p.pid);
      if (refused) return call.refused(`cannot destroy '${d.name}'`, refused);
    }
    return 0;
  },
};

/** Everything that depends on a dataset in the order in which it goes: children in name order with what is below them, then its snapshots. */
function dependents(dataset: Dataset): Dataset[] {
  const children = [...dataset.children].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [...children.flatMap((c) => [...dependents(c), c]), ...dataset.snapshots];
}
