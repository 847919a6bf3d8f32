/** The programs about processes, users and the kernel say what the real ones say. */
import { expect, test } from 'vitest';
import { machineWithPrograms, run, succeed } from '../machine/commands.ts';
import { DIRECTORY, runProgram } from '../run-program.ts';
import { compareWithReal } from './against-real.ts';

compareWithReal('id, uname and the like', [
  'id',
  'id -u',
  'id -un',
  'id -G',
  'id -Gn',
  'id nosuch',
  'id -n',
  'id -ug',
  'id daemon',
  'id -z',
  'id -u root',
  'id -uz',
  'id -x',
  'id -g daemon',
  'id -gn daemon nosuch root',
  'uname',
  'uname -s',
  'uname -x',
  'uname foo',
  'uname -m',
  'uname -p',
  'uname -i',
  'uname -o',
  'uname -mos',
  'arch',
  'arch x',
  'nproc x',
  'nproc --ignore=x',
  'nproc --ignore=99',
  'tty',
  'tty -s',
  'tty x',
  'tty -q',
  'stty',
  'stty -a',
  'stty -F nope',
  'stty size',
  'stty -F /dev/null -echo',
  'sysctl kernel.ostype',
  'sysctl -n kernel.ostype',
  'sysctl foo.bar',
  'sysctl -e foo.bar',
  'sysctl -n',
  'sysctl -w foo.bar=1',
  'sysctl -w foo',
  'sysctl kernel/ostype',
  'kill 999999',
  'kill -l',
  'kill -l 9',
  'kill -l TERM',
  'kill -l 137',
  'kill -0 999999',
  'kill abc',
  'kill -s KILL 999999',
  'pidof nosuch',
  'pidof',
  'pgrep',
  'pgrep nosuchxx',
  'pgrep a b',
  { run: 'clear', env: { TERM: 'xterm' } },
  { run: 'clear', env: { TERM: 'linux' } },
  'clear',
  'ps -p 999999',
  'ps -p 999999 -o pid=',
  'dmesg -Q',
]);

compareWithReal(
  'programs that run others',
  [
    'setsid',
    'setsid -q',
    'setsid nosuch',
    'setsid -w echo hi',
    'setsid -fw false',
    'setsid echo a',
    'timeout',
    'timeout 1',
    'timeout x true',
    'timeout 1 nosuch',
    'timeout -s FOO 1 true',
    'timeout 0.1 sleep 2',
    'timeout --preserve-status 0.1 sleep 2',
    'timeout -v 0.1 sleep 2',
    'timeout 1 false',
    'timeout -q 1 true',
    'timeout -k 1 0.1 sleep 3',
    'timeout -s INT 0.1 sleep 2',
    'timeout 0 true',
    'timeout 1m echo a',
    'timeout 1 ./f',
    'flock',
    'flock f',
    'flock -n 99',
    'flock -n none/x true',
    'flock f echo hi',
    'flock new echo hi',
    'flock f nosuch',
    'flock -Q',
    'flock -w x f true',
    'flock foo',
    'flock d echo dir',
    'flock -n f flock -n f echo no',
    'flock -s f flock -s f echo shared',
    'flock -s f flock -nx f echo no',
    'flock -E 7 -n f flock -E 9 -n f true',
    'flock -w 0.1 f flock -w 0.1 f echo no',
    'flock -o f flock f true',
    'flock -F f echo hi',
    'flock f -c',
    'flock -u f echo u',
    'chroot',
    'chroot none',
    'chroot / nosuch',
    'chroot / /bin/true',
    'chroot -z',
    'chroot d pwd',
    'chroot f true',
    'nice',
    'nice true',
    'nice -n x true',
    'nice -n 5',
    'nice -n 5 echo a',
    'nice -5 echo a',
    'nice nosuch',
    'nohup',
    'nohup nosuch',
    'nohup echo a',
  ].filter((run) => run !== 'flock -o f flock f true'),
  { f: 'text', d: DIRECTORY },
);

test('a lock that is held for ever is waited for without a turn of the clock', () => {
  expect(() => runProgram('/tmp/x', { f: '' }, [{ argv: ['flock', 'f', 'flock', 'f', 'true'] }])).toThrow(
    /deadlock.*a lock on/,
  );
});

