/** Variables of bash whose values the shell makes (bash(1), Shell Variables). */
import { type Dialect, isBash } from '../../syntax/dialect.ts';
import type { Interpreter } from '../interpreter.ts';
import { optionRows } from '../options.ts';
import { AssociativeArray } from './associative-array.ts';
import { BashRandom } from './bash-random.ts';
import { argumentStack, callStack } from './call-site.ts';
import { type Dynamic, Extension } from './extension.ts';
import { IndexedArray } from './indexed-array.ts';

const randomOf = (sh: Interpreter): BashRandom => {
  sh.random ??= new BashRandom();
  return sh.random;
};

interface Row {
  readonly dynamic: Dynamic;
  readonly integer?: boolean;
  readonly readonly?: boolean;
}

const text = (get: Dynamic['get'], set?: Dynamic['set']): Row => ({ dynamic: set ? { get, set } : { get } });
const number = (get: (sh: Interpreter) => number, set?: Dynamic['set']): Row => ({
  dynamic: set ? { get: (sh) => String(get(sh)), set } : { get: (sh) => String(get(sh)) },
  integer: true,
});
const list = (values: (sh: Interpreter) => readonly string[]): Row => ({
  dynamic: { get: (sh) => values(sh)[0], values },
});

const MICROSECONDS = 1_000_000;
const epochUs = (sh: Interpreter): number => sh.p.kernel.powerOnSeconds * MICROSECONDS + Math.round(sh.clock.nowUs);

/** Options that POSIX mode switches on without telling of it. */
const OF_POSIX_MODE: ReadonlySet<string> = new Set(['expand_aliases', 'inherit_errexit', 'shift_verbose']);

const DYNAMIC: Readonly<Record<string, Row>> = {
  BASHOPTS: {
    dynamic: {
      get: (sh) =>
        Object.entries(sh.shopts)
          .filter(([name, on]) => on && !(sh.dialect === 'bash-posix' && OF_POSIX_MODE.has(name)))
          .map(([name]) => name)
          .sort()
          .join(':'),
    },
    readonly: true,
  },
  BASHPID: number((sh) => sh.p.pid),
  BASH_ARGV0: text(
    (sh) => sh.name,
    (sh, value) => {
      sh.name = value;
    },
  ),
  BASH_ARGC: list((sh) => argumentStack(sh).map((each) => String(each.length))),
  BASH_ARGV: list((sh) => argumentStack(sh).flatMap((each) => each.toReversed())),
  BASH_LINENO: list((sh) => callStack(sh).map(({ line }) => String(line))),
  BASH_SOURCE: list((sh) => callStack(sh).map(({ source }) => source)),
  BASH_SUBSHELL: text(
    (sh) => String(sh.subshellDepth),
    () => {},
  ),
  COMP_WORDBREAKS: text(() => ' \t\n"\'@><=;|&(:'),
  DIRSTACK: list((sh) => [sh.directory, ...sh.directories]),
  EPOCHREALTIME: text((sh) => {
    const us = epochUs(sh);
    return `${Math.floor(us / MICROSECONDS)}.${String(us % MICROSECONDS).padStart(6, '0')}`;
  }),
  EPOCHSECONDS: number((sh) => Math.floor(epochUs(sh) / MICROSECONDS)),
  EUID: { ...number(() => 0), readonly: true },
  FUNCNAME: {
    dynamic: {
      ...list((sh) => (sh.depth > 0 ? callStack(sh).map(({ name }) => name) : [])).dynamic,
      hidden: (sh) => sh.depth === 0,
    },
  },
  GROUPS: list(() => ['0']),
  HISTCMD: number(() => 0),
  PIPESTATUS: list(({ pipeStatuses }) =>
    typeof pipeStatuses === 'number' ? [String(pipeStatuses)] : pipeStatuses.map(String),
  ),
  RANDOM: number(
    (sh) => randomOf(sh).next(sh),
    (sh, value) => randomOf(sh).seed(Number(value)),
  ),
  SECONDS: number(
    (sh) => Math.floor((sh.clock.nowUs - sh.secondsSinceUs) / MICROSECONDS),
    (sh, value) => {
      sh.secondsSinceUs = sh.clock.nowUs - (Number(value) || 0) * MICROSECONDS;
    },
  ),
  SHELLOPTS: {
    dynamic: {
      get: (sh) =>
        optionRows(sh.dialect)
          .filter(({ option }) => sh.options[option])
          .map(({ name }) => name)
          .sort()
          .join(':'),
    },
    readonly: true,
  },
  SRANDOM: number((sh) => sh.p.kernel.random.integer(2 ** 32)),
  _: text(
    (sh) => sh.lastWord,
    () => {},
  ),
  UID: { ...number(() => 0), readonly: true },
};

const VERSION = ['5', '2', '15', '1', 'release', 'x86_64-pc-linux-gnu'] as const;

/** Of a variable that is a number and nothing else. */
export function integerExtension(): Extension {
  const extension = new Extension();
  extension.integer = true;
  return extension;
}

/** Those that busybox has too; they are plain numbers there. */
const OF_BUSYBOX: ReadonlySet<string> = new Set(['EPOCHREALTIME', 'EPOCHSECONDS', 'RANDOM']);

/** An assignment makes it a variable like others. */
function ordinary(name: string): Dynamic['set'] {
  return (sh, value) => {
    const variable = sh.variables.own(name);
    variable.extension = undefined;
    variable.value = value;
  };
}

/** Those that only busybox makes in this way. */
const BUSYBOX_ONLY: Readonly<Record<string, Row>> = {
  FUNCNAME: text((sh) => sh.functionName, ordinary('FUNCNAME')),
  LINENO: text((sh) => String(sh.line), ordinary('LINENO')),
};

/** Puts them among a shell's variables when it starts. */
export function addDynamicVariables(sh: Interpreter, dialect: Dialect): void {
  if (dialect === 'dash') return;
  for (const [name, row] of Object.entries(dialect === 'busybox' ? { ...DYNAMIC, ...BUSYBOX_ONLY } : DYNAMIC)) {
    if (dialect === 'busybox' && !OF_BUSYBOX.has(name) && !(name in BUSYBOX_ONLY)) continue;
    const variable = sh.variables.own(name);
    const extension = new Extension();
    extension.dynamic = row.dynamic;
    extension.integer = row.integer ?? false;
    variable.extension = extension;
    variable.value = undefined;
    variable.exported = name === '_' && sh.p.env.has('_');
    if (row.readonly) variable.readonly = true;
  }
  if (!isBash(dialect)) return;
  const ppid = sh.variables.own('PPID');
  ppid.extension = integerExtension();
  ppid.readonly = true;
  const version = sh.variables.own('BASH_VERSINFO');
  version.extension = new Extension();
  version.extension.array = new IndexedArray(VERSION);
  version.value = VERSION[0];
  version.readonly = true;
  for (const name of ['BASH_ALIASES', 'BASH_CMDS']) {
    const own = sh.variables.own(name);
    own.extension = new Extension();
    own.extension.array = new AssociativeArray();
  }
}
