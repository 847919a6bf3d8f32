// Lays a tree out from unpacked Debian packages as dracut would: base, systemd, dracut-systemd, fs-lib, rootfs-block, dm, crypt, shutdown, zfs, with dash as
// /bin/sh. Scripts and units are the packages' own, unmodified; native programs are only named (`\x7fELF`), since the simulator has models of them.
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

const HOOKS =
  'cleanup cmdline emergency initqueue initqueue/finished initqueue/online initqueue/settled initqueue/timeout mount netroot pre-mount pre-pivot pre-shutdown pre-trigger pre-udev shutdown shutdown-emergency'.split(
    ' ',
  );

/** Native programs that these modules install. */
const PROGRAMS = {
  'usr/bin':
    'dash mount mknod mkdir sleep chown sed ls flock cp mv dmesg rm ln mkfifo umount readlink setsid chmod tr findmnt less kmod dracut-util systemctl journalctl echo systemd-run systemd-escape systemd-cgls systemd-tmpfiles systemd-ask-password systemd-tty-ask-password-agent udevadm stat timeout true grep awk cut head cat hostid uname basename dirname seq ps logger',
  'usr/sbin':
    'swapoff sulogin nologin cryptsetup dmsetup blkid fsck fsck.ext4 e2fsck losetup kexec zgenhostid zfs zpool mount.zfs',
  'usr/lib/systemd':
    'systemd systemd-cgroups-agent systemd-shutdown systemd-reply-password systemd-fsck systemd-udevd systemd-journald systemd-sysctl systemd-modules-load systemd-vconsole-setup systemd-volatile-root systemd-cryptsetup',
  'usr/lib/systemd/system-generators':
    'systemd-debug-generator systemd-fstab-generator systemd-gpt-auto-generator systemd-cryptsetup-generator',
};

const LINKS = {
  bin: 'usr/bin',
  sbin: 'usr/sbin',
  lib: 'usr/lib',
  lib64: 'usr/lib64',
  init: 'usr/lib/systemd/systemd',
  'usr/bin/sh': 'dash',
  'usr/sbin/init': '../lib/systemd/systemd',
  'usr/bin/dracut-getarg': 'dracut-util',
  'usr/bin/dracut-getargs': 'dracut-util',
  'usr/bin/loginctl': 'true',
  'usr/sbin/halt': '../bin/systemctl',
  'usr/sbin/poweroff': '../bin/systemctl',
  'usr/sbin/reboot': '../bin/systemctl',
  'usr/sbin/modprobe': '../bin/kmod',
  'usr/sbin/lsmod': '../bin/kmod',
  'usr/sbin/insmod': '../bin/kmod',
  'usr/sbin/rmmod': '../bin/kmod',
  'usr/sbin/depmod': '../bin/kmod',
  'usr/sbin/modinfo': '../bin/kmod',
  'usr/bin/systemd-cryptsetup': '../lib/systemd/systemd-cryptsetup',
  'usr/lib/systemd/systemd-sysroot-fstab-check': 'system-generators/systemd-fstab-generator',
  'etc/initrd-release': '../usr/lib/initrd-release',
  'etc/os-release': '../usr/lib/initrd-release',
  'usr/lib/os-release': 'initrd-release',
  'etc/mtab': '/proc/self/mounts',
  'var/run': '../run',
  'var/lock': '../run/lock',
};

/** systemd's units that dracut's modules systemd, systemd-initrd and crypt name. */
const UNITS =
  `initrd.target initrd-fs.target initrd-root-device.target initrd-root-fs.target initrd-usr-fs.target initrd-switch-root.target initrd-switch-root.service
  initrd-cleanup.service initrd-udevadm-cleanup-db.service initrd-parse-etc.service cryptsetup.target cryptsetup-pre.target remote-cryptsetup.target emergency.target
  sysinit.target basic.target halt.target kexec.target local-fs.target local-fs-pre.target remote-fs.target remote-fs-pre.target multi-user.target network.target
  network-pre.target network-online.target nss-lookup.target nss-user-lookup.target poweroff.target reboot.target rescue.target rpcbind.target shutdown.target final.target sigpwr.target
  sockets.target swap.target timers.target paths.target umount.target sys-kernel-config.mount modprobe@.service kmod-static-nodes.service systemd-tmpfiles-setup.service
  systemd-tmpfiles-setup-dev.service systemd-ask-password-console.path systemd-udevd-control.socket systemd-udevd-kernel.socket systemd-journald.socket
  systemd-journald-audit.socket systemd-journald-dev-log.socket systemd-ask-password-console.service systemd-modules-load.service systemd-halt.service systemd-poweroff.service systemd-reboot.service
  systemd-kexec.service systemd-fsck@.service systemd-fsck-root.service systemd-udevd.service systemd-udev-trigger.service systemd-udev-settle.service systemd-journald.service systemd-vconsole-setup.service
  systemd-volatile-root.service systemd-sysctl.service ctrl-alt-del.target slices.target system.slice -.slice`
    .trim()
    .split(/\s+/);

