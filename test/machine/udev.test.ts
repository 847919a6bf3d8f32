/** Uevents, links and their latency. */
import { expect, test } from 'vitest';
import { addDisk } from '../../src/machine/block/add-disk.ts';
import { addPoolDisks } from '../../src/machine/block/pool-disks.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { isErrno } from '../../src/vfs/errno.ts';
import { machineWithPrograms, pause, run, succeed } from './commands.ts';

const exists = (m: Machine, path: string): boolean => !isErrno(m.vfs.find(m.vfs.view, path));
const LINK = '/dev/zvol/rpool/keystore';

function withKeystorePool(options: Parameters<typeof machineWithPrograms>[0] = {}): Machine {
  const m = machineWithPrograms(options);
  m.zfs.loadModule();
  expect(m.zfs.addPool({ name: 'rpool' })).toEqual([]);
  expect(m.zfs.addDataset({ name: 'rpool/keystore', type: 'volume' })).toEqual([]);
  return m;
}

test('the node of a volume is there when the import returns, its link only after the latency', () => {
  const m = withKeystorePool({ timing: { zvolLinkUs: 500_000 } });
  succeed(m, 'zpool', 'import', '-N', 'rpool');
  expect([exists(m, '/dev/zd0'), exists(m, LINK)]).toEqual([true, false]);
  pause(m, 600_000);
  expect(succeed(m, 'readlink', '-f', LINK)).toBe('/dev/zd0\n');
});

test('udevadm settle waits for the link, and gives up in time', () => {
  const m = withKeystorePool({ timing: { zvolLinkUs: 5_000_000 } });
  succeed(m, 'zpool', 'import', '-N', 'rpool');
  expect(run(m, { argv: ['udevadm', 'settle', '--timeout=1'] })).toMatchObject({
    status: 1,
    stderr: 'Timed out for waiting the udev queue being empty.\n',
  });
  expect(exists(m, LINK)).toBe(false);
  expect(exists(m, '/run/udev/queue')).toBe(true);
  succeed(m, 'udevadm', 'settle');
  expect(exists(m, LINK)).toBe(true);
  expect(exists(m, '/run/udev/queue')).toBe(false);
});

test('settle ends as soon as the file it was told of is there', () => {
  const m = withKeystorePool({ timing: { zvolLinkUs: 100_000 } });
  addDisk(m, { name: 'vdz' });
  succeed(m, 'zpool', 'import', '-N', 'rpool');
  m.udev.announce(m.block.byPath('/dev/vdz')!, ['/dev/disk/by-id/slow'], 60_000_000);
  const before = m.kernel.clock.nowUs;
  succeed(m, 'udevadm', 'settle', `--exit-if-exists=${LINK}`);
  expect(m.kernel.clock.nowUs - before).toBeLessThan(1_000_000);
});

test('without the daemon nothing is linked; it catches up when it starts, and coldplug needs a trigger', () => {
  const m = withKeystorePool({ udevRunning: false });
  addDisk(m, { name: 'vdq', filesystem: 'ext4', label: 'data' });
  succeed(m, 'zpool', 'import', '-N', 'rpool');
  pause(m, 10_000_000);
  expect(exists(m, LINK)).toBe(false);
  succeed(m, 'udevadm', 'settle');
  m.udev.start();
  pause(m, 1_000_000);
  expect([exists(m, LINK), exists(m, '/dev/disk/by-label/data')]).toEqual([true, false]);
  succeed(m, 'udevadm', 'trigger', '--type=devices', '--action=add');
  succeed(m, 'udevadm', 'settle');
  expect(exists(m, '/dev/disk/by-label/data')).toBe(true);
});

test('two filesystems with one label: the later gets the link, the earlier gets it back', () => {
  const m = machineWithPrograms();
  addDisk(m, { name: 'vdp', filesystem: 'ext4', label: 'twin' });
  addDisk(m, { name: 'vdq', filesystem: 'ext4', label: 'twin', goneUs: 2_000_000 });
  expect(succeed(m, 'readlink', '-f', '/dev/disk/by-label/twin')).toBe('/dev/vdq\n');
  pause(m, 3_000_000);
  expect(succeed(m, 'readlink', '-f', '/dev/disk/by-label/twin')).toBe('/dev/vdp\n');
  expect(exists(m, '/dev/vdq')).toBe(false);
});

