/** All rules; one line each, in the order of their groups. */
import type { Rule } from '../rule.ts';
import { absPathProbe } from './abs-path-probe.ts';
import { ampersandRedirect } from './ampersand-redirect.ts';
import { ansiCQuotes } from './ansi-c-quotes.ts';
import { appendAssignment } from './append-assignment.ts';
import { arithmeticOperator } from './arithmetic-operator.ts';
import { badSubstitution } from './bad-substitution.ts';
import { bashVariables } from './bash-variables.ts';
import { braceExpansion } from './brace-expansion.ts';
import { builtinOptions } from './builtin-options.ts';
import { busyboxAppletOpt } from './busybox-applet-opt.ts';
import { calleeClobbersCaller } from './callee-clobbers-caller.ts';
import { caretBracket } from './caret-bracket.ts';
import { cmdlineSubstring } from './cmdline-substring.ts';
import { compareAfterStrip } from './compare-after-strip.ts';
import { condAssignChain } from './cond-assign-chain.ts';
import { daemonReloadLate } from './daemon-reload-late.ts';
import { dashSentinel } from './dash-sentinel.ts';
import { datasetAsPool } from './dataset-as-pool.ts';
import { datasetWordSplit } from './dataset-word-split.ts';
import { descriptorAbove9 } from './descriptor-above-9.ts';
import { destructiveUnset } from './destructive-unset.ts';
import { devnodeNoWait } from './devnode-no-wait.ts';
import { directive } from './directive.ts';
import { dotArguments } from './dot-arguments.ts';
import { dotPathSearch } from './dot-path-search.ts';
import { dotPrefixAssign } from './dot-prefix-assign.ts';
import { doubleBracket } from './double-bracket.ts';
import { doubleParenthesis } from './double-parenthesis.ts';
import { echoBackslash } from './echo-backslash.ts';
import { echoOptions } from './echo-options.ts';
import { encrootPerDataset } from './encroot-per-dataset.ts';
import { execReturn } from './exec-return.ts';
import { fileWideDisable } from './file-wide-disable.ts';
import { findWithoutType } from './find-without-type.ts';
import { foreignBuiltin } from './foreign-builtin.ts';
import { functionKeyword } from './function-keyword.ts';
import { generatorRuntimeState } from './generator-runtime-state.ts';
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
import { hostidInImage } from './hostid-in-image.ts';
import { ifsScope } from './ifs-scope.ts';
import { interactiveStdinNull } from './interactive-stdin-null.ts';
import { keylocationScheme } from './keylocation-scheme.ts';
import { localOutsideFunction } from './local-outside-function.ts';
import { missingBinary } from './missing-binary.ts';
import { missingLibSource } from './missing-lib-source.ts';
import { missingModuleDep } from './missing-module-dep.ts';
import { mountHelper } from './mount-helper.ts';
import { mountHookNotFinal } from './mount-hook-not-final.ts';
import { mountHookTouchesF } from './mount-hook-touches-f.ts';
import { multiPoolFirst } from './multi-pool-first.ts';
import { nameWithSlash } from './name-with-slash.ts';
import { nonIdempotent } from './non-idempotent.ts';
import { orderMissing } from './order-missing.ts';
import { parseHumanOutput } from './parse-human-output.ts';
import { plusSpace } from './plus-space.ts';
import { positionalAbove9 } from './positional-above-9.ts';
import { printfExtensions } from './printf-extensions.ts';
import { promptTimeout } from './prompt-timeout.ts';
import { readOptions } from './read-options.ts';
import { retryPhase } from './retry-phase.ts';
import { returnInPipeline } from './return-in-pipeline.ts';
import { setOption } from './set-option.ts';
import { settleAsBarrier } from './settle-as-barrier.ts';
import { shebangIgnored } from './shebang-ignored.ts';
import { signalNames } from './signal-names.ts';
import { sleepAsWait } from './sleep-as-wait.ts';
import { sourceBuiltin } from './source-builtin.ts';
import { statusIgnored } from './status-ignored.ts';
import { statusRange } from './status-range.ts';
import { statusScope } from './status-scope.ts';
import { stdinEater } from './stdin-eater.ts';
import { stripChain } from './strip-chain.ts';
import { syntaxError } from './syntax-error.ts';
import { testDoubleEquals } from './test-double-equals.ts';
import { testOperator } from './test-operator.ts';
import { toolUsage } from './tool-usage.ts';
import { unitNameEscape } from './unit-name-escape.ts';
import { unsafeGeneratedScript } from './unsafe-generated-script.ts';
import { unsetUppercase } from './unset-uppercase.ts';
import { waitUnbounded } from './wait-unbounded.ts';
import { waitWrongObject } from './wait-wrong-object.ts';

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
  condAssignChain,
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
  parseHumanOutput,
  unsafeGeneratedScript,
  // waiting
  promptTimeout,
  waitUnbounded,
  waitWrongObject,
  devnodeNoWait,
  settleAsBarrier,
  statusIgnored,
  nonIdempotent,
  orderMissing,
  ifsScope,
  retryPhase,
  sleepAsWait,
  generatorRuntimeState,
  stdinEater,
  statusScope,
  daemonReloadLate,
  // image
  missingBinary,
  missingModuleDep,
  missingLibSource,
  mountHelper,
  absPathProbe,
  findWithoutType,
  hostidInImage,
  toolUsage,
  fileWideDisable,
  busyboxAppletOpt,
  unsetUppercase,
  // dialect
  syntaxError,
  ampersandRedirect,
  testDoubleEquals,
  doubleBracket,
  testOperator,
  foreignBuiltin,
  sourceBuiltin,
  builtinOptions,
  readOptions,
  printfExtensions,
  echoOptions,
  echoBackslash,
  appendAssignment,
  badSubstitution,
  ansiCQuotes,
  braceExpansion,
  caretBracket,
  arithmeticOperator,
  doubleParenthesis,
  functionKeyword,
  dotPathSearch,
  bashVariables,
  signalNames,
  setOption,
  statusRange,
  descriptorAbove9,
  positionalAbove9,
  // the linter itself
  directive,
];
