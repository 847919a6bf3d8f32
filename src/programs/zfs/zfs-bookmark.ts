/** `zfs bookmark` (zfs-bookmark(8)). */
import { addBookmark } from '../../machine/zfs/bookmarks.ts';
import { datasetNameError } from '../../machine/zfs/names.ts';
import { featureState } from '../../machine/zfs/pool-properties.ts';
import type { Subcommand } from './call.ts';
import { openDataset } from './open-dataset.ts';
import { PROPERTY_HINT } from './property-usage.ts';

export const zfsBookmark: Subcommand = {
  names: ['bookmark'],
  options: '',
  usageTail: () => PROPERTY_HINT,
  run(call) {
    const [from, to] = call.operands;
    if (from === undefined) return call.usage('missing source argument');
    if (to === undefined) return call.usage('missing bookmark argument');
    if (!/[@#]/.test(from)) return call.usage(`invalid source name '${from}': must contain a '@' or '#'`);
    if (!to.includes('#')) return call.usage(`invalid bookmark name '${to}': must contain a '#'`);
    if (/^[@#]/.test(from) && to.startsWith('#'))
      return call.usage('either source or bookmark must be specified as full dataset paths');
    const source = /^[@#]/.test(from) ? to.slice(0, to.indexOf('#')) + from : from;
    const name = to.startsWith('#') ? source.replace(/[@#].*$/s, '') + to : to;
    const origin = openDataset(call, source, [source.includes('#') ? 'bookmark' : 'snapshot']);
    if (!origin) return call.usage();
    const fail = (why: string): number => call.cannot('create bookmark', name, why);
    if (datasetNameError(name, ['bookmark'], true) !== undefined) return fail('invalid argument');
    if (featureState(origin.pool, 'bookmarks') === 'disabled') return fail('bookmark feature not enabled');
    const dataset = call.zfs.dataset(name.slice(0, name.indexOf('#')));
    if (!dataset) return fail('dataset does not exist');
    if (dataset.pool !== origin.pool) return fail('bookmark is in a different pool');
    if (dataset !== origin.parent) return fail("source is not an ancestor of the new bookmark's dataset");
    if (call.zfs.dataset(name)) return fail('bookmark exists');
    addBookmark(call.zfs, origin, name, call.p.pid);
    return 0;
  },
};