test('a late disk appears with its partitions and their links', () => {
  const m = machineWithPrograms();
  expect(
    addDisk(m, {
      name: 'sda',
      appearsUs: 3_000_000,
      partitions: {
        1: { filesystem: 'vfat', sizeBytes: 2 ** 28 },
        2: { filesystem: 'ext4', uuid: '11111111-2222-3333-4444-555555555555' },
      },
    }),
  ).toEqual([]);
  expect(exists(m, '/dev/sda')).toBe(false);
  pause(m, 3_000_001);
  expect([
    exists(m, '/dev/sda2'),
    exists(m, '/sys/class/block/sda2/partition'),
    exists(m, '/dev/disk/by-uuid/11111111-2222-3333-4444-555555555555'),
  ]).toEqual([true, true, false]);
  succeed(m, 'udevadm', 'wait', '--timeout=5', '/dev/disk/by-uuid/11111111-2222-3333-4444-555555555555');
  expect(succeed(m, 'readlink', '-f', '/dev/disk/by-uuid/11111111-2222-3333-4444-555555555555')).toBe('/dev/sda2\n');
});

test('a name with a blank stands in the link as the rules encode it', () => {
  const m = machineWithPrograms();
  addDisk(m, { name: 'vdq', filesystem: 'ext4', label: 'my data' });
  expect(exists(m, '/dev/disk/by-label/my\\x20data')).toBe(true);
});

test('a layout that cannot be is refused with the place and nothing is added', () => {
  const m = machineWithPrograms();
  const refused = (spec: Parameters<typeof addDisk>[1]) =>
    addDisk(m, spec).map(({ at, message }) => `${at.join('.')}: ${message}`);
  expect(refused({ name: 'vda1' })).toEqual([": disk vda1: expected a whole disk's name such as vdb, sda or nvme0n1"]);
  expect(refused({ name: 'vdb', partitions: { 0: {} } })).toEqual([
    'partitions.0: partition 0: expected a number from 1 to 99',
  ]);
  expect(refused({ name: 'vdb', files: { a: 'x' } })).toEqual(['files: files need a filesystem']);
  expect(refused({ name: 'vdb', sizeBytes: 2 ** 20, partitions: { 1: { sizeBytes: 2 ** 20 } } })[0]).toMatch(/^size: /);
  expect(m.block.devices).toEqual([]);
});

test('a pool on a late disk cannot be imported before the disk is there', () => {
  const m = machineWithPrograms();
  m.zfs.loadModule();
  expect(addDisk(m, { name: 'vda', appearsUs: 3_000_000 })).toEqual([]);
  m.zfs.addPool({ name: 'rpool', vdevs: ['vda'] });
  expect(addPoolDisks(m, m.zfs.allPools[0]!)).toEqual([]);
  expect(run(m, { argv: ['zpool', 'import', '-N', 'rpool'] })).toMatchObject({
    status: 1,
    stderr: "cannot import 'rpool': no such pool available\n",
  });
  pause(m, 4_000_000);
  succeed(m, 'zpool', 'import', '-N', 'rpool');
  expect(succeed(m, 'blkid', '-o', 'value', '-s', 'LABEL', '/dev/vda')).toBe('rpool\n');
});

test('pools that name no disk get one each; two pools cannot have the same', () => {
  const m = machineWithPrograms();
  for (const name of ['apool', 'bpool']) m.zfs.addPool({ name });
  expect(m.zfs.allPools.flatMap((pool) => addPoolDisks(m, pool, false))).toEqual([]);
  expect(m.zfs.allPools.map((pool) => pool.vdevs[0]!.disks)).toEqual([['vda'], ['vdb']]);
  m.zfs.addPool({ name: 'cpool', vdevs: ['vdb'] });
  expect(addPoolDisks(m, m.zfs.allPools[2]!)).toMatchObject([
    { at: ['vdevs'], message: 'pool cpool: vdb holds something else already' },
  ]);
});

test('two pools on partitions of one disk', () => {
  const m = machineWithPrograms();
  addDisk(m, { name: 'nvme0n1', sizeBytes: 4 * 2 ** 30 });
  for (const [name, vdev] of [
    ['bpool', 'nvme0n1p2'],
    ['rpool', 'nvme0n1p3'],
  ] as const)
    m.zfs.addPool({ name, vdevs: [vdev] });
  expect(m.zfs.allPools.flatMap((pool) => addPoolDisks(m, pool))).toEqual([]);
  expect(succeed(m, 'lsblk', '-lno', 'NAME,LABEL')).toBe('nvme0n1\nnvme0n1p2 bpool\nnvme0n1p3 rpool\n');
});
