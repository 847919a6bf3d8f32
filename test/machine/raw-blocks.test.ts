/** What dd does to devices: copies are whole, what is overwritten is gone. */
import { expect, test } from 'vitest';
import { addDisk } from '../../src/machine/block/add-disk.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { machineWithPrograms, plantAt, run, succeed } from './commands.ts';

const MIB = 2 ** 20;

function withDisks(): Machine {
  const m = machineWithPrograms();
  m.zfs.loadModule();
  for (const letter of 'bcd') addDisk(m, { name: `vd${letter}`, sizeBytes: 64 * MIB });
  plantAt(m, '/run/pass', 'correct horse');
  return m;
}

const copy = (m: Machine, from: string, to: string): void => {
  succeed(m, 'dd', `if=/dev/${from}`, `of=/dev/${to}`, 'bs=4M', 'conv=sparse');
  succeed(m, 'udevadm', 'settle');
};

test('a copy of a disk of a pool in use is a pool of the same name that was not exported', () => {
  const m = withDisks();
  succeed(m, 'zgenhostid', '-f', 'deadbeef');
  succeed(m, 'zpool', 'create', '-f', '-O', 'mountpoint=none', 'rpool', '/dev/vdb');
  succeed(m, 'zfs', 'create', '-o', 'mountpoint=/x', '-u', 'rpool/data');
  copy(m, 'vdb', 'vdc');
  expect(succeed(m, 'blkid', '-o', 'value', '-s', 'LABEL', '/dev/vdc1')).toBe('rpool\n');
  // Its twin is in use: the copy is passed over.
  expect(run(m, { argv: ['zpool', 'import'] }).stderr).toBe('no pools available to import\n');
  succeed(m, 'zpool', 'destroy', '-f', 'rpool');
  succeed(m, 'zgenhostid', '-f', '00c0ffee');
  const refused = run(m, { argv: ['zpool', 'import', '-N', 'rpool'] });
  expect([refused.status, refused.stderr]).toEqual([
    1,
    expect.stringContaining(
      'pool was previously in use from another system.\nLast accessed by localhost (hostid=deadbeef)',
    ),
  ]);
  succeed(m, 'zpool', 'import', '-N', '-f', 'rpool');
  expect(succeed(m, 'zfs', 'list', '-Ho', 'name')).toBe('rpool\nrpool/data\n');
  expect(succeed(m, 'zpool', 'status')).toContain('\t  vdc       ONLINE');
});

test('a pool whose labels are overwritten is not found any more; a mirror goes on without the disk', () => {
  const m = withDisks();
  succeed(m, 'zpool', 'create', '-f', '-O', 'mountpoint=none', 'rpool', 'mirror', '/dev/vdb', '/dev/vdc');
  succeed(m, 'zpool', 'export', 'rpool');
  succeed(m, 'dd', 'if=/dev/zero', 'of=/dev/vdc1', 'bs=1M', 'count=8');
  expect(succeed(m, 'zpool', 'import')).toContain('\t    vdc     UNAVAIL');
  succeed(m, 'dd', 'if=/dev/zero', 'of=/dev/vdb1', 'bs=1M', 'count=8');
  expect(run(m, { argv: ['zpool', 'import', 'rpool'] }).stderr).toBe("cannot import 'rpool': no such pool available\n");
});

test('the copy of a filesystem has its UUID and files of its own', () => {
  const m = withDisks();
  succeed(m, 'mkfs.ext4', '-q', '-F', '/dev/vdb');
  succeed(m, 'mount', '/dev/vdb', '/mnt');
  plantAt(m, '/mnt/a', 'one');
  succeed(m, 'umount', '/mnt');
  copy(m, 'vdb', 'vdc');
  const uuid = (disk: string): string => succeed(m, 'blkid', '-o', 'value', '-s', 'UUID', `/dev/${disk}`);
  expect(uuid('vdc')).toBe(uuid('vdb'));
  succeed(m, 'mount', '/dev/vdc', '/mnt');
  succeed(m, 'rm', '/mnt/a');
  succeed(m, 'umount', '/mnt');
  succeed(m, 'mount', '/dev/vdb', '/mnt');
  expect(succeed(m, 'cat', '/mnt/a')).toBe('one');
});

test('a copied LUKS header opens with the same key, and an overwritten one is none', () => {
  const m = withDisks();
  succeed(m, 'cryptsetup', 'luksFormat', '-q', '--key-file', '/run/pass', '/dev/vdb');
  copy(m, 'vdb', 'vdc');
  succeed(m, 'dd', 'if=/dev/zero', 'of=/dev/vdb', 'bs=1M', 'count=1');
  expect(run(m, { argv: ['cryptsetup', 'isLuks', '/dev/vdb'] }).status).toBe(1);
  succeed(m, 'cryptsetup', 'open', '--key-file', '/run/pass', '/dev/vdc', 'copy');
  expect(succeed(m, 'readlink', '-f', '/dev/mapper/copy')).toBe('/dev/dm-0\n');
});

test('without its partition table a disk has no partitions', () => {
  const m = withDisks();
  succeed(m, 'zpool', 'create', '-f', '-O', 'mountpoint=none', 'rpool', '/dev/vdb');
  succeed(m, 'zpool', 'export', 'rpool');
  succeed(m, 'dd', 'if=/dev/zero', 'of=/dev/vdb', 'bs=512', 'count=34');
  expect(run(m, { argv: ['ls', '/dev/vdb1'] }).status).toBe(2);
  expect(run(m, { argv: ['zpool', 'import'] }).stderr).toBe('no pools available to import\n');
});

test('bytes that are no signature of anything are not kept, and that is said', () => {
  const m = withDisks();
  plantAt(m, '/run/noise', 'noise');
  succeed(m, 'dd', 'if=/run/noise', 'of=/dev/vdd');
  expect(
    m.trace.events.some(
      (event) => event.kind === 'unsupported' && event.detail === 'data written to /dev/vdd is not kept',
    ),
  ).toBe(true);
});
