/** What pid 1 says, in the order in which it said so in recorded boots of dracut initramfs with systemd. */
import { expect, test } from 'vitest';
import { ANSWERS, booted, inOrder, layout, WITH_FIX } from './rehearsed.ts';

const BEGIN = [
  'Queued start job for default target initrd.target.',
  'Started systemd-ask-password-console.path - Dispatch Password Requests to Console Directory Watch.',
  'Reached target cryptsetup.target - Local Encrypted Volumes.',
  'Reached target initrd-root-device.target - Initrd Root Device.',
  'Reached target initrd-usr-fs.target - Initrd /usr File System.',
  'Reached target local-fs.target - Local File Systems.',
  'Reached target paths.target - Path Units.',
  'Reached target slices.target - Slice Units.',
  'Reached target swap.target - Swaps.',
  'Listening on systemd-journald-audit.socket - Journal Audit Socket.',
  'Listening on systemd-journald-dev-log.socket - Journal Socket (/dev/log).',
  'Listening on systemd-journald.socket - Journal Socket.',
  'Listening on systemd-udevd-control.socket - udev Control Socket.',
  'Listening on systemd-udevd-kernel.socket - udev Kernel Socket.',
  'Reached target sockets.target - Socket Units.',
  'Starting dracut-cmdline.service - dracut cmdline hook...',
  'Finished dracut-cmdline.service - dracut cmdline hook.',
  'Starting dracut-pre-udev.service - dracut pre-udev hook...',
  'Finished dracut-pre-udev.service - dracut pre-udev hook.',
  'Starting systemd-udevd.service - Rule-based Manager for Device Events and Files...',
  'Started systemd-udevd.service - Rule-based Manager for Device Events and Files.',
  'dracut-pre-trigger.service - dracut pre-trigger hook was skipped because no trigger condition checks were met.',
  'Starting systemd-udev-trigger.service - Coldplug All udev Devices...',
  'Finished systemd-udev-trigger.service - Coldplug All udev Devices.',
  'Starting dracut-initqueue.service - dracut initqueue hook...',
  'Finished systemd-udev-settle.service - Wait for udev To Complete Device Initialization.',
  'Reached target sysinit.target - System Initialization.',
  'systemd-tmpfiles-clean.timer - Daily Cleanup of Temporary Directories was skipped because of an unmet condition check (ConditionPathExists=!/etc/initrd-release).',
  'Reached target basic.target - Basic System.',
  'Reached target timers.target - Timer Units.',
  'Starting zfs-load-module.service - Install ZFS kernel module...',
  'Finished zfs-load-module.service - Install ZFS kernel module.',
  'zfs-import-cache.service - Import ZFS pools by cache file was skipped because of an unmet condition check (ConditionFileNotEmpty=/etc/zfs/zpool.cache).',
  'Finished zfs-import-scan.service - Import ZFS pools by device scanning.',
  'Starting zfs-env-bootfs.service - Set BOOTFS and BOOTFSFLAGS environment variables for dracut...',
  'zfs-env-bootfs.service: Deactivated successfully.',
  'Finished zfs-env-bootfs.service - Set BOOTFS and BOOTFSFLAGS environment variables for dracut.',
  'Reached target zfs-import.target - ZFS pool import target.',
  'Starting dracut-pre-mount.service - dracut pre-mount hook...',
];

const MOUNTED = [
  'Finished dracut-pre-mount.service - dracut pre-mount hook.',
  // OpenZFS 2.1 was recorded with these two after the next line; since 2.2 a rollback is ordered before the root is mounted.
  'zfs-snapshot-bootfs.service - Snapshot bootfs just before it is mounted was skipped because of an unmet condition check (ConditionKernelCommandLine=bootfs.snapshot).',
  'zfs-rollback-bootfs.service - Rollback bootfs just before it is mounted was skipped because of an unmet condition check (ConditionKernelCommandLine=bootfs.rollback).',
  'Mounting sysroot.mount - /sysroot...',
  'Mounted sysroot.mount - /sysroot.',
  'Starting zfs-nonroot-necessities.service...',
  'zfs-nonroot-necessities.service: Deactivated successfully.',
  'Finished zfs-nonroot-necessities.service.',
  'Reached target initrd-root-fs.target - Initrd Root File System.',
  'Starting initrd-parse-etc.service - Mountpoints Configured in the Real Root...',
  'initrd-parse-etc.service: Deactivated successfully.',
  'Finished initrd-parse-etc.service - Mountpoints Configured in the Real Root.',
];

