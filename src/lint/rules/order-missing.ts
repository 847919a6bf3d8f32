/** A service or hook that needs a pool, a key or a network, and is not ordered behind what brings it. */
import { isCall } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import { type UnitFile, valuesOf } from '../unit-file.ts';

export const orderMissing: Rule = {
  id: 'order-missing',
  severity: 'warning',
  group: 'waiting',
  problem: 'nothing orders this behind what brings the thing that it needs',
  remedy: 'Add After= (and Wants= or Requires=) in the unit, or wait in the script with a deadline.',
  why:
    'systemd starts all at once what is not ordered. A hook that loaded the key ran before the pool was imported and found nothing to do (openzfs/zfs#11500, openzfs/zfs#10854); a ' +
    'rollback was ordered before dracut-mount.service but not before sysroot.mount, and took place on the mounted root now and then ' +
    '(openzfs/zfs#15025). After= alone does not start anything: without Wants= the network may never be waited for.',
  bad: [
    {
      role: 'unit',
      text: '[Unit]\nDefaultDependencies=no\nBefore=sysroot.mount\n\n[Service]\nType=oneshot\nExecStart=/sbin/zfs load-key rpool/root\n',
      lines: [7],
    },
    {
      role: 'unit',
      text: '[Unit]\nDefaultDependencies=no\nAfter=zfs-import.target\nBefore=initrd-root-fs.target dracut-mount.service\n\n[Service]\nExecStart=/sbin/zfs rollback -r rpool/root@clean\n',
      lines: [7],
    },
    {
      role: 'unit',
      text: '[Unit]\nDefaultDependencies=no\nAfter=zfs-import.target\nBefore=sysroot.mount\n\n[Service]\nExecStart=-/sbin/zfs snapshot rpool/root@boot\n',
      lines: [7],
    },
    {
      role: 'unit',
      text: '[Unit]\nDefaultDependencies=no\nAfter=systemd-udevd.service\n\n[Service]\nExecStart=/bin/mount /dev/mapper/store /run/store\n',
      lines: [6],
    },
    {
      role: 'unit',
      text: '[Unit]\nAfter=network-online.target\n\n[Service]\nExecStart=/usr/bin/own-fetch\n',
      lines: [2],
    },
    { text: '[ -n "$own_dataset" ] || return 0\nzfs load-key "$own_dataset" || die "no key"\n', lines: [2] },
  ],
  good: [
    {
      role: 'unit',
      text: '[Unit]\nDefaultDependencies=no\nAfter=zfs-import.target\nBefore=sysroot.mount\n\n[Service]\nType=oneshot\nExecStart=/sbin/zfs load-key rpool/root\n',
    },
    {
      role: 'unit',
      text: '[Unit]\nDescription=Scrub\n\n[Service]\nExecStart=/sbin/zpool scrub rpool\n',
      note: 'Ordered behind basic.target like every service.',
    },
    { role: 'unit', text: '[Unit]\nDefaultDependencies=no\n\n[Service]\nExecStart=/sbin/zpool import -aN\n' },
    {
      role: 'unit',
      text: '[Unit]\nDefaultDependencies=no\nAfter=cryptsetup.target\n\n[Service]\nExecStart=/bin/mount /dev/mapper/store /run/store\n',
    },
    {
      role: 'unit',
      text: '[Unit]\nAfter=network-online.target\nWants=network-online.target\n\n[Service]\nExecStart=/usr/bin/own-fetch\n',
    },
    { text: 'zpool list rpool > /dev/null 2>&1 || return 0\nzfs load-key rpool || die "no key"\n' },
    {
      role: 'hook:mount',
      text: 'zpool import -N rpool || return 1\nzfs load-key rpool || die "no key"\nzfs mount rpool\n',
    },
  ],
  unit(unit, report, project) {
    if (unit.dropIn || !unit.name.endsWith('.service')) return;
    const online = valuesOf(unit, 'Unit', 'After').find(({ value }) => /\bnetwork-online\.target\b/.test(value));
    const wanted = project.units
      .filter(({ name }) => name === unit.name)
      .some((one) => one.settings.some(({ key, value }) => PULLS.has(key) && value.includes('network-online.target')));
    if (online && !wanted)
      report({
        at: { start: online.valueStart, end: online.end },
        severity: 'info',
        message: `${unit.name} is ordered behind network-online.target, but does not pull it in: it waits only when another unit does`,
        remedy: 'Add Wants=network-online.target.',
      });
    const start = ['ExecStartPre', 'ExecStart'].flatMap((key) => valuesOf(unit, 'Service', key));
    const device = start.find(({ value }) => /\/dev\/(?:mapper|disk)\//.test(value));
    if (
      device &&
      isEarly(unit) &&
      !ordered(unit, 'After').some((name) => !TOO_EARLY.test(name)) &&
      !unit.settings.some(({ key }) => BINDS.has(key))
    )
      report({
        at: { start: device.valueStart, end: device.end },
        message: `${unit.name} uses a device, but is not ordered behind what makes it`,
        remedy: 'Add BindsTo= and After= with the .device unit.',
      });
    const use = start.find(
      ({ value }) => /(?:^|[\s/'"(;])(?:zfs|zpool)\s+[a-z]/.test(value) && !/zpool\s+import\b/.test(value),
    );
    if (!use || !isEarly(unit)) return;
    const at = { start: use.valueStart, end: use.end };
    const after = ordered(unit, 'After');
    if (
      !after.some((name) =>
        /^(?:zfs|initrd|sysroot|local-fs|dracut-(?:pre-mount|mount|pre-pivot)|cryptsetup|remote-fs|basic|sysinit|multi-user)/.test(
          name,
        ),
      )
    )
      report({
        at,
        message: `${unit.name} asks about pools, but is not ordered behind their import`,
        remedy: 'Add After=zfs-import.target.',
      });
    else if (/\bzfs\s+rollback\b/.test(use.value) && !ordered(unit, 'Before').includes('sysroot.mount'))
      report({
        at,
        message: `${unit.name} rolls a dataset back, but is not ordered before sysroot.mount, which may be mounting it`,
        remedy: 'Add Before=sysroot.mount.',
      });
    else if (
      /\bzfs\s+(?:rollback|snapshot)\b/.test(use.value) &&
      !after.some((name) =>
        /^(?:dracut-pre-mount|dracut-mount|dracut-pre-pivot|zfs-load-key|zfs-mount|initrd|sysroot|local-fs|basic|sysinit)/.test(
          name,
        ),
      )
    )
      report({
        at,
        severity: 'info',
        message: `${unit.name} is ordered behind the import of the pool, but not behind what loads its key`,
        remedy: 'Add After=dracut-pre-mount.service.',
      });
  },
  script(file, report, project) {
    if (file.phase !== 'pre-mount') return undefined;
    const around = [file, ...project.sources(file).flatMap(({ to }) => (to ? [to] : []))];
    if (
      around.some(({ text }) =>
        /zpool["']? (?:import|list|get|status)|zfs-import|is-active|zfs["']? (?:list|get)|import_pool|keystatus/.test(
          text,
        ),
      )
    )
      return undefined;
    let told = false;
    return {
      simple(node) {
        if (told || !isCall(node, 'zfs', 'load-key')) return;
        told = true;
        report({
          at: node,
          message: 'this hook loads a key, but nothing in it waits for the import of the pool',
          remedy:
            'Wait with a deadline until `zpool list` knows the pool, or order dracut-pre-mount.service behind zfs-import.target.',
        });
      },
    };
  },
};

/** Nothing of the hardware is waited for by these. */
const TOO_EARLY =
  /^(?:systemd-(?:udevd|journald|modules-load|tmpfiles)\S*|dracut-(?:cmdline|pre-udev|pre-trigger)\S*|-\.mount|\S*\.slice|\S*\.socket)$/;
const BINDS: ReadonlySet<string> = new Set(['BindsTo', 'RequiresMountsFor', 'WantsMountsFor']);
const PULLS: ReadonlySet<string> = new Set(['Wants', 'Requires', 'BindsTo', 'Upholds']);

/** Without the default dependencies a service is ordered behind nothing. */
const isEarly = (unit: UnitFile): boolean =>
  valuesOf(unit, 'Unit', 'DefaultDependencies').at(-1)?.value.toLowerCase() === 'no' &&
  // One that only looks at the manager's variables, or a template whose instance says more, is none of ours.
  !unit.name.includes('@');

const ordered = (unit: UnitFile, key: 'After' | 'Before'): string[] =>
  valuesOf(unit, 'Unit', key).flatMap(({ value }) => value.split(/\s+/));
