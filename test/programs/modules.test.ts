/** modprobe and its kin on modules that the image has, lacks, or forbids. */
import { expect, test } from 'vitest';
import { builtinImage } from '../../src/image/builtin/builtin-image.ts';
import { machineWithPrograms, plantAt, run, succeed } from '../machine/commands.ts';

test('a module brings what it needs; lsmod shows who uses whom', () => {
  const m = machineWithPrograms();
  succeed(m, 'modprobe', 'dm-crypt');
  expect(succeed(m, 'lsmod')).toBe(
    'Module                  Size  Used by\ndm_crypt               16384  0\ndm_mod                 16384  1 dm_crypt\n',
  );
  expect(run(m, { argv: ['rmmod', 'dm_mod'] })).toMatchObject({
    status: 1,
    stderr: 'rmmod: ERROR: Module dm_mod is in use by: dm_crypt\n',
  });
  succeed(m, 'modprobe', '-r', 'dm-crypt');
  expect(succeed(m, 'lsmod')).toBe('Module                  Size  Used by\n');
});

test('a module whose file was left out of the image cannot be loaded, and its device is missing', () => {
  const { tree } = builtinImage();
  const path = [...tree.entries.keys()].find((entry) => entry.endsWith('/zfs/zfs.ko'))!;
  const m = machineWithPrograms({ tree: tree.with(new Map([[path, undefined]])) });
  expect(run(m, { argv: ['modprobe', 'zfs'] })).toMatchObject({
    status: 1,
    stderr: "modprobe: ERROR: could not insert 'zfs': No such file or directory\n",
  });
  expect(m.modules.has('spl')).toBe(true);
  expect(m.zfs.moduleLoaded).toBe(false);
});

test('a blacklisted module is passed over with -b only', () => {
  const m = machineWithPrograms();
  plantAt(m, '/run/modprobe.d/initramfsblacklist.conf', 'blacklist dm-mod\n');
  succeed(m, 'modprobe', '-b', 'dm_mod');
  expect(m.modules.has('dm_mod')).toBe(false);
  succeed(m, 'modprobe', 'dm_mod');
  expect(m.modules.has('dm_mod')).toBe(true);
});

test('static nodes are told to systemd-tmpfiles', () => {
  const m = machineWithPrograms();
  succeed(m, 'kmod', 'static-nodes', '--format=tmpfiles', '--output=/run/tmpfiles.d/static-nodes.conf');
  expect(succeed(m, 'cat', '/run/tmpfiles.d/static-nodes.conf')).toBe(
    'd /dev/mapper 0755 - - -\nc! /dev/mapper/control 0600 - - - 10:236\nc! /dev/zfs 0600 - - - 10:249\n',
  );
});
