/** The registry of builtins: what each dialect has. */
import type { Dialect } from '../../syntax/dialect.ts';
import { bashBuiltins } from './bash/index.ts';
import type { Builtin } from './builtin.ts';
import { cd, chdir, pwd } from './cd.ts';
import { echo } from './echo.ts';
import { getopts } from './getopts.ts';
import { hash } from './hash.ts';
import { help, history } from './help.ts';
import { bg, fg, jobs } from './jobs.ts';
import { kill } from './kill.ts';
import { letBuiltin } from './let.ts';
import { printf } from './printf.ts';
import { read } from './read.ts';
import { alias, unalias } from './special/alias.ts';
import { exportBuiltin, readonly } from './special/attributes.ts';
import { command } from './special/command.ts';
import { busyboxSource, dot, sourceBuiltin } from './special/dot.ts';
import { exit, returnBuiltin } from './special/ending.ts';
import { evalBuiltin } from './special/eval.ts';
import { exec } from './special/exec.ts';
import { local } from './special/local.ts';
import { breakBuiltin, continueBuiltin } from './special/loop-control.ts';
import { set, shift } from './special/set.ts';
import { trap } from './special/trap.ts';
import { colon, falseBuiltin, trueBuiltin } from './special/truth.ts';
import { unset } from './special/unset.ts';
import { bracket, doubleBracket, test } from './test.ts';
import { times } from './times.ts';
import { type } from './type.ts';
import { ulimit } from './ulimit.ts';
import { umask } from './umask.ts';
import { wait } from './wait.ts';

/** Utilities; they steer nothing. */
const ORDINARY: readonly Builtin[] = [
  bg,
  bracket,
  cd,
  chdir,
  doubleBracket,
  echo,
  fg,
  getopts,
  hash,
  help,
  history,
  jobs,
  kill,
  letBuiltin,
  printf,
  pwd,
  read,
  test,
  times,
  type,
  ulimit,
  umask,
  wait,
];
/** What steers the shell or needs its inside. */
const SPECIAL: readonly Builtin[] = [
  alias,
  breakBuiltin,
  busyboxSource,
  colon,
  command,
  continueBuiltin,
  dot,
  evalBuiltin,
  exec,
  exit,
  exportBuiltin,
  falseBuiltin,
  local,
  readonly,
  returnBuiltin,
  set,
  shift,
  sourceBuiltin,
  trap,
  trueBuiltin,
  unalias,
  unset,
];

const registries = new Map<Dialect, ReadonlyMap<string, Builtin>>();

/** The builtins of a dialect by name. */
export function builtins(dialect: Dialect): ReadonlyMap<string, Builtin> {
  let registry = registries.get(dialect);
  if (!registry) {
    const own = [...ORDINARY, ...SPECIAL, ...bashBuiltins].filter(
      (builtin) => !builtin.dialects || builtin.dialects.includes(dialect),
    );
    registry = new Map(own.map((builtin) => [builtin.name, builtin]));
    registries.set(dialect, registry);
  }
  return registry;
}
