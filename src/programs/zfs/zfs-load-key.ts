/** `zfs load-key` and `zfs unload-key` (zfs-load-key(8)). */
import type { Task } from '../../kernel/task.ts';
import type { Dataset } from '../../machine/zfs/dataset.ts';
import type { Call, Subcommand } from './call.ts';
import { selectDatasets } from './dataset-selection.ts';
import { loadKeyOf } from './key-loading.ts';
import { PROPERTY_HINT } from './property-usage.ts';

/** Status of a failure, as real `zfs` gives it (-1). */
const FAILED = 255;

export const zfsLoadKey: Subcommand = {
  names: ['load-key'],
  options: 'anrL:',
  usageTail: () => PROPERTY_HINT,
  *run(call) {
    const verifyOnly = call.has('n');
    return yield* eachRoot(call, verifyOnly ? 'verified' : 'loaded', verifyOnly, function* (dataset, earlierFailure) {
      return yield* loadKeyOf(call, dataset, { verifyOnly, location: call.value('L'), staleError: earlierFailure });
    });
  },
};

export const zfsUnloadKey: Subcommand = {
  names: ['unload-key'],
  options: 'ar',
  usageTail: () => PROPERTY_HINT,
  *run(call) {
    return yield* eachRoot(call, 'unloaded', false, function* (dataset) {
      const refused = call.zfs.unloadKey(dataset, call.p.pid);
      if (!refused) return true;
      call.warn(`Key unload error: ${refused.text}\n`);
      call.because(refused.reason);
      return false;
    });
  },
};

type Act = (dataset: Dataset, recursive: boolean) => Task<boolean>;

/** Goes over the datasets that are meant; with `-a` and `-r` over the encryption roots that need it, and counts. */
function* eachRoot(call: Call, done: 'loaded' | 'verified' | 'unloaded', verifyOnly: boolean, act: Act): Task<number> {
  const all = call.has('a');
  const recursive = all || call.has('r');
  if (!all && call.operands.length === 0) return call.usage('Missing dataset argument or -a option');
  if (all && call.operands.length > 0) return call.usage('Cannot specify dataset with -a option');
  const { datasets, failed } = selectDatasets(call, call.operands, { types: ['filesystem', 'volume'], recursive });
  let attempted = 0;
  let succeeded = 0;
  for (const dataset of datasets) {
    if (recursive) {
      if (dataset.wrapping === undefined) continue;
      if (done === 'unloaded' ? !dataset.wrapping.loaded : dataset.wrapping.loaded && !verifyOnly) continue;
    }
    attempted++;
    if (yield* act(dataset, recursive)) succeeded++;
  }
  if (verifyOnly || (recursive && attempted > 0))
    call.print(`${succeeded} / ${attempted} key(s) successfully ${done}\n`);
  return succeeded < attempted ? FAILED : failed ? 1 : 0;
}
