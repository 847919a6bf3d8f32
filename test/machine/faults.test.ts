/** Faults and stubs of a scenario. */
import { expect, test } from 'vitest';
import { addDisk } from '../../src/machine/block/add-disk.ts';
import { namedFaults } from '../../src/machine/faults/index.ts';
import type { FaultOptions } from '../../src/machine/faults/named-fault.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { ofKind } from '../../src/trace/trace.ts';
import { machineWithPrograms, run, succeed } from './commands.ts';

test('the nth call that fits fails as told, the others do not', () => {
  const m = machineWithPrograms({ faults: [{ when: 'echo hello', nth: 2, status: 7, stderr: 'broken\n' }] });
  const results = [
    ['echo', 'hello'],
    ['echo', 'other'],
    ['echo', '-n', 'hello'],
    ['echo', 'hello'],
  ].map((argv) => run(m, { argv }));
  expect(results.map(({ status, stdout, stderr }) => [status, stdout, stderr])).toEqual([
    [0, 'hello\n', ''],
    [0, 'other\n', ''],
    [7, '', 'broken\n'],
    [0, 'hello\n', ''],
  ]);
  expect(m.trace.events.filter(ofKind('fault.triggered'))).toHaveLength(1);
});

test('without a number every call fails, with status 1', () => {
  const m = machineWithPrograms({ faults: [{ when: 'true' }] });
  expect([
    run(m, { argv: ['true'] }).status,
    run(m, { argv: ['true'] }).status,
    run(m, { argv: ['echo', 'true'] }).status,
  ]).toEqual([1, 1, 0]);
});

test('a stub stands for a program by its name', () => {
  const m = machineWithPrograms({ stubs: new Map([['mkswap', { status: 3, stdout: 'ready\n' }]]) });
  expect(run(m, { argv: ['mkswap', '/dev/null'] })).toMatchObject({ status: 3, stdout: 'ready\n' });
  expect(m.trace.last('unsupported')).toBeUndefined();
});

function befall(m: Machine, name: string, options: FaultOptions): void {
  const problems = namedFaults.find((fault) => fault.name === name)!.apply(m, options);
  if (problems.length > 0) throw new Error(problems[0]!.message);
}

/** A pool with a filesystem and its child, and a disk with ext4. */
function withFilesystems(): Machine {
  const m = machineWithPrograms();
  addDisk(m, { name: 'vdb', filesystem: 'ext4', sizeBytes: 2 ** 26 });
  m.zfs.addPool({ name: 'tank', imported: true });
  m.zfs.addDataset({ name: 'tank/a', properties: { mountpoint: 'legacy' }, files: { old: 'x' } });
  m.zfs.addDataset({ name: 'tank/a/b', properties: { mountpoint: 'legacy', readonly: 'off' } });
  return m;
}

test('a full dataset takes no byte and can still be read and emptied', () => {
  const m = withFilesystems();
  befall(m, 'filesystem-full', { dataset: 'tank/a' });
  succeed(m, 'mount', '-t', 'zfs', 'tank/a', '/mnt');
  expect(run(m, { argv: ['dd', 'if=/dev/zero', 'of=/mnt/new', 'bs=1', 'count=1'] }).stderr).toContain(
    'No space left on device',
  );
  expect(succeed(m, 'cat', '/mnt/old')).toBe('x');
  succeed(m, 'rm', '/mnt/old');
  succeed(m, 'mount', '-t', 'zfs', 'tank/a/b', '/sysroot');
  succeed(m, 'dd', 'if=/dev/zero', 'of=/sysroot/new', 'bs=1', 'count=1');
});

test('a read-only dataset is so with all below it, and says it', () => {
  const m = withFilesystems();
  befall(m, 'read-only', { dataset: 'tank/a' });
  expect(succeed(m, 'zfs', 'get', '-rH', '-o', 'name,value,source', 'readonly', 'tank')).toBe(
    'tank\toff\tdefault\ntank/a\ton\tlocal\ntank/a/b\ton\tinherited from tank/a\n',
  );
  succeed(m, 'mount', '-t', 'zfs', 'tank/a/b', '/mnt');
  expect(run(m, { argv: ['touch', '/mnt/new'] }).stderr).toContain('Read-only file system');
});

test('a write-protected disk is mounted read-only, with the usual warning', () => {
  const m = withFilesystems();
  befall(m, 'read-only', { device: 'vdb' });
  expect(run(m, { argv: ['mount', '/dev/vdb', '/mnt'] }).stderr).toContain('write-protected, mounted read-only');
});

test('a mount of power-on can be read-only', () => {
  const m = withFilesystems();
  befall(m, 'read-only', { path: '/run' });
  expect(run(m, { argv: ['touch', '/run/x'] }).stderr).toContain('Read-only file system');
  expect(run(m, { argv: ['touch', '/tmp/x'] }).status).toBe(0);
});

test('a module that is missing is not found by modprobe, what needs it neither', () => {
  const m = machineWithPrograms();
  befall(m, 'module-missing', { module: 'spl' });
  expect(run(m, { argv: ['modprobe', 'spl'] })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('spl not found'),
  });
  expect(run(m, { argv: ['modprobe', 'zfs'] }).status).toBe(1);
  expect(run(m, { argv: ['modprobe', 'virtio_scsi'] }).status).toBe(0);
});
