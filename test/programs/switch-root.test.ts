/** switch_root: the new root's init sees the new root, with the kernel's filesystems taken along. */
import { expect, test } from 'vitest';
import { isErrno } from '../../src/vfs/errno.ts';
import { machineWithPrograms, run, succeed } from '../machine/commands.ts';

test('the init of the new root runs in it, and /dev and /run came along', () => {
  const m = machineWithPrograms();
  m.zfs.loadModule();
  m.zfs.addPool({ name: 'rpool', properties: { bootfs: 'rpool/root' } });
  m.zfs.addDataset({ name: 'rpool/root', properties: { mountpoint: '/', canmount: 'noauto' } });
  succeed(m, 'zpool', 'import', '-N', 'rpool');
  succeed(m, 'mount', '-t', 'zfs', '-o', 'zfsutil', 'rpool/root', '/sysroot');
  succeed(m, 'tee', '/run/mark');
  const seen: unknown[] = [];
  const { loader } = m.kernel;
  m.kernel.loader = (name, argv0) =>
    name !== 'systemd'
      ? loader(name, argv0)
      : (p) => {
          const here = (path: string): boolean => !isErrno(p.stat(path));
          seen.push(p.argv, here('/etc/hostname'), here('/run/mark'), here('/dev/null'), here('/sysroot'));
          return 9;
        };
  const { status, stderr } = run(m, { argv: ['switch_root', '/sysroot', '/sbin/init', '3'] });
  expect({ status, stderr, seen }).toEqual({
    status: 9,
    stderr: '',
    seen: [['/sbin/init', '3'], true, true, true, false],
  });
  expect(m.trace.last('root.switched')).toMatchObject({ root: '/sysroot', init: '/sbin/init' });
});

test('what is no mount point cannot become the root, and the kernel filesystems are gone by then', () => {
  const m = machineWithPrograms();
  expect(run(m, { argv: ['switch_root', '/mnt', '/sbin/init'] })).toMatchObject({
    status: 1,
    stderr: 'switch_root: failed to mount moving /mnt to /: Invalid argument\nswitch_root: failed. Sorry.\n',
  });
  expect(m.vfs.table.at('/dev')).toBeUndefined();
});

test('without an init to run it changes nothing', () => {
  const m = machineWithPrograms();
  expect(run(m, { argv: ['switch_root', '/mnt'] })).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^switch_root: bad usage\n/),
  });
  expect(m.vfs.table.at('/dev')).toBeDefined();
});
