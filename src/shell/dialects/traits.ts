/** Where the shells differ in what they do, as data; what they say differently is in `messages.ts`. Observed with dash 0.5.12, busybox 1.35 and bash 5.2. */
import type { Dialect } from '../../syntax/dialect.ts';

export interface Traits {
  /** `break` in a function leaves a loop of the caller. */
  readonly breakLeavesCaller: boolean;
  /** `local x` leaves x with the value that it has outside, or unset. */
  readonly localKeepsValue: boolean;
  /** `set -e` holds inside `$( )`. */
  readonly errexitInSubstitution: boolean;
  /** A compound command whose redirection fails ends the shell under `set -e`. */
  readonly errexitOfRedirection: boolean;
  /** `. file words`: the words are the file's parameters. */
  readonly dotTakesParameters: boolean;
  /** `eval` counts lines on from its own; else from 1. */
  readonly evalKeepsLine: boolean;
  /** What is added to the lines of `-c` in diagnostics and LINENO. */
  readonly commandLineShift: number;
  /** Special builtins are special: their errors end the shell, assignments before them stay. */
  readonly specialBuiltins: boolean;
  /** Assignments before a command are a scope of their own, which `unset` uncovers what is behind. */
  readonly temporaryScopes: boolean;
  /** `$_` is the last word of the last command. */
  readonly remembersLastWord: boolean;
  /** A subshell lists the traps of its parent until it sets one. */
  readonly listsParentTraps: boolean;
}

const DASH: Traits = {
  breakLeavesCaller: false,
  localKeepsValue: true,
  errexitInSubstitution: true,
  errexitOfRedirection: true,
  dotTakesParameters: false,
  evalKeepsLine: false,
  commandLineShift: 0,
  // Debian builds it without.
  specialBuiltins: true,
  temporaryScopes: false,
  remembersLastWord: false,
  listsParentTraps: false,
};

const BUSYBOX: Traits = {
  breakLeavesCaller: true,
  localKeepsValue: false,
  errexitInSubstitution: false,
  errexitOfRedirection: false,
  dotTakesParameters: true,
  evalKeepsLine: true,
  commandLineShift: -1,
  specialBuiltins: true,
  temporaryScopes: false,
  remembersLastWord: false,
  listsParentTraps: false,
};

const BASH: Traits = {
  breakLeavesCaller: false,
  localKeepsValue: false,
  errexitInSubstitution: false,
  errexitOfRedirection: true,
  dotTakesParameters: true,
  evalKeepsLine: true,
  commandLineShift: 0,
  specialBuiltins: false,
  temporaryScopes: true,
  remembersLastWord: true,
  listsParentTraps: true,
};

const BASH_POSIX: Traits = { ...BASH, errexitInSubstitution: true, specialBuiltins: true };

export const TRAITS: Readonly<Record<Dialect, Traits>> = {
  dash: DASH,
  busybox: BUSYBOX,
  bash: BASH,
  'bash-posix': BASH_POSIX,
};
