/** zfs and zpool where the recorded rows do not reach: keys from the network, care for pools. */
import { expect, test } from 'vitest';
import { addDisk } from '../../src/machine/block/add-disk.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { machineWithPrograms, run, succeed } from '../machine/commands.ts';

const answer = (m: Machine, line: string): readonly [number, string, string] => {
  const { status, stdout, stderr } = run(m, { argv: line.split(' ') });
  return [status, stdout, stderr];
};

function withPool(properties: Readonly<Record<string, string>> = {}): Machine {
  const m = machineWithPrograms();
  m.zfs.loadModule();
  addDisk(m, { name: 'vdb' });
  expect(m.zfs.addPool({ name: 'rpool' })).toEqual([]);
  if (Object.keys(properties).length > 0)
    expect(m.zfs.addDataset({ name: 'rpool/e', passphrase: 'correct horse', properties })).toEqual([]);
  succeed(m, 'zpool', 'import', '-N', 'rpool');
  return m;
}

const from = (keylocation: string) => withPool({ encryption: 'aes-256-gcm', keyformat: 'passphrase', keylocation });

test('a key is fetched from a web server; without one the connection is refused', () => {
  const m = from('http://192.0.2.1:8080/key');
  expect(answer(m, 'zfs load-key rpool/e')).toEqual([
    255,
    '',
    "Key load error: Failed to connect to http://192.0.2.1:8080/key: Failed to connect to 192.0.2.1 port 8080 after 0 ms: Couldn't connect to server\n",
  ]);
  m.zfs.webServers.push({ address: '192.0.2.1:8080', pages: new Map([['/key', 'correct horse']]) });
  expect(answer(m, 'zfs load-key rpool/e')).toEqual([0, '', '']);
});

test('a name that nobody knows is not resolved, a page that is missing is a 404', () => {
  const m = from('https://keys.example/key');
  expect(answer(m, 'zfs load-key rpool/e')[2]).toBe(
    'Key load error: Failed to connect to https://keys.example/key: Could not resolve host: keys.example\n',
  );
  m.zfs.webServers.push({ address: '192.0.2.1:80', pages: new Map() });
  succeed(m, 'zfs', 'set', 'keylocation=http://192.0.2.1/key', 'rpool/e');
  expect(answer(m, 'zfs load-key rpool/e')[2]).toBe("Key load error: Couldn't GET http://192.0.2.1/key: 404\n");
});

test('care for a pool needs the pool, and its name', () => {
  const m = withPool();
  expect(answer(m, 'zpool scrub nosuch')).toEqual([1, '', "cannot open 'nosuch': no such pool\n"]);
  expect(answer(m, 'zpool trim nosuch')).toEqual([1, '', "cannot open 'nosuch': no such pool\n"]);
  expect(answer(m, 'zpool scrub')).toEqual([
    2,
    '',
    'missing pool name argument\nusage:\n\tscrub [-s | -p] [-w] <pool> ...\n',
  ]);
  expect(answer(m, 'zpool clear rpool')).toEqual([0, '', '']);
});

test('a scrub shows in the status', () => {
  const m = withPool();
  succeed(m, 'zpool', 'scrub', 'rpool');
  expect(succeed(m, 'zpool', 'status')).toMatch(
    /^ state: ONLINE\n {2}scan: scrub repaired 0B in 00:00:00 with 0 errors on [A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}\nconfig:/m,
  );
});

test('what a new filesystem holds is nothing, whatever its mountpoint', () => {
  const m = withPool();
  succeed(m, 'zfs', 'create', '-u', '-o', 'mountpoint=/', '-o', 'canmount=noauto', 'rpool/root');
  succeed(m, 'mount', '-t', 'zfs', '-o', 'zfsutil', 'rpool/root', '/mnt');
  expect(succeed(m, 'ls', '-A', '/mnt')).toBe('');
});

test('what a volume holds counts at once', () => {
  const m = withPool();
  const referenced = (): number => Number(succeed(m, 'zfs', 'get', '-Hpo', 'value', 'referenced', 'rpool/v'));
  succeed(m, 'zfs', 'create', '-V', '20M', 'rpool/v');
  succeed(m, 'udevadm', 'settle');
  const before = referenced();
  succeed(m, 'mkfs.ext4', '-q', '/dev/zvol/rpool/v');
  expect(referenced()).toBeGreaterThan(before * 100);
});

test('an export that fails has taken the links of unused volumes away all the same', () => {
  const m = withPool();
  succeed(m, 'zfs', 'create', '-V', '20M', 'rpool/used');
  succeed(m, 'zfs', 'create', '-V', '20M', 'rpool/unused');
  succeed(m, 'udevadm', 'settle');
  succeed(m, 'mkfs.ext4', '-q', '/dev/zvol/rpool/used');
  succeed(m, 'mount', '/dev/zvol/rpool/used', '/mnt');
  expect(answer(m, 'zpool export rpool')).toEqual([1, '', "cannot export 'rpool': pool is busy\n"]);
  expect(succeed(m, 'ls', '/dev/zvol/rpool')).toBe('used\n');
});

test('zpool status names disks as it is asked to', () => {
  const m = machineWithPrograms();
  m.zfs.loadModule();
  for (const letter of 'bc') addDisk(m, { name: `vd${letter}`, sizeBytes: 2 ** 28 });
  succeed(m, 'zpool', 'create', '-f', 'tank', 'mirror', '/dev/vdb', '/dev/vdc');
  const lines = (...options: string[]): readonly string[] =>
    succeed(m, 'zpool', 'status', ...options)
      .split('\n')
      .filter((line) => line.startsWith('\t'));
  expect(lines('-P').slice(2)).toEqual([
    '\t  mirror-0     ONLINE       0     0     0',
    '\t    /dev/vdb1  ONLINE       0     0     0',
    '\t    /dev/vdc1  ONLINE       0     0     0',
  ]);
  expect(lines('-s')).toEqual([
    '\tNAME        STATE     READ WRITE CKSUM  SLOW',
    '\ttank        ONLINE       0     0     0     -',
    '\t  mirror-0  ONLINE       0     0     0     -',
    '\t    vdb     ONLINE       0     0     0     0',
    '\t    vdc     ONLINE       0     0     0     0',
  ]);
  expect(lines('-g')[3]).toMatch(/^\t {4}\d{15,20} +ONLINE/);
  expect(succeed(m, 'zpool', 'status', '-D')).toContain('errors: No known data errors\n\n dedup: no DDT entries\n');
});

test('mount.zfs makes mount options of properties; mount(2) by itself knows nothing of them', () => {
  const m = withPool();
  succeed(m, 'zfs', 'create', '-u', '-o', 'mountpoint=/x', '-o', 'setuid=off', '-o', 'atime=off', 'rpool/a');
  const options = (...mount: string[]): string => {
    succeed(m, ...mount, '-t', 'zfs', 'rpool/a', '/mnt');
    const shown = succeed(m, 'findmnt', '-n', '-o', 'OPTIONS', '/mnt').trim();
    succeed(m, 'umount', '/mnt');
    return shown;
  };
  expect(options('mount', '-o', 'zfsutil')).toBe('rw,nosuid,noatime,xattr,noacl');
  expect(options('busybox', 'mount')).toBe('rw,relatime,xattr,noacl');
  expect(options('busybox', 'mount', '-o', 'noatime')).toBe('rw,noatime,xattr,noacl');
});