const LEAVING = [
  'Starting dracut-mount.service - dracut mount hook...',
  'Finished dracut-mount.service - dracut mount hook.',
  'Starting dracut-pre-pivot.service - dracut pre-pivot and cleanup hook...',
  'dracut-pre-pivot: ZFS: There is an active pool, will export it.',
  'Finished dracut-pre-pivot.service - dracut pre-pivot and cleanup hook.',
  'Starting initrd-cleanup.service - Cleaning Up and Shutting Down Daemons...',
  'Stopped target remote-cryptsetup.target - Remote Encrypted Volumes.',
  'Stopped target timers.target - Timer Units.',
  'dracut-pre-pivot.service: Deactivated successfully.',
  'Stopped dracut-pre-pivot.service - dracut pre-pivot and cleanup hook.',
  'Stopped target initrd.target - Initrd Default Target.',
  'Stopped target basic.target - Basic System.',
  'Stopped target initrd-root-device.target - Initrd Root Device.',
  'Stopped target initrd-usr-fs.target - Initrd /usr File System.',
  'Stopped target paths.target - Path Units.',
  'Stopped target remote-fs.target - Remote File Systems.',
  'Stopped target remote-fs-pre.target - Preparation for Remote File Systems.',
  'Stopped target slices.target - Slice Units.',
  'Stopped target sockets.target - Socket Units.',
  'Stopped target sysinit.target - System Initialization.',
  'Stopped target swap.target - Swaps.',
  'Stopped dracut-mount.service - dracut mount hook.',
  'Stopped dracut-pre-mount.service - dracut pre-mount hook.',
  'Stopped target zfs-import.target - ZFS pool import target.',
  'Stopped dracut-initqueue.service - dracut initqueue hook.',
  'Stopped systemd-sysctl.service - Apply Kernel Variables.',
  'Stopped systemd-modules-load.service - Load Kernel Modules.',
  'Stopped systemd-tmpfiles-setup.service - Create System Files and Directories.',
  'Stopped target local-fs.target - Local File Systems.',
  'Stopping systemd-udevd.service - Rule-based Manager for Device Events and Files...',
  'Stopped zfs-import-scan.service - Import ZFS pools by device scanning.',
  'Stopped zfs-load-module.service - Install ZFS kernel module.',
  'Stopped target cryptsetup.target - Local Encrypted Volumes.',
  'Stopped systemd-udev-settle.service - Wait for udev To Complete Device Initialization.',
  'Stopped systemd-udev-trigger.service - Coldplug All udev Devices.',
  'Starting zfs-nonroot-necessities.service...',
  'Stopped systemd-udevd.service - Rule-based Manager for Device Events and Files.',
  'Closed systemd-udevd-control.socket - udev Control Socket.',
  'Closed systemd-udevd-kernel.socket - udev Kernel Socket.',
  'Stopped dracut-pre-udev.service - dracut pre-udev hook.',
  'Stopped dracut-cmdline.service - dracut cmdline hook.',
  'Starting initrd-udevadm-cleanup-db.service - Cleanup udev Database...',
  'Stopped systemd-tmpfiles-setup-dev.service - Create Static Device Nodes in /dev.',
  'Stopped kmod-static-nodes.service - Create List of Static Device Nodes.',
  'Finished initrd-udevadm-cleanup-db.service - Cleanup udev Database.',
  'Reached target initrd-switch-root.target - Switch Root.',
  'Starting initrd-switch-root.service - Switch Root...',
  'Switching root.',
];

const FAILED = [
  'Finished dracut-pre-mount.service - dracut pre-mount hook.',
  'Mounting sysroot.mount - /sysroot...',
  'mount: zfs_mount_at() failed: encryption key not loaded',
  'sysroot.mount: Mount process exited, code=exited, status=2/INVALIDARGUMENT',
  "sysroot.mount: Failed with result 'exit-code'.",
  'Failed to mount sysroot.mount - /sysroot.',
  'Dependency failed for initrd-root-fs.target - Initrd Root File System.',
  'Dependency failed for initrd-parse-etc.service - Mountpoints Configured in the Real Root.',
  "initrd-parse-etc.service: Job initrd-parse-etc.service/start failed with result 'dependency'.",
  'initrd-parse-etc.service: Triggering OnFailure= dependencies.',
  "initrd-root-fs.target: Job initrd-root-fs.target/start failed with result 'dependency'.",
  'initrd-root-fs.target: Triggering OnFailure= dependencies.',
  'systemd-ask-password-console.path: Deactivated successfully.',
  'Stopped systemd-ask-password-console.path - Dispatch Password Requests to Console Directory Watch.',
  'Stopped target basic.target - Basic System.',
  'Reached target initrd-fs.target - Initrd File Systems.',
  'Stopped target sysinit.target - System Initialization.',
  'Stopped dracut-pre-mount.service - dracut pre-mount hook.',
  'Stopped dracut-initqueue.service - dracut initqueue hook.',
  'Stopped dracut-pre-udev.service - dracut pre-udev hook.',
  'Stopped dracut-cmdline.service - dracut cmdline hook.',
  'Started emergency.service - Emergency Shell.',
  'Reached target emergency.target - Emergency Mode.',
  'Starting zfs-nonroot-necessities.service...',
  'Finished zfs-nonroot-necessities.service.',
];

