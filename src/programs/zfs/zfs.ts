/** The `zfs` program (zfs(8)). */
import type { Program } from '../program.ts';
import { dispatch, ZFS_START_US } from './dispatch.ts';
import { ZFS_USAGE } from './usage-texts.ts';
import { zfsBookmark } from './zfs-bookmark.ts';
import { zfsChangeKey } from './zfs-change-key.ts';
import { zfsClone, zfsCreate } from './zfs-create.ts';
import { zfsDestroy } from './zfs-destroy.ts';
import { zfsGet } from './zfs-get.ts';
import { zfsHold, zfsHolds, zfsRelease } from './zfs-hold.ts';
import { zfsList } from './zfs-list.ts';
import { zfsLoadKey, zfsUnloadKey } from './zfs-load-key.ts';
import { zfsMaintenance } from './zfs-maintenance.ts';
import { zfsMount, zfsUnmount } from './zfs-mount.ts';
import { zfsInherit, zfsSet } from './zfs-set.ts';
import { zfsPromote, zfsRename, zfsRollback, zfsSnapshot } from './zfs-snapshot.ts';
import { version } from './zfs-version.ts';

const SUITE = {
  name: 'zfs',
  usage: ZFS_USAGE,
  subcommands: [
    version,
    zfsBookmark,
    zfsChangeKey,
    zfsClone,
    zfsCreate,
    zfsDestroy,
    zfsGet,
    zfsHold,
    zfsHolds,
    zfsInherit,
    zfsList,
    zfsLoadKey,
    zfsMount,
    zfsPromote,
    zfsRelease,
    zfsRename,
    zfsRollback,
    zfsSet,
    zfsSnapshot,
    zfsUnloadKey,
    zfsUnmount,
    ...zfsMaintenance,
  ],
} as const;

export const zfs: Program = { name: 'zfs', startUs: ZFS_START_US, run: (p, m) => dispatch(SUITE, p, m) };
