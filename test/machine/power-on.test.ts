/** The machine as pid 1 finds it. */
import { expect, test } from 'vitest';
import { isErrno } from '../../src/vfs/errno.ts';
import { machineWithPrograms, run, succeed } from './commands.ts';

test('the kernel filesystems are mounted, the initramfs is writable', () => {
  const m = machineWithPrograms();
  const mounts = succeed(m, 'cat', '/proc/mounts')
    .split('\n')
    .map((line) => line.split(' ').slice(0, 3).join(' '));
  expect(mounts).toEqual(
    expect.arrayContaining([
      'rootfs / rootfs',
      'proc /proc proc',
      'sysfs /sys sysfs',
      'devtmpfs /dev devtmpfs',
      'tmpfs /run tmpfs',
      'devpts /dev/pts devpts',
      'tmpfs /dev/shm tmpfs',
    ]),
  );
  expect(run(m, { argv: ['mkdir', '/new'] }).status).toBe(0);
});

test('the command line, the release and the console are those that were asked for', () => {
  const m = machineWithPrograms({
    commandLine: 'root=zfs:AUTO quiet console=tty0 console=ttyS0,115200',
    kernelRelease: '6.1.0-test',
    hostname: 'lab',
  });
  expect(succeed(m, 'cat', '/proc/cmdline')).toBe('root=zfs:AUTO quiet console=tty0 console=ttyS0,115200\n');
  expect(succeed(m, 'cat', '/proc/sys/kernel/osrelease', '/proc/sys/kernel/hostname')).toBe('6.1.0-test\nlab\n');
  expect(succeed(m, 'cat', '/sys/class/tty/console/active')).toBe('tty0 ttyS0\n');
  expect(
    succeed(m, 'cat', '/proc/consoles')
      .split('\n')
      .map((line) => line.split(' ')[0]),
  ).toEqual(['ttyS0', 'tty0', '']);
});

test('memory devices and terminals are character devices', () => {
  const m = machineWithPrograms();
  for (const [path, numbers] of [
    ['/dev/null', [1, 3]],
    ['/dev/zero', [1, 5]],
    ['/dev/full', [1, 7]],
    ['/dev/urandom', [1, 9]],
    ['/dev/console', [5, 1]],
    ['/dev/tty', [5, 0]],
    ['/dev/tty1', [4, 1]],
    ['/dev/ttyS0', [4, 64]],
    ['/dev/kmsg', [1, 11]],
  ] as const) {
    const stat = m.vfs.stat(m.vfs.view, path);
    expect(isErrno(stat) ? stat.name : [path, stat.type, stat.rdev]).toEqual([path, 'char', numbers]);
  }
  expect(run(m, { argv: ['head', '-c', '3', '/dev/zero'] }).stdout).toBe('\0\0\0');
});

test('what is written to /dev/kmsg is a line of the journal', () => {
  const m = machineWithPrograms();
  run(m, { argv: ['tee', '/dev/kmsg'], stdin: '<30>dracut: hello\n' });
  expect(m.journal.entries.map(({ identifier, message, priority }) => [identifier, message, priority])).toEqual([
    ['dracut', 'hello', 6],
  ]);
});

test('two machines of the same image share nothing that one of them changes', () => {
  const [a, b] = [machineWithPrograms(), machineWithPrograms()];
  succeed(a, 'mkdir', '/dev/only-here');
  expect(run(b, { argv: ['mkdir', '/dev/only-here'] }).status).toBe(0);
});
