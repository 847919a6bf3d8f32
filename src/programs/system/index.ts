/** The programs that ask about processes, terminals and the kernel, or change how another program runs. */
import type { Program } from '../program.ts';
import { debootstrap } from './debootstrap.ts';
import { dmesg } from './dmesg.ts';
import { flock } from './flock.ts';
import { arch, hostname, id, nproc, uname } from './identity.ts';
import { nologin } from './nologin.ts';
import { ps } from './ps.ts';
import { chroot, nice, nohup, setsid } from './run-other.ts';
import { kill, pgrep, pidof, pkill } from './signals.ts';
import { sysctl } from './sysctl.ts';
import { clear, stty, tty } from './terminal.ts';
import { timeout } from './timeout.ts';
import { which } from './which.ts';

export const systemPrograms: readonly Program[] = [
  arch,
  chroot,
  clear,
  debootstrap,
  dmesg,
  flock,
  hostname,
  id,
  kill,
  nice,
  nohup,
  nologin,
  nproc,
  pgrep,
  pidof,
  pkill,
  ps,
  setsid,
  stty,
  sysctl,
  timeout,
  tty,
  uname,
  which,
];
