/** The programs of ZFS. */
import type { Program } from '../program.ts';
import { hostid } from './hostid.ts';
import { mountZfs } from './mount-zfs.ts';
import { zfs } from './zfs.ts';
import { zgenhostid } from './zgenhostid.ts';
import { zpool } from './zpool.ts';
import { zvolWait } from './zvol-wait.ts';

export const zfsPrograms: readonly Program[] = [hostid, mountZfs, zfs, zgenhostid, zpool, zvolWait];
