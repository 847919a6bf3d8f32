/** The programs that make, change, move and look at files. */

import { find } from '../find/find.ts';
import type { Program } from '../program.ts';
import { chmod } from './chmod.ts';
import { chgrp, chown } from './chown.ts';
import { cp } from './cp.ts';
import { dd } from './dd.ts';
import { df } from './df.ts';
import { du } from './du.ts';
import { install } from './install.ts';
import { ln } from './ln.ts';
import { ls } from './ls.ts';
import { mkdir } from './mkdir.ts';
import { mkfifo, mknod } from './mknod.ts';
import { mktemp } from './mktemp.ts';
import { mv } from './mv.ts';
import { pwd } from './pwd.ts';
import { readlink, realpath } from './readlink.ts';
import { rm } from './rm.ts';
import { rmdir } from './rmdir.ts';
import { stat } from './stat.ts';
import { sync } from './sync.ts';
import { touch } from './touch.ts';
import { truncate } from './truncate.ts';

export const filePrograms: readonly Program[] = [
  chgrp,
  chmod,
  chown,
  cp,
  dd,
  df,
  du,
  find,
  install,
  ln,
  ls,
  mkdir,
  mkfifo,
  mknod,
  mktemp,
  mv,
  pwd,
  readlink,
  realpath,
  rm,
  rmdir,
  stat,
  sync,
  touch,
  truncate,
];
