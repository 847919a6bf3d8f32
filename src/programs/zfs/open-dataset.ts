/** Finding the dataset that a command line names, with libzfs's complaints. */
import type { Dataset } from '../../machine/zfs/dataset.ts';
import { type DatasetType, datasetNameError, poolNameError } from '../../machine/zfs/names.ts';
import type { Pool } from '../../machine/zfs/pool.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Call } from './call.ts';

/** Opens a dataset, or says `cannot open 'NAME': …` and gives undefined. */
export function openDataset(call: Call, name: string, types: readonly DatasetType[]): Dataset | undefined {
  const malformed = datasetNameError(name, types);
  if (malformed !== undefined) {
    call.cannot('open', name, malformed, { kind: 'usage', text: malformed });
    return undefined;
  }
  const dataset = call.zfs.dataset(name);
  if (!dataset) {
    call.cannot('open', name, 'dataset does not exist', { kind: 'dataset-missing', dataset: name });
    return undefined;
  }
  if (!types.includes(dataset.type)) {
    call.cannot('open', name, 'operation not applicable to datasets of this type');
    return undefined;
  }
  return dataset;
}

/** The same where a path inside a mounted filesystem will do as well (`zfs list /home`). */
export function openDatasetOrPath(call: Call, name: string, types: readonly DatasetType[]): Dataset | undefined {
  if (!name.startsWith('/') && !name.startsWith('./')) return openDataset(call, name, types);
  const stat = call.p.stat(name);
  if (isErrno(stat)) {
    call.cannot('open', name, stat.message, { kind: 'path-missing', path: name });
    return undefined;
  }
  const dataset = call.zfs.mounts.bySuperblock(call.zfs.pools, stat.dev);
  if (!dataset) call.cannot('open', name, 'not a ZFS filesystem');
  return dataset;
}

/** Opens an imported pool, or says `cannot open 'NAME': …` and gives undefined. */
export function openPool(call: Call, name: string): Pool | undefined {
  const malformed = poolNameError(name);
  if (malformed !== undefined) {
    call.cannot('open', name, malformed, { kind: 'usage', text: malformed });
    return undefined;
  }
  const pool = call.zfs.pool(name);
  if (!pool) call.cannot('open', name, 'no such pool', { kind: 'pool-missing', pool: name });
  return pool;
}
