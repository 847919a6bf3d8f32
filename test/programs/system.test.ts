/** The programs about processes, users and the kernel say what the real ones say. */
import { expect, test } from 'vitest';
import { DIRECTORY, runProgram } from '../run-program.ts';
import { compareWithReal } from './against-real.ts';

compareWithReal('id, uname and the like', [
  'id', 'id -u', 'id -un', 'id -G', 'id -Gn', 'id nosuch', 'id -n', 'id -ug', 'id daemon', 'id -z', 'id -u root', 'id -uz', 'id -x', 'id -g daemon', 'id -gn daemon nosuch root', 'uname', 'uname -s', 'uname -x', 'uname foo', 'uname -m', 'uname -p', 'uname -i', 'uname -o', 'uname -mos', 'arch', 'arch x', 'nproc x', 'nproc --ignore=x', 'nproc --ignore=99', 'tty', 'tty -s', 'tty x', 'tty -q', 'stty', 'stty -a', 'stty -F nope', 'stty size', 'stty -F /dev/null -echo', 'sysctl kernel.ostype', 'sysctl -n kernel.ostype', 'sysctl foo.bar', 'sysctl -e foo.bar', 'sysctl -n', 'sysctl -w foo.bar=1', 'sysctl -w foo', 'sysctl kernel/ostype',
  'kill 999999', 'kill -l', 'kill -l 9', 'kill -l TERM', 'kill -l 137', 'kill -0 999999', 'kill abc', 'kill -s KILL 999999', 'pidof nosuch', 'pidof', 'pgrep', 'pgrep nosuchxx', 'pgrep a b', { run: 'clear', env: { TERM: 'xterm' } }, { run: 'clear', env: { TERM: 'linux' } }, 'clear', 'ps -p 999999', 'ps -p 999999 -o pid=', 'dmesg -Q',
]);

compareWithReal(
  'programs that run others',
  [
    'setsid', 'setsid -q', 'setsid nosuch', 'setsid -w echo hi', 'setsid -fw false', 'setsid echo a', 'timeout', 'timeout 1', 'timeout x true', 'timeout 1 nosuch', 'timeout -s FOO 1 true', 'timeout 0.1 sleep 2', 'timeout --preserve-status 0.1 sleep 2', 'timeout -v 0.1 sleep 2', 'timeout 1 false', 'timeout -q 1 true', 'timeout -k 1 0.1 sleep 3', 'timeout -s INT 0.1 sleep 2', 'timeout 0 true', 'timeout 1m echo a', 'timeout 1 ./f',
    'flock', 'flock f', 'flock -n 99', 'flock -n none/x true', 'flock f echo hi', 'flock new echo hi', 'flock f nosuch', 'flock -Q', 'flock -w x f true', 'flock foo', 'flock d echo dir', 'flock -n f flock -n f echo no', 'flock -s f flock -s f echo shared', 'flock -s f flock -nx f echo no', 'flock -E 7 -n f flock -E 9 -n f true', 'flock -w 0.1 f flock -w 0.1 f echo no', 'flock -o f flock f true', 'flock -F f echo hi', 'flock f -c', 'flock -u f echo u',
    'chroot', 'chroot none', 'chroot / nosuch', 'chroot / /bin/true', 'chroot -z', 'chroot d pwd', 'chroot f true', 'nice', 'nice true', 'nice -n x true', 'nice -n 5', 'nice -n 5 echo a', 'nice -5 echo a', 'nice nosuch', 'nohup', 'nohup nosuch', 'nohup echo a',
  ].filter((run) => run !== 'flock -o f flock f true'),
  { f: 'text', d: DIRECTORY },
);

test('a lock that is held for ever is waited for without a turn of the clock', () => {
  expect(() => runProgram('/tmp/x', { f: '' }, [{ argv: ['flock', 'f', 'flock', 'f', 'true'] }])).toThrow(/deadlock.*a lock on/);
});
