/** Boots that fail for want of a pool, a dataset or the kernel module. */
import { expect, test } from 'vitest';
import { causeOf, rehearsed } from './explained.ts';

const PLAIN = 'datasets: { z: { mountpoint: none }, z/r: { mountpoint: / } }\n';

test('a pool that lacks disks is named with them', () => {
  const cause = causeOf(
    rehearsed(
      `cmdline: root=zfs:AUTO\npools: { z: { bootfs: z/r, vdevs: [raidz1, sda, sdb, sdc], missing: [sdb, sdc] } }\n${PLAIN}`,
    ),
  );
  expect(cause.at(-1)).toBe(
    '`/sbin/zpool import -aN -o cachefile=none` failed: pool z cannot be imported: no such pool or dataset (raidz1 lacks sdb, sdc)',
  );
});

test('a disk that came after the search for pools is named with how late it was', () => {
  const cause = causeOf(
    rehearsed(
      `cmdline: root=zfs:AUTO\ndisks: { sdb: { appears: 40s } }\npools: { z: { bootfs: z/r, vdevs: [sdb] } }\n${PLAIN}`,
    ),
  );
  expect(cause.at(-1)).toMatch(
    /^\/dev\/sdb appeared at 40\.00 s, 39\.\d\d s after `\/sbin\/zpool import -aN -o cachefile=none` looked for pools$/,
  );
});

test('a misspelt pool on the kernel command line is traced to getarg, beside the pools that were there', () => {
  const cause = causeOf(rehearsed(`cmdline: root=zfs:zz/r\npools: { z: {} }\n${PLAIN}`));
  expect(cause).toContain('pool zz was never imported; imported: z');
  expect(cause.at(-1)).toBe('root was set to zfs:zz/r by `getarg root=`');
});

test('an import unit that was masked leaves nothing that imports', () => {
  const cause = causeOf(
    rehearsed(
      `cmdline: root=zfs:AUTO rd.systemd.mask=zfs-import-scan.service\npools: { z: { bootfs: z/r } }\n${PLAIN}`,
    ),
  );
  expect(cause.at(-1)).toBe('no pool was imported: nothing ran `zpool import`');
});

test('an import that a fault made fail is the cause of a missing boot dataset', () => {
  const cause = causeOf(
    rehearsed(
      `cmdline: root=zfs:AUTO\npools: { z: { bootfs: z/r } }\n${PLAIN}faults: [{ when: zpool import, nth: 1, status: 1 }]\n`,
    ),
  );
  expect(cause.at(-1)).toBe('`/sbin/zpool import -aN -o cachefile=none` failed: fault: zpool import');
});

test.each([
  ['modprobe', 'Failed at step EXEC spawning /sbin/modprobe: No such file or directory'],
  ['udevadm', 'Failed at step EXEC spawning udevadm: No such file or directory'],
  ['grep', 'grep is not in the image'],
  ['zpool', 'zpool is not in the image'],
])('an image without %s says so', (program, said) => {
  const cause = causeOf(
    rehearsed(`cmdline: root=zfs:AUTO\nwithout: [${program}]\npools: { z: { bootfs: z/r } }\n${PLAIN}`),
  );
  expect(cause.at(-1)).toContain(said);
});
