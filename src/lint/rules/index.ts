/** All rules; one line each, in the order of their groups. */
import type { Rule } from '../rule.ts';
import { calleeClobbersCaller } from './callee-clobbers-caller.ts';
import { cmdlineSubstring } from './cmdline-substring.ts';
import { compareAfterStrip } from './compare-after-strip.ts';
import { dashSentinel } from './dash-sentinel.ts';
import { datasetAsPool } from './dataset-as-pool.ts';
import { datasetWordSplit } from './dataset-word-split.ts';
import { destructiveUnset } from './destructive-unset.ts';
import { directive } from './directive.ts';
import { dotArguments } from './dot-arguments.ts';
import { dotPrefixAssign } from './dot-prefix-assign.ts';
import { encrootPerDataset } from './encroot-per-dataset.ts';
import { execReturn } from './exec-return.ts';
import { getargMulti } from './getarg-multi.ts';
import { hardcodedPool } from './hardcoded-pool.ts';
import { hookCd } from './hook-cd.ts';
import { hookClobbersDriverVariable } from './hook-clobbers-driver-var.ts';
import { hookExec } from './hook-exec.ts';
import { hookExit } from './hook-exit.ts';
import { hookLastStatus } from './hook-last-status.ts';
import { hookLeaksState } from './hook-leaks-state.ts';
import { hookName } from './hook-name.ts';
import { hookSetFlags } from './hook-set-flags.ts';
import { hookTrap } from './hook-trap.ts';
import { hookdirLiteral } from './hookdir-literal.ts';
import { interactiveStdinNull } from './interactive-stdin-null.ts';
import { keylocationScheme } from './keylocation-scheme.ts';
import { localOutsideFunction } from './local-outside-function.ts';
import { mountHookNotFinal } from './mount-hook-not-final.ts';
import { mountHookTouchesF } from './mount-hook-touches-f.ts';
import { multiPoolFirst } from './multi-pool-first.ts';
import { nameWithSlash } from './name-with-slash.ts';
import { plusSpace } from './plus-space.ts';
import { promptTimeout } from './prompt-timeout.ts';
import { returnInPipeline } from './return-in-pipeline.ts';
import { shebangIgnored } from './shebang-ignored.ts';
import { stripChain } from './strip-chain.ts';
import { syntaxError } from './syntax-error.ts';
import { unitNameEscape } from './unit-name-escape.ts';
import { waitUnbounded } from './wait-unbounded.ts';

export const RULES: readonly Rule[] = [
  // process
  interactiveStdinNull,
  execReturn,
  hookExit,
  hookSetFlags,
  localOutsideFunction,
  dotArguments,
  hookExec,
  hookTrap,
  returnInPipeline,
  hookClobbersDriverVariable,
  hookCd,
  mountHookTouchesF,
  shebangIgnored,
  hookdirLiteral,
  dotPrefixAssign,
  hookLastStatus,
  mountHookNotFinal,
  hookName,
  hookLeaksState,
  calleeClobbersCaller,
  // names
  datasetAsPool,
  nameWithSlash,
  stripChain,
  compareAfterStrip,
  plusSpace,
  dashSentinel,
  encrootPerDataset,
  multiPoolFirst,
  keylocationScheme,
  hardcodedPool,
  datasetWordSplit,
  cmdlineSubstring,
  getargMulti,
  unitNameEscape,
  destructiveUnset,
  // waiting
  promptTimeout,
  waitUnbounded,
  // image
  // dialect
  syntaxError,
  // the linter itself
  directive,
];
