/** What was done to the recorded machine between its commands: known from the states' descriptions and the rows' notes. */
import type { BlockDeviceSpec } from '../../src/machine/block/block-device.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { plantLink } from '../../src/vfs/plant.ts';
import { plantAt, succeed, superblockAt } from '../machine/commands.ts';

const oneshot = (lines: string, unit = ''): string => `[Unit]\n${unit}\n[Service]\nType=oneshot\n${lines}\n`;
const LAB_UNITS: Readonly<Record<string, string>> = {
  'lab-ok.service': oneshot('RemainAfterExit=yes\nExecStart=/bin/true'),
  'lab-oneshot.service': oneshot('ExecStart=/bin/true'),
  'lab-fail.service': oneshot('ExecStart=/bin/sh -c "exit 3"'),
  'lab-cond.service': oneshot('ExecStart=/bin/true', 'ConditionPathExists=/nonexistent'),
  'lab-dep.service': oneshot('ExecStart=/bin/true', 'Requires=lab-fail.service\nAfter=lab-fail.service'),
  'lab-to.service': oneshot('TimeoutStartSec=2\nExecStart=/bin/sleep 60'),
  'lab-signal.service': oneshot("ExecStart=/bin/sh -c 'kill -9 $$$$'"),
  'lab-ignore.service': oneshot('ExecStart=-/bin/false'),
  'lab-slow.service': oneshot('ExecStart=/bin/sleep 600'),
  'lab-envcond.service': oneshot(
    "RemainAfterExit=yes\nExecStart=/bin/sh -c 'echo LABVAR=$LABVAR'",
    'ConditionEnvironment=LABVAR',
  ),
  'lab.target': '[Unit]\nDescription=lab\n',
};

type Arrangement = (m: Machine) => void;

const AT_BEGIN: Readonly<Record<string, Arrangement>> = {
  systemd: (m) => {
    for (const [name, text] of Object.entries(LAB_UNITS)) plantAt(m, `/run/systemd/system/${name}`, text, 0o644);
    plantLink(superblockAt(m, '/run'), '/systemd/system/lab-masked.service', '/dev/null');
  },
};

/** Disks that were pulled out, as they were. */
const pulled = new WeakMap<Machine, BlockDeviceSpec[]>();

const pull =
  (name: string): Arrangement =>
  (m) => {
    const disk = m.block.byPath(`/dev/${name}`)!;
    const devices = [disk, ...m.block.partitionsOf(disk)];
    pulled.set(
      m,
      devices.map(({ path, sizeBytes, content, partition }) => ({
        path,
        sizeBytes,
        content,
        ...(partition ? { partition } : {}),
      })),
    );
    for (const device of devices) m.udev.withdraw(device);
    m.block.remove(disk.path);
  };

const putBack: Arrangement = (m) => {
  const [disk, ...partitions] = pulled.get(m)!;
  const parent = m.block.add(disk!);
  m.udev.announce(parent);
  for (const partition of partitions) m.udev.announce(m.block.add({ ...partition, parent }));
};

/** Somebody whose working directory it is. */
const standIn = (path: string): Arrangement => {
  return (m) => {
    m.kernel.start(
      function* (p) {
        p.idle = true;
        p.chdir(path);
        for (;;) yield { on: [p.signalled], why: 'a person standing about' };
      },
      { argv: ['stander'] },
    );
    m.kernel.run(() => true);
  };
};

const stepAside: Arrangement = (m) => {
  for (const process of [...m.kernel.processes.values()])
    if (process.argv[0] === 'stander') m.kernel.signal(process, 'KILL');
};

const BEFORE_ROW: ReadonlyMap<number, Arrangement> = new Map<number, Arrangement>([
  // "a process has its working directory inside"
  [583, standIn('/sysroot')],
  [589, stepAside],
  // The rows in between, of the timing of links, are summed up in another file of the record.
  [
    1101,
    (m) => {
      succeed(m, 'umount', '/run/keystore/rpool');
      succeed(m, 'cryptsetup', 'close', 'keystore-rpool');
      succeed(m, 'zpool', 'export', 'rpool');
    },
  ],
  // "a plain http server answers on 127.0.0.1:4480 (/key good, other paths 404)"
  [1474, (m) => m.zfs.webServers.push({ address: '127.0.0.1:4480', pages: new Map([['/key', 'correcthorse']]) })],
  // "mirror-missing-one-disk", "stripe-missing-one-disk", "cachefile-stale-disk-gone", "disk is back"
  [1886, pull('vdc')],
  [1909, putBack],
  [1915, pull('vdc')],
  [1922, putBack],
  [1927, pull('vdb')],
  [1931, putBack],
  // "its labels overwritten by zeros"
  [1937, (m) => succeed(m, 'dd', 'if=/dev/zero', 'of=/dev/vdb1', 'bs=1M', 'count=8')],
]);

/** Does what was done at the beginning of a section or before a row. */
export function arrange(m: Machine, section: string, when: 'begin' | number): void {
  if (when === 'begin') AT_BEGIN[section]?.(m);
  else BEFORE_ROW.get(when)?.(m);
}