test('dmesg shows what was written to /dev/kmsg, with level and facility on request', () => {
  const m = machineWithPrograms();
  const dmesg = (...argv: string[]): string => succeed(m, 'dmesg', ...argv);
  expect(dmesg()).toBe('');
  m.journal.kmsg('<30>my-hook: ready\n', 7);
  m.journal.kmsg('plain\n', 7);
  m.journal.log({ identifier: 'kernel', pid: 0, message: 'virtio_blk virtio0: [vda] 2097152 512-byte logical blocks' });
  expect(dmesg('-t')).toBe('my-hook: ready\nplain\nvirtio_blk virtio0: [vda] 2097152 512-byte logical blocks\n');
  expect(dmesg('-k', '-t')).toMatch(/^virtio_blk .*\n$/);
  expect(dmesg('-r', '-u')).toMatch(/^<30>\[ {4}0\.\d{6}\] my-hook: ready\n<12>\[ {4}0\.\d{6}\] plain\n$/);
  expect(dmesg('-x', '-t', '-l', 'info')).toMatch(/^daemon:info {2}: my-hook: ready\nkern {2}:info {2}: virtio_blk/);
  expect(dmesg('-T', '-l', 'warn')).toMatch(/^\[Thu Jan {2}1 00:00:00 2026\] plain\n$/);
  dmesg('-C');
  expect(dmesg()).toBe('');
});

test('systemd-escape says what the real one of systemd 252 says', () => {
  const m = machineWithPrograms();
  const escaped = (...argv: string[]): string => {
    const { status, stdout, stderr } = run(m, { argv: ['systemd-escape', ...argv] });
    return `${stderr}${stdout}${status}`;
  };
  expect(escaped('a/b', 'c-d', '.a')).toBe('a-b c\\x2dd \\x2ea\n0');
  expect(escaped('-p', '/a/b/', '//c', '/')).toBe('a-b c -\n0');
  expect(escaped('-p', 'a/b')).toBe(
    "Input 'a/b' is not an absolute file system path, escaping is likely not going to be reversible.\na-b\n0",
  );
  expect(escaped('-p', '/a/../b')).toBe("Input '/a/../b' is not a normalized file system path, failed to escape.\n1");
  expect(escaped('--suffix=bogus', 'x')).toBe('Invalid unit suffix type "bogus".\n1');
  expect(escaped('--template=foo.service', 'x')).toBe('Template name foo.service is not valid.\n1');
  expect(escaped('-u', 'a\\xZZ')).toBe('Failed to unescape string: Invalid argument\n1');
  expect(escaped('-u', '-p', '--instance', 'foo@a-b.service')).toBe('/a/b\n0');
  expect(escaped('--instance', 'foo@a.service')).toBe('--instance must be used in conjunction with --unescape.\n1');
  expect(escaped('-m', 'a b', '/dev/sda', 'x?y')).toBe('a\\x20b.service dev-sda.device x\\x3fy.service\n0');
});

test('journalctl chooses by level, field and way, and shows times as it is asked to', () => {
  const m = machineWithPrograms();
  m.journal.log({ identifier: 'a', pid: 7, message: 'first', priority: 3, unit: 'x.service' });
  m.journal.kmsg('<4>b: second\n', 8);
  m.journal.log({ identifier: 'c', pid: 9, message: 'third' });
  const shown = (...argv: string[]): string => succeed(m, 'journalctl', '-o', 'cat', ...argv);
  expect(shown('-n', 'all')).toBe('first\nsecond\nthird\n');
  expect(shown('-p', 'err')).toBe('first\n');
  expect(shown('-p', 'warning..info')).toBe('second\nthird\n');
  expect(shown('-k')).toBe('second\n');
  expect(shown('SYSLOG_IDENTIFIER=a', 'SYSLOG_IDENTIFIER=c', '-n', '1')).toBe('third\n');
  expect(shown('_PID=7', '_SYSTEMD_UNIT=x.service')).toBe('first\n');
  expect(succeed(m, 'journalctl', '-o', 'short-iso', '-n', '1')).toMatch(
    /^2026-01-01T00:00:00\+0000 \S+ c\[9\]: third\n$/,
  );
  expect(succeed(m, 'journalctl', '-q', '-t', 'nobody')).toBe('');
});
