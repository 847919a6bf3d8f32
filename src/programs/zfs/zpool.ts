/** The `zpool` program (zpool(8)). */
import type { Program } from '../program.ts';
import { dispatch, ZFS_START_US } from './dispatch.ts';
import { ZPOOL_USAGE } from './usage-texts.ts';
import { version } from './zfs-version.ts';
import { zpoolCreate } from './zpool-create.ts';
import { zpoolExport, zpoolImport } from './zpool-import.ts';
import { zpoolGet, zpoolList } from './zpool-list.ts';
import { maintenance } from './zpool-maintenance.ts';
import { zpoolDestroy, zpoolSet, zpoolSync } from './zpool-set.ts';
import { statistics } from './zpool-statistics.ts';
import { zpoolStatus } from './zpool-status.ts';
import { vdevCommands } from './zpool-vdevs.ts';

const SUITE = {
  name: 'zpool',
  usage: ZPOOL_USAGE,
  subcommands: [
    version,
    zpoolCreate,
    zpoolDestroy,
    zpoolExport,
    zpoolGet,
    zpoolImport,
    zpoolList,
    zpoolSet,
    zpoolStatus,
    zpoolSync,
    ...maintenance,
    ...statistics,
    ...vdevCommands,
  ],
} as const;

export const zpool: Program = { name: 'zpool', startUs: ZFS_START_US, run: (p, m) => dispatch(SUITE, p, m) };