const WANTS = {
  'sysinit.target.wants':
    'systemd-modules-load.service systemd-ask-password-console.path systemd-journald.service systemd-udevd.service systemd-udev-trigger.service kmod-static-nodes.service systemd-tmpfiles-setup.service systemd-tmpfiles-setup-dev.service systemd-sysctl.service cryptsetup.target',
  'sockets.target.wants':
    'systemd-udevd-control.socket systemd-udevd-kernel.socket systemd-journald.socket systemd-journald-audit.socket systemd-journald-dev-log.socket',
  'initrd-root-device.target.wants': 'remote-cryptsetup.target',
  'initrd.target.wants':
    'dracut-cmdline.service dracut-cmdline-ask.service dracut-initqueue.service dracut-mount.service dracut-pre-mount.service dracut-pre-pivot.service dracut-pre-trigger.service dracut-pre-udev.service zfs-import.target zfs-snapshot-bootfs.service zfs-rollback-bootfs.service',
  'zfs-import.target.wants':
    'zfs-env-bootfs.service zfs-import-scan.service zfs-import-cache.service zfs-load-module.service',
  'initrd-root-fs.target.requires': 'zfs-nonroot-necessities.service',
};

/** @param packages folder of the unpacked packages, one folder each @param image the folder to make */
export function layOut(packages, image) {
  rmSync(image, { recursive: true, force: true });
  const at = (path) => {
    const full = join(image, path);
    mkdirSync(dirname(full), { recursive: true });
    return full;
  };
  const elf = (path) => writeFileSync(at(path), '\x7fELF\n', { mode: 0o755 });
  const copy = (from, to, mode = 0o644) => {
    cpSync(from, at(to));
    chmodSync(join(image, to), mode);
  };
  for (const hook of HOOKS) mkdirSync(join(image, 'usr/lib/dracut/hooks', hook), { recursive: true });
  for (const folder of 'dev proc sys run sysroot tmp var/tmp var/log root etc/cmdline.d etc/conf.d usr/lib64'.split(
    ' ',
  ))
    mkdirSync(join(image, folder), { recursive: true });
  for (const [folder, names] of Object.entries(PROGRAMS)) for (const name of names.split(' ')) elf(join(folder, name));
  for (const [path, target] of Object.entries(LINKS)) symlinkSync(target, at(path));

  const modules = join(packages, 'dracut-core/usr/lib/dracut/modules.d');
  const base = (file, to) => copy(join(modules, '99base', file), to, 0o755);
  base('initqueue.sh', 'usr/sbin/initqueue');
  base('loginit.sh', 'usr/sbin/loginit');
  base('rdsosreport.sh', 'usr/sbin/rdsosreport');
  base('dracut-lib.sh', 'usr/lib/dracut-lib.sh');
  base('dracut-dev-lib.sh', 'usr/lib/dracut-dev-lib.sh');
  copy(join(modules, '99fs-lib/fs-lib.sh'), 'usr/lib/fs-lib.sh', 0o755);
  copy(
    join(modules, '95rootfs-block/rootfallback.sh'),
    'usr/lib/dracut/hooks/initqueue/timeout/99-rootfallback.sh',
    0o755,
  );
  copy(join(modules, '90dm/dm-pre-udev.sh'), 'usr/lib/dracut/hooks/pre-udev/30-dm-pre-udev.sh', 0o755);
  copy(join(modules, '90dm/dm-shutdown.sh'), 'usr/lib/dracut/hooks/shutdown/25-dm-shutdown.sh', 0o755);
  copy(join(modules, '99shutdown/shutdown.sh'), 'shutdown', 0o755);

  const units = 'usr/lib/systemd/system';
  const driver = join(modules, '98dracut-systemd');
  for (const file of readdirSync(driver)) {
    if (file.endsWith('.service') && !file.startsWith('dracut-shutdown')) copy(join(driver, file), join(units, file));
    else if (/^dracut-.*\.sh$/.test(file)) copy(join(driver, file), join('usr/bin', file.replace(/\.sh$/, '')), 0o755);
  }
  copy(join(driver, 'emergency.service'), join(units, 'rescue.service'));
  copy(join(driver, 'rootfs-generator.sh'), 'usr/lib/systemd/system-generators/dracut-rootfs-generator', 0o755);
  copy(join(driver, 'dracut-tmpfiles.conf'), 'usr/lib/tmpfiles.d/dracut-tmpfiles.conf');
  symlinkSync('initrd.target', at(join(units, 'default.target')));

  const unitFolders = ['systemd', 'udev', 'zfsutils-linux']
    .flatMap((name) => ['lib/systemd/system', 'usr/lib/systemd/system'].map((path) => join(packages, name, path)))
    .filter((path) => existsSync(path));
  const unit = (name) => {
    const from = unitFolders
      .map((folder) => join(folder, name))
      .find((path) => lstatSync(path, { throwIfNoEntry: false }));
    if (!from || existsSync(join(image, units, name))) return;
    if (lstatSync(from).isSymbolicLink()) symlinkSync(basename(readlinkSync(from)), at(join(units, name)));
    else copy(from, join(units, name));
  };
  for (const name of UNITS) unit(name);

  const zfs = join(packages, 'zfs-dracut/usr/lib/dracut/modules.d/90zfs');
  const hook = (phase, number, file) => copy(join(zfs, file), `usr/lib/dracut/hooks/${phase}/${number}-${file}`, 0o755);
  hook('cmdline', 95, 'parse-zfs.sh');
  hook('pre-mount', 90, 'zfs-load-key.sh');
  hook('mount', 98, 'mount-zfs.sh');
  hook('cleanup', 99, 'zfs-needshutdown.sh');
  hook('shutdown', 20, 'export-zfs.sh');
  copy(join(zfs, 'zfs-lib.sh'), 'usr/lib/dracut-zfs-lib.sh', 0o755);
  copy(join(zfs, 'zfs-generator.sh'), 'usr/lib/systemd/system-generators/dracut-zfs-generator', 0o755);
  copy(
    join(zfs, 'import-opts-generator.sh'),
    'usr/lib/systemd/system-environment-generators/zfs-import-opts.sh',
    0o755,
  );
  for (const file of readdirSync(zfs).filter((name) => name.endsWith('.service')))
    copy(join(zfs, file), join(units, file));
  for (const name of [
    'zfs-import.target',
    'zfs-import-scan.service',
    'zfs-import-cache.service',
    'zfs-load-module.service',
  ])
    unit(name);
  for (const [folder, names] of Object.entries(WANTS)) {
    for (const name of names.split(' '))
      if (existsSync(join(image, units, name))) symlinkSync(`../${name}`, at(join(units, folder, name)));
  }

  writeFileSync(
    at('usr/lib/initrd-release'),
    'NAME=Debian\nID=debian\nVERSION="12 (bookworm) dracut-059-4"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm) dracut-059-4 (Initramfs)"\nDRACUT_VERSION="059-4"\n',
  );
  writeFileSync(at('usr/lib/dracut/dracut-059-4'), 'dracut-059-4\n');
  writeFileSync(at('etc/machine-id'), '');
  writeFileSync(at('etc/fstab.empty'), '');
  writeFileSync(
    at('etc/passwd'),
    'root::0:0::/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n',
  );
  writeFileSync(at('etc/group'), 'root:x:0:\n');
  writeFileSync(at('etc/hostid'), Buffer.from([0x0c, 0xb1, 0xba, 0x00]));
  writeFileSync(at('usr/lib/modules-load.d/zfs.conf'), 'zfs\n');
  const release = '6.1.0-56-amd64';
  for (const [path] of MODULES) elf(join('usr/lib/modules', release, path));
  writeFileSync(
    at(join('usr/lib/modules', release, 'modules.dep')),
    MODULES.map(([path, ...needs]) => `${path}:${needs.map((need) => ` ${need}`).join('')}\n`).join(''),
  );
}

/** Kernel modules: path, and what each needs. */
const MODULES = [
  ['kernel/drivers/block/virtio_blk.ko'],
  ['kernel/drivers/md/dm-mod.ko'],
  ['kernel/drivers/md/dm-crypt.ko', 'kernel/drivers/md/dm-mod.ko'],
  ['updates/dkms/spl.ko'],
  ['updates/dkms/zfs.ko', 'updates/dkms/spl.ko'],
];
