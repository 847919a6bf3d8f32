/** The text programs. */
import type { Program } from '../program.ts';
import { basename } from './basename.ts';
import { cat } from './cat.ts';
import { cut } from './cut.ts';
import { dirname } from './dirname.ts';
import { echo } from './echo.ts';
import { expr } from './expr.ts';
import { grep } from './grep.ts';
import { head } from './head.ts';
import { sed } from './sed.ts';
import { sleep } from './sleep.ts';
import { sort } from './sort.ts';
import { tail } from './tail.ts';
import { tee } from './tee.ts';
import { tr } from './tr.ts';
import { falseProgram, trueProgram } from './true.ts';
import { uniq } from './uniq.ts';
import { wc } from './wc.ts';
import { yes } from './yes.ts';

export const textPrograms: readonly Program[] = [
  basename, cat, cut, dirname, echo, expr, falseProgram, grep, head, sed, sleep, sort, tail, tee, tr, trueProgram, uniq, wc, yes,
];
