/** What a shell does before its first command: the environment becomes variables, and what each dialect sets by itself. */
import { IGNORED_BY_DEFAULT, SIGNALS } from '../kernel/signals.ts';
import { isBash } from '../syntax/dialect.ts';
import { isErrno } from '../vfs/errno.ts';
import { addDynamicVariables, integerExtension } from './bash/dynamic-variables.ts';
import { functionsIn } from './bash/environment.ts';
import type { Interpreter } from './interpreter.ts';
import { runText } from './run-text.ts';
import { Traps } from './traps.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const DASH_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const BUSYBOX_PATH = '/sbin:/usr/sbin:/bin:/usr/bin';
const BASH_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const BASH_CONSTANTS = [
  ['BASH_VERSION', '5.2.15(1)-release'],
  [
    'BASH_LOADABLES_PATH',
    '/usr/local/lib/bash:/usr/lib/bash:/opt/local/lib/bash:/usr/pkg/lib/bash:/opt/pkg/lib/bash:.',
  ],
  ['HOSTTYPE', 'x86_64'],
  ['MACHTYPE', 'x86_64-pc-linux-gnu'],
  ['OSTYPE', 'linux-gnu'],
  ['OPTERR', '1'],
] as const;

export function startUp(sh: Interpreter): void {
  const { p, variables, dialect } = sh;
  for (const [name, value] of p.env) {
    if (!NAME.test(name)) continue;
    const variable = variables.own(name);
    variable.value = value;
    variable.exported = true;
  }
  const give = (name: string, value: string): void => {
    variables.own(name).value = value;
  };
  const giveUnlessSet = (name: string, value: string): void => {
    if (variables.get(name) === undefined) give(name, value);
  };
  give('IFS', ' \t\n');
  give('OPTIND', '1');
  give('PPID', String(p.ppid));
  giveUnlessSet('PATH', dialect === 'busybox' ? BUSYBOX_PATH : isBash(dialect) ? BASH_PATH : DASH_PATH);
  if (isBash(dialect)) {
    giveUnlessSet('PS4', '+ ');
    if (dialect === 'bash-posix') giveUnlessSet('POSIXLY_CORRECT', 'y');
    for (const [name, value] of BASH_CONSTANTS) giveUnlessSet(name, value);
    const hostname = p.readFile('/proc/sys/kernel/hostname');
    giveUnlessSet('HOSTNAME', isErrno(hostname) ? 'localhost' : hostname.trim());
    giveUnlessSet('SHELL', '/bin/bash');
    giveUnlessSet('TERM', 'dumb');
    keepPlaceBefore(sh);
    variables.own('OPTIND').extension = integerExtension();
    give('BASH', p.argv[0]?.startsWith('/') ? p.argv[0] : `/usr/bin/${p.argv[0] ?? 'bash'}`);
    addDynamicVariables(sh, dialect);
    const functions = functionsIn(p.env);
    if (functions !== '') runText(sh, functions, 'environment', 0);
  } else {
    giveUnlessSet('PS1', dialect === 'busybox' ? '\\w \\$ ' : '# ');
    giveUnlessSet('PS2', '> ');
    giveUnlessSet('PS4', '+ ');
  }
  if (dialect === 'busybox') {
    giveUnlessSet('HOSTNAME', hostName(sh));
    addDynamicVariables(sh, dialect);
  }
  if (dialect !== 'dash') {
    give('SHLVL', String((Number(variables.get('SHLVL')) || 0) + 1));
    sh.exportVariable('SHLVL');
  }
  const directory = workingDirectory(sh);
  sh.directory = directory;
  give('PWD', directory);
  sh.exportVariable('PWD');
  sh.traps = new Traps(new Map(), ignoredSignals(sh));
  if (dialect === 'busybox' && !sh.traps.ignoredAtStart.has('QUIT')) sh.traps.ignoreWithoutTrap(p, ['QUIT']);
}

/** bash believes OLDPWD only where it is a directory; exported it is in any case. */
function keepPlaceBefore(sh: Interpreter): void {
  const stat = sh.p.stat(sh.variables.get('OLDPWD') ?? '');
  const variable = sh.variables.own('OLDPWD');
  if (isErrno(stat) || stat.type !== 'directory') variable.value = undefined;
  variable.exported = true;
}

/** As uname(2) tells it. */
function hostName(sh: Interpreter): string {
  const text = sh.p.readFile('/proc/sys/kernel/hostname');
  return isErrno(text) ? '(none)' : text.trim();
}

/** PWD as it is given, if that is where we are; else the real path. */
function workingDirectory(sh: Interpreter): string {
  const given = sh.p.env.get('PWD');
  if (given?.startsWith('/') && !/(^|\/)\.\.?(\/|$)/.test(given)) {
    const [there, here] = [sh.p.stat(given), sh.p.stat('.')];
    if (!isErrno(there) && !isErrno(here) && there.ino === here.ino && there.dev === here.dev) return given;
  }
  return sh.p.cwd;
}

function ignoredSignals(sh: Interpreter): ReadonlySet<string> {
  return new Set(
    Object.keys(SIGNALS).filter((name) => !IGNORED_BY_DEFAULT.has(name) && sh.p.disposition(name) === 'ignore'),
  );
}