test('pool-root: the boot from the first target to the switch of the root', () => {
  const { end, lines } = booted(layout('', ANSWERS));
  expect(end).toMatchObject({ outcome: 'boots', root: '/sysroot', init: '/usr/lib/systemd/systemd' });
  const asked = [
    'Started systemd-ask-password-console.service - Dispatch Password Requests to Console.',
    'dracut-pre-mount: Set cipher aes, mode xts-plain64, key size 512 bits for device /dev/zvol/rpool/keystore.',
  ];
  expect(
    inOrder(lines, [
      ...BEGIN,
      ...asked,
      ...MOUNTED,
      'Reached target initrd-fs.target - Initrd File Systems.',
      'Reached target initrd.target - Initrd Default Target.',
      ...LEAVING,
    ]),
  ).toBeUndefined();
});

test('sub-dataset as shipped: the failure up to the emergency shell', () => {
  const { end, lines } = booted(layout('/enc', ANSWERS));
  expect(end).toMatchObject({ outcome: 'emergency' });
  const warned = [
    'dracut-pre-mount: ZFS: Waiting for key /run/keystore/rpool/system.key for rpool/enc...',
    "dracut-pre-mount: Warning: ZFS: Key /run/keystore/rpool/system.key for rpool/enc hasn't appeared. Trying anyway.",
    'dracut-pre-mount: Key load error: Failed to open key material file: No such file or directory',
  ];
  expect(inOrder(lines, [...BEGIN, ...warned, ...FAILED])).toBeUndefined();
});

test('the eight lines of a failed boot, with the right writers', () => {
  const { m } = booted(layout('/enc', ANSWERS));
  const from = m.journal.entries.findIndex((entry) => entry.message.startsWith('Warning: '));
  const about = m.journal.entries
    .slice(from)
    .filter(
      (entry) =>
        entry.identifier !== 'systemd' ||
        /^(?:Mounting|sysroot\.mount:|Failed to mount|Dependency failed for initrd-root-fs)/.test(entry.message),
    );
  const eight = about.slice(0, 8).map((entry) => `${entry.identifier}: ${entry.message}`);
  expect(eight).toEqual([
    "dracut-pre-mount: Warning: ZFS: Key /run/keystore/rpool/system.key for rpool/enc hasn't appeared. Trying anyway.",
    'dracut-pre-mount: Key load error: Failed to open key material file: No such file or directory',
    'systemd: Mounting sysroot.mount - /sysroot...',
    'mount: zfs_mount_at() failed: encryption key not loaded',
    'systemd: sysroot.mount: Mount process exited, code=exited, status=2/INVALIDARGUMENT',
    "systemd: sysroot.mount: Failed with result 'exit-code'.",
    'systemd: Failed to mount sysroot.mount - /sysroot.',
    'systemd: Dependency failed for initrd-root-fs.target - Initrd Root File System.',
  ]);
  // The shell of the phase writes the warning, zfs its own error.
  expect(about[0]!.pid).not.toBe(about[1]!.pid);
});

test('leaving the emergency shell runs the phases again, and the boot goes on', () => {
  const { end, lines } = booted(
    layout(
      '/enc',
      `operator:
  - console: [systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore, mkdir -p /run/keystore/rpool, mount /dev/mapper/keystore-rpool /run/keystore/rpool, exit]
  - { prompt: keystore-rpool, answer: correct horse }
`,
    ),
  );
  expect(end).toMatchObject({ outcome: 'boots' });
  const second = [
    'emergency.service: Deactivated successfully.',
    'Stopped emergency.service - Emergency Shell.',
    'Started systemd-ask-password-console.path - Dispatch Password Requests to Console Directory Watch.',
    'Reached target sysinit.target - System Initialization.',
    'Reached target basic.target - Basic System.',
    'Finished dracut-cmdline.service - dracut cmdline hook.',
    'Starting dracut-pre-udev.service - dracut pre-udev hook...',
    'Finished dracut-pre-udev.service - dracut pre-udev hook.',
    'dracut-pre-trigger.service - dracut pre-trigger hook was skipped because no trigger condition checks were met.',
    'Starting dracut-initqueue.service - dracut initqueue hook...',
    'Finished dracut-initqueue.service - dracut initqueue hook.',
    'Starting dracut-pre-mount.service - dracut pre-mount hook...',
  ];
  const afterwards = MOUNTED.filter((line) => !line.startsWith('zfs-'));
  expect(
    inOrder(lines, [
      ...FAILED,
      ...second,
      ...afterwards.slice(0, 6),
      'Reached target initrd.target - Initrd Default Target.',
      ...LEAVING.slice(0, -1),
    ]),
  ).toBeUndefined();
});

test('with the fix the sub-dataset boots like the pool-root layout', () => {
  const { end, lines, m } = booted(layout('/enc', ANSWERS), WITH_FIX);
  expect(end.outcome).toBe('boots');
  expect(inOrder(lines, [...BEGIN, ...MOUNTED, ...LEAVING])).toBeUndefined();
  expect(m.trace.events.filter((event) => event.kind === 'prompt.asked')).toHaveLength(1);
});
