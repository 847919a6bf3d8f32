/** What an Ubuntu 25.10 initramfs made by dracut 108 holds besides text: its native programs, links, empty directories, kernel modules. */

/**
 * Native programs by directory. Named after what the modules base, systemd, udev-rules, dm, crypt, zfs, fs-lib and shutdown install, and the
 * small tools (`basename`, `sort`, `wc`, …) that come along with one of the other modules on most machines. What is not here is not found.
 */
export const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  '/usr/bin': words(`
    dash
    basename cat chmod chown chroot cp cut date dd df dirname echo env expr false head hostid id ln ls mkdir mkfifo mknod mktemp mv nproc od printf pwd
    readlink realpath rm rmdir seq sleep sort stat stty tail tee test timeout touch tr true tty uname uniq wc
    [ awk cmp find grep less ps sed
    dmesg findmnt flock kmod logger lsblk mount mountpoint setsid umount
    journalctl systemctl systemd-ask-password systemd-cgls systemd-creds systemd-cryptsetup systemd-escape systemd-notify systemd-run
    systemd-tmpfiles systemd-tty-ask-password-agent udevadm
    dracut-util
  `),
  '/usr/sbin': words(`
    blkid blockdev fsck fsck.ext4 fsck.fat fsfreeze losetup nologin sulogin swapoff sysctl switch_root
    cryptsetup dmsetup e2fsck kexec mount.zfs zfs zgenhostid zpool zvol_wait
  `),
  '/usr/lib/systemd': words(`
    systemd systemd-cgroups-agent systemd-executor systemd-fsck systemd-journald systemd-modules-load systemd-reply-password systemd-shutdown
    systemd-sysctl systemd-udevd systemd-vconsole-setup systemd-volatile-root
  `),
  '/usr/lib/systemd/system-generators': words(
    'systemd-cryptsetup-generator systemd-debug-generator systemd-fstab-generator systemd-gpt-auto-generator',
  ),
};

/** Symbolic links that a tree of files cannot carry well: the merged /usr, and names of programs that look at how they are called. */
export const LINKS: Readonly<Record<string, string>> = {
  '/bin': 'usr/bin',
  '/sbin': 'usr/sbin',
  '/lib': 'usr/lib',
  '/lib64': 'usr/lib64',
  '/init': 'usr/lib/systemd/systemd',
  '/usr/sbin/init': '../lib/systemd/systemd',
  '/usr/bin/sh': 'dash',
  '/usr/bin/dracut-getarg': 'dracut-util',
  '/usr/bin/dracut-getargs': 'dracut-util',
  '/usr/bin/loginctl': 'true',
  '/usr/sbin/halt': '../bin/systemctl',
  '/usr/sbin/poweroff': '../bin/systemctl',
  '/usr/sbin/reboot': '../bin/systemctl',
  '/usr/sbin/depmod': '../bin/kmod',
  '/usr/sbin/insmod': '../bin/kmod',
  '/usr/sbin/lsmod': '../bin/kmod',
  '/usr/sbin/modinfo': '../bin/kmod',
  '/usr/sbin/modprobe': '../bin/kmod',
  '/usr/sbin/rmmod': '../bin/kmod',
  '/usr/lib/systemd/systemd-cryptsetup': '../../bin/systemd-cryptsetup',
  '/usr/lib/systemd/systemd-sysroot-fstab-check': 'system-generators/systemd-fstab-generator',
  '/usr/lib/dracut/hooks': '../../../var/lib/dracut/hooks',
  '/usr/lib/os-release': 'initrd-release',
  '/etc/initrd-release': '../usr/lib/initrd-release',
  '/etc/os-release': '../usr/lib/initrd-release',
  '/etc/mtab': '/proc/self/mounts',
  '/var/lock': '../run/lock',
  '/var/run': '../run',
};

const HOOKS = words(`
  cleanup cmdline emergency initqueue initqueue/finished initqueue/online initqueue/settled initqueue/timeout mount netroot pre-mount pre-pivot
  pre-shutdown pre-trigger pre-udev shutdown shutdown-emergency
`);

/** Directories that must be there although they are empty, with their modes. */
export const DIRECTORIES: ReadonlyMap<string, number> = new Map([
  ...words('/dev /etc/cmdline.d /etc/conf.d /etc/systemd/system /proc /run /sys /sysroot /usr/lib64 /var/log').map(
    (path): [string, number] => [path, 0o755],
  ),
  ...HOOKS.map((name): [string, number] => [`/var/lib/dracut/hooks/${name}`, 0o755]),
  ['/root', 0o700],
  ['/tmp', 0o1777],
  ['/var/tmp', 0o1777],
]);

/** The kernel that the image belongs to: `uname -r` of a machine that boots it. */
export const KERNEL_RELEASE = '6.17.0-5-generic';

/** Kernel modules of the image: path below `kernel/` and what each needs first, as in `modules.dep`. */
export const KERNEL_MODULES: ReadonlyMap<string, readonly string[]> = new Map([
  ['drivers/block/virtio_blk.ko', []],
  ['drivers/scsi/virtio_scsi.ko', []],
  ['drivers/scsi/sd_mod.ko', []],
  ['drivers/ata/ahci.ko', []],
  ['drivers/nvme/host/nvme.ko', ['drivers/nvme/host/nvme-core.ko']],
  ['drivers/nvme/host/nvme-core.ko', []],
  ['drivers/md/dm-mod.ko', []],
  ['drivers/md/dm-crypt.ko', ['drivers/md/dm-mod.ko']],
  ['drivers/md/dm-mirror.ko', ['drivers/md/dm-mod.ko', 'drivers/md/dm-region-hash.ko', 'drivers/md/dm-log.ko']],
  ['drivers/md/dm-region-hash.ko', ['drivers/md/dm-mod.ko', 'drivers/md/dm-log.ko']],
  ['drivers/md/dm-log.ko', ['drivers/md/dm-mod.ko']],
  ['fs/xfs/xfs.ko', []],
  ['crypto/xor.ko', []],
  ['lib/raid6/raid6_pq.ko', []],
  ['fs/btrfs/btrfs.ko', ['crypto/xor.ko', 'lib/raid6/raid6_pq.ko']],
  ['zfs/spl.ko', []],
  ['zfs/zfs.ko', ['zfs/spl.ko']],
]);

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
