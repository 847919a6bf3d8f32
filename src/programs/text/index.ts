/** The text programs. */

import { awk } from '../awk/awk.ts';
import type { Program } from '../program.ts';
import { base64 } from './base64.ts';
import { basename } from './basename.ts';
import { cat } from './cat.ts';
import { md5sum, sha1sum, sha256sum } from './checksums.ts';
import { cmp } from './cmp.ts';
import { comm } from './comm.ts';
import { cut } from './cut.ts';
import { date } from './date.ts';
import { diff } from './diff.ts';
import { dirname } from './dirname.ts';
import { echo } from './echo.ts';
import { env } from './env.ts';
import { expr } from './expr.ts';
import { fold } from './fold.ts';
import { egrep, fgrep, grep } from './grep.ts';
import { head } from './head.ts';
import { less } from './less.ts';
import { nl } from './nl.ts';
import { od } from './od.ts';
import { paste } from './paste.ts';
import { printenv } from './printenv.ts';
import { printf } from './printf.ts';
import { sed } from './sed.ts';
import { seq } from './seq.ts';
import { sleep } from './sleep.ts';
import { sort } from './sort.ts';
import { tac } from './tac.ts';
import { tail } from './tail.ts';
import { tee } from './tee.ts';
import { bracket, testProgram } from './test.ts';
import { tr } from './tr.ts';
import { falseProgram, trueProgram } from './true.ts';
import { uniq } from './uniq.ts';
import { wc } from './wc.ts';
import { xargs } from './xargs.ts';
import { yes } from './yes.ts';

export const textPrograms: readonly Program[] = [
  awk,
  base64,
  basename,
  bracket,
  cat,
  cmp,
  comm,
  cut,
  date,
  diff,
  dirname,
  echo,
  egrep,
  env,
  expr,
  falseProgram,
  fgrep,
  fold,
  grep,
  head,
  less,
  md5sum,
  nl,
  od,
  paste,
  printenv,
  printf,
  sed,
  seq,
  sha1sum,
  sha256sum,
  sleep,
  sort,
  tac,
  tail,
  tee,
  testProgram,
  tr,
  trueProgram,
  uniq,
  wc,
  xargs,
  yes,
];
