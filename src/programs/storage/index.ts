/** The programs for block devices and what is on them. */
import type { Program } from '../program.ts';
import { blkid } from './blkid.ts';
import { blockdev } from './blockdev.ts';
import { cryptsetup } from './cryptsetup.ts';
import { dmsetup } from './dmsetup.ts';
import { checkers, fsck } from './fsck.ts';
import { losetup } from './losetup.ts';
import { lsblk } from './lsblk.ts';
import { makers } from './mkfs.ts';
import { swapoff, swapon } from './swap.ts';
import { systemdCryptsetup } from './systemd-cryptsetup.ts';
import { udevadm } from './udevadm.ts';
import { wipefs } from './wipefs.ts';

export const storagePrograms: readonly Program[] = [
  blkid,
  blockdev,
  cryptsetup,
  ...checkers,
  dmsetup,
  fsck,
  losetup,
  lsblk,
  ...makers,
  swapoff,
  swapon,
  systemdCryptsetup,
  udevadm,
  wipefs,
];
