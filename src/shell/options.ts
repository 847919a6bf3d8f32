/** What `set` switches: the options by letter and by name, and how they are listed. */
import { type Dialect, isBash } from '../syntax/dialect.ts';

/** The switches themselves; a forked shell has a copy. */
export interface Options {
  allexport: boolean;
  noclobber: boolean;
  errexit: boolean;
  noglob: boolean;
  ignoreeof: boolean;
  interactive: boolean;
  monitor: boolean;
  noexec: boolean;
  stdin: boolean;
  xtrace: boolean;
  verbose: boolean;
  vi: boolean;
  emacs: boolean;
  notify: boolean;
  nounset: boolean;
  nolog: boolean;
  debug: boolean;
  pipefail: boolean;
  posix: boolean;
  privileged: boolean;
  hashall: boolean;
  braceexpand: boolean;
  physical: boolean;
  functrace: boolean;
  errtrace: boolean;
  keyword: boolean;
  onecmd: boolean;
  histexpand: boolean;
  history: boolean;
  /** busybox: the shell runs the text of `-c`. */
  command: boolean;
}

export type OptionName = keyof Options;

/** An option as `set -o` lists it, unless it is unnamed. */
export interface OptionRow {
  readonly name: string;
  readonly option: OptionName;
  /** Empty when it has a name only. */
  readonly letter: string;
  /** busybox: it is told by its letter in `$-`, but has no name. */
  readonly unnamed?: boolean;
}

const row = (name: string, letter = '', option: OptionName = name as OptionName): OptionRow => ({
  name,
  letter,
  option,
});

const DASH: readonly OptionRow[] = [
  row('errexit', 'e'),
  row('noglob', 'f'),
  row('ignoreeof', 'I'),
  row('interactive', 'i'),
  row('monitor', 'm'),
  row('noexec', 'n'),
  row('stdin', 's'),
  row('xtrace', 'x'),
  row('verbose', 'v'),
  row('vi', 'V'),
  row('emacs', 'E'),
  row('noclobber', 'C'),
  row('allexport', 'a'),
  row('notify', 'b'),
  row('nounset', 'u'),
  row('privileged', 'p'),
  row('nolog'),
  row('debug'),
];

const BUSYBOX: readonly OptionRow[] = [
  row('errexit', 'e'),
  row('noglob', 'f'),
  row('ignoreeof', 'I'),
  { ...row('interactive', 'i'), unnamed: true },
  row('monitor', 'm'),
  row('noexec', 'n'),
  { ...row('stdin', 's'), unnamed: true },
  { ...row('command', 'c'), unnamed: true },
  row('xtrace', 'x'),
  row('verbose', 'v'),
  row('noclobber', 'C'),
  row('allexport', 'a'),
  row('notify', 'b'),
  row('nounset', 'u'),
  row('errtrace', 'E'),
  row('vi'),
  row('pipefail'),
];

const BASH: readonly OptionRow[] = [
  row('allexport', 'a'),
  row('braceexpand', 'B'),
  row('emacs'),
  row('errexit', 'e'),
  row('errtrace', 'E'),
  row('functrace', 'T'),
  row('hashall', 'h'),
  row('histexpand', 'H'),
  row('history'),
  row('ignoreeof'),
  row('interactive-comments', '', 'nolog'),
  row('keyword', 'k'),
  row('monitor', 'm'),
  row('noclobber', 'C'),
  row('noexec', 'n'),
  row('noglob', 'f'),
  row('nolog', '', 'debug'),
  row('notify', 'b'),
  row('nounset', 'u'),
  row('onecmd', 't'),
  row('physical', 'P'),
  row('pipefail'),
  row('posix'),
  row('privileged', 'p'),
  row('verbose', 'v'),
  row('vi'),
  row('xtrace', 'x'),
];

export const optionRows = (dialect: Dialect): readonly OptionRow[] =>
  isBash(dialect) ? BASH : dialect === 'busybox' ? BUSYBOX : DASH;

/** All off but what a dialect begins with. */
export function initialOptions(dialect: Dialect): Options {
  const bash = isBash(dialect);
  return {
    allexport: false,
    noclobber: false,
    errexit: false,
    noglob: false,
    ignoreeof: false,
    interactive: false,
    monitor: false,
    noexec: false,
    stdin: false,
    xtrace: false,
    verbose: false,
    vi: false,
    emacs: false,
    notify: false,
    nounset: false,
    nolog: bash,
    debug: false,
    pipefail: false,
    posix: dialect === 'bash-posix',
    privileged: false,
    hashall: bash,
    braceexpand: bash,
    physical: false,
    functrace: false,
    errtrace: false,
    keyword: false,
    onecmd: false,
    histexpand: false,
    history: false,
    command: false,
  };
}

/** `$-`: the letters that are on, in the dialect's order. */
export function optionLetters(options: Options, dialect: Dialect): string {
  const letters = optionRows(dialect)
    .filter(({ option, letter }) => letter !== '' && options[option])
    .map(({ letter }) => letter);
  // Differs: the Almquist shells tell them backwards.
  if (!isBash(dialect)) return letters.reverse().join('');
  if (options.interactive) letters.push('i');
  return letters.sort((a, b) => BASH_ORDER.indexOf(a) - BASH_ORDER.indexOf(b)).join('');
}

const BASH_ORDER = 'abefhikmnptuvxBCEHPT';
