/** Scripts that are broken, endless or greedy give a bounded rehearsal with a finding, never a hang, a crash or a touch of the host. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dryboot, folderWith } from './command.ts';

const scenario = (extra = ''): string => `
name: hostile
pools: { rpool: { bootfs: rpool/ROOT } }
datasets:
  rpool: { canmount: off, mountpoint: none }
  rpool/ROOT: { mountpoint: / }
scripts: [{ file: hook.sh, at: /var/lib/dracut/hooks/pre-mount/50-hook.sh }]
${extra}`;

const rehearseHook = (hook: string | Uint8Array, extra?: string) => {
  const ran = dryboot(['run', 's.yaml', '--format', 'json'], {
    cwd: folderWith({ 's.yaml': scenario(extra), 'hook.sh': hook }),
    timeoutMs: 15_000,
  });
  expect(ran.stderr).not.toMatch(/\n\s+at /);
  const { rehearsals } = JSON.parse(ran.stdout || '{"rehearsals":[]}') as {
    rehearsals: { outcome: string; journal: { message: string }[]; findings: { what: string; detail: string }[] }[];
  };
  return { ...ran, rehearsal: rehearsals[0] };
};

describe('hooks that do not end', () => {
  test('an endless loop is a hang with the line', () => {
    const { status, rehearsal } = rehearseHook(':\nwhile :; do :; done\n');
    expect(status).toBe(1);
    expect(rehearsal?.outcome).toBe('hang');
    expect(rehearsal?.findings[0]?.detail).toMatch(/50-hook\.sh:2/);
  });

  test('a poll for something that never comes is a hang that says what it polls', () => {
    const { rehearsal } = rehearseHook('while ! [ -e /dev/nothing ]; do sleep 1; done\n');
    expect(rehearsal?.outcome).toBe('hang');
    expect(rehearsal?.findings[0]?.detail).toMatch(/\/dev\/nothing/);
  });

  test('a counted wait ends by itself', () => {
    const { rehearsal } = rehearseHook(
      'i=0; while [ $i -lt 100 ]; do [ -e /dev/nothing ] && break; sleep 0.1; i=$((i+1)); done; echo "waited $i"\n',
    );
    expect(rehearsal?.outcome).toBe('boots');
    expect(rehearsal?.journal.some((line) => line.message === 'waited 100')).toBe(true);
  });

  test.each([
    ['a fork bomb', 'f() { f | f & }; f\nwait\n'],
    ['unbounded recursion', 'f() { f; }; f\n'],
    ['unbounded recursion of files', '. /var/lib/dracut/hooks/pre-mount/50-hook.sh\n'],
    ['a doubling string', 'x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done\n'],
    ['cat /dev/zero', 'cat /dev/zero > /run/zero\n'],
    ['cat /dev/zero into a substitution', 'x=$(cat /dev/zero)\n'],
    ['yes into a reader that stops', 'yes | head -n 1\n'],
    ['a read from nobody', 'mkfifo /run/f; read x < /run/f\n'],
    [
      'an exploding regular expression',
      'printf "%040d" 0 | tr 0 a | grep -E "(a*)*b" ; printf "%040d" 0 | sed "s/\\(0*\\)*x/y/"\n',
    ],
    [
      'an exploding pattern',
      'case aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa in *a*a*a*a*a*a*a*a*a*a*a*a*b) ;; esac\n',
    ],
    ['deep arithmetic', `echo $((${'('.repeat(5000)}1${')'.repeat(5000)}))\n`],
    ['deep nesting', `${'( '.repeat(3000)}:${' )'.repeat(3000)}\n`],
  ])('%s is bounded', (_, hook) => {
    const { status } = rehearseHook(hook);
    expect(status, 'ended by itself').not.toBeNull();
  });
});

describe('files that are no scripts', () => {
  test('a syntax error is told with file and line', () => {
    const { stderr, stdout, status } = dryboot(['run', 's.yaml'], {
      cwd: folderWith({ 's.yaml': scenario(), 'hook.sh': 'echo a\nif true; then\n  echo b\n' }),
    });
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^hook\.sh:\d+:\d+: error: /);
  });

  test('an empty hook changes nothing', () => expect(rehearseHook('').rehearsal?.outcome).toBe('boots'));

  test('binary data is one message', () => {
    const { stderr, status } = dryboot(['run', 's.yaml'], {
      cwd: folderWith({
        's.yaml': scenario(),
        'hook.sh': Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) & 255),
      }),
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^hook\.sh.*error: /);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('ten megabytes are run', () => {
    const { rehearsal } = rehearseHook(`${'# a comment that says nothing at all\n'.repeat(280_000)}echo "the end"\n`);
    expect(rehearsal?.journal.some((line) => line.message === 'the end')).toBe(true);
  });
});

test('nothing of the host is seen or touched', () => {
  const cwd = folderWith({
    's.yaml': scenario(),
    'hook.sh':
      'echo "home=$HOME user=$USER"; ls /; cat /etc/passwd; echo x > /tmp/dryboot-was-here; rm -rf /* 2>/dev/null\n',
  });
  const before = readdirSync(cwd);
  const { stdout } = dryboot(['run', 's.yaml', '--format', 'json'], { cwd });
  expect(readdirSync(cwd)).toEqual(before);
  expect(existsSync('/tmp/dryboot-was-here')).toBe(false);
  expect(stdout).not.toContain(cwd);
  expect(existsSync(join(cwd, 'hook.sh'))).toBe(true);
});
