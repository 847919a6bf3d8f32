/** sulogin(8): asks for root's password on the console, and runs a shell there; refuses when the account is locked. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';

/** Between looking at the prompt and pressing Enter. */
const ENTER_US = 500_000;

export const sulogin: Program = { name: 'sulogin', run };

interface Account {
  /** As in shadow(5): empty for none. */
  readonly password: string;
  readonly home: string;
  readonly shell: string;
}

function* run(p: Process, m: Machine): Task<number> {
  const parsed = getopt(p.argv, 'ehpt:V', ['login-shell=p', 'timeout:=t', 'force=e', 'help=h', 'version=V'], {
    permute: false,
  });
  if (parsed.error !== undefined) {
    yield* p.warn(`sulogin: ${parsed.error}\n`);
    return 1;
  }
  const given = new Set(parsed.options.map(({ name }) => name));
  if (given.has('t')) m.trace.add(p.pid, { kind: 'unsupported', what: 'sulogin', detail: 'option -t' });
  const forced = given.has('e');
  const account = rootAccount(p, forced);
  if (!account) {
    yield* p.warn('sulogin: cannot open password database\n');
    return 1;
  }
  p.idle = true;
  if (!forced && /^[!*]/.test(account.password)) {
    yield* p.warn(
      '\nCannot open access to console, the root account is locked.\nSee sulogin(8) man page for more details.\n\nPress Enter to continue.\n',
    );
    yield* p.read(0, 256);
    return 1;
  }
  if (account.password === '') yield* pressEnter(p, m);
  else if (!(yield* password(p, m))) return 0;
  return yield* shell(p, account, given.has('p'));
}

/** /etc/passwd and /etc/shadow say how root gets in; forced, a missing or locked password does not matter. */
function rootAccount(p: Process, forced: boolean): Account | undefined {
  const entry = (path: string): string[] | undefined => {
    const text = p.readFile(path);
    return isErrno(text)
      ? undefined
      : text
          .split('\n')
          .map((line) => line.split(':'))
          .find(([name]) => name === 'root');
  };
  const passwd = entry('/etc/passwd');
  if (!passwd) return forced ? { password: '', home: '/', shell: '/bin/sh' } : undefined;
  const [, quick = '', , , , home = '/', named = ''] = passwd;
  const kept = quick === 'x' ? (entry('/etc/shadow')?.[1] ?? '*') : quick;
  return { password: forced && /^[!*]/.test(kept) ? '' : kept, home, shell: named || '/bin/sh' };
}

/** Without a password Enter is enough: an operator who has something to type presses it without being told to. */
function* pressEnter(p: Process, m: Machine): Task {
  yield* p.warn('Press Enter for maintenance\n(or press Control-D to continue): ');
  if (m.console.operator.idleAtShell) {
    yield* p.read(0, 256);
    return;
  }
  yield* p.sleep(ENTER_US);
  yield* p.warn('\n');
}

/** False when the operator would rather go on without a shell. */
function* password(p: Process, m: Machine): Task<boolean> {
  for (;;) {
    yield* p.warn('Give root password for maintenance\n(or press Control-D to continue): ');
    m.console.setEcho(false, { text: 'Give root password for maintenance', announced: false });
    const typed = yield* p.read(0, 256);
    m.console.setEcho(true);
    yield* p.warn('\n');
    if (isErrno(typed) || typed === '') return false;
    // Hashes are not computed here: whatever the operator types as the answer to this question counts as right.
    m.trace.add(p.pid, { kind: 'unsupported', what: 'sulogin', detail: "checking root's password" });
    return true;
  }
}

function* shell(p: Process, account: Account, login: boolean): Task<number> {
  const path = p.env.get('SUSHELL') ?? p.env.get('sushell') ?? account.shell;
  const name = path.slice(path.lastIndexOf('/') + 1);
  p.chdir(account.home);
  const env = new Map([...p.env, ['HOME', account.home], ['SHELL', path], ['USER', 'root'], ['LOGNAME', 'root']]);
  for (const candidate of [path, '/bin/sh']) {
    const child = p.spawn(candidate, [`${login ? '-' : ''}${candidate === path ? name : 'sh'}`], { env });
    if (isErrno(child)) {
      yield* p.warn(`sulogin: failed to execute ${candidate}: ${child.message}\n`);
      continue;
    }
    child.idle = true;
    const ended = yield* p.wait(child.pid);
    return isErrno(ended) || ended.signal !== undefined ? 1 : 0;
  }
  return 1;
}
