/** Which programs an image of dracut has: those of the modules that are always in it, and those that a module brings or depends on. */
import type { DracutModule } from './dracut-module.ts';
import type { Project } from './project.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** What the modules base, udev-rules, shell-interpreter and fs-lib of dracut 059 to 111 bring without fail. */
export const ALWAYS_THERE = words(`
  blkid cat chown chroot cp dd dmesg dracut-getarg dracut-getargs dracut-util findmnt flock fsck halt insmod kmod less ln losetup ls mkdir mkfifo mknod
  modprobe mount mv poweroff readlink reboot rm rmmod sed setsid sh sleep switch_root sysctl timeout tr udevadm umount uname
  emergency initqueue loginit netroot rdsosreport
`);

/** What the module systemd and those that belong to it bring. */
export const OF_SYSTEMD = words(`
  busctl journalctl systemctl systemd-ask-password systemd-cat systemd-cgls systemd-creds systemd-detect-virt systemd-escape systemd-notify systemd-run systemd-tmpfiles
  systemd-tty-ask-password-agent
`);

/** Programs that hooks call and that are no shell's builtins: a name of these that is not in the image is missing, and no function. */
export const KNOWN_PROGRAMS = words(`
  awk basename bc bcache-super-show blockdev bridge btrfs cmp comm curl cut date dd df dhclient diff dirname dmsetup du e2fsck env expr fdisk find fold
  fuser getent grep gawk gunzip gzip head hexdump hostid hostname hwclock id ifconfig ip ipcalc iscsiadm iscsistart jq keyctl killall killall5 kpartx lsblk
  lsof lspci lsusb lvm lvs md5sum mdadm mdmon mkfs.ext4 mkswap mktemp mount.nfs mountpoint multipath nc nl nproc od parted partprobe partx paste pgrep pidof ping pkill
  pivot_root plymouth ps pvs readelf realpath resize2fs rev rmdir rsync scp script seq sfdisk sgdisk sha256sum sha512sum shuf sort split ssh sshd stat strace
  strings stty su sum swapoff swapon tac tail tar tee tftp tftpboot touch tpm2_unseal truncate tty tune2fs unsquashfs uniq usleep uuidgen vgs vgchange wc wget
  which whereis xargs xfs_repair xz zcat zfs zpool zgenhostid zstd cryptsetup systemd-cryptsetup clevis clevis-decrypt
`);

const reached = new WeakMap<DracutModule, ReadonlySet<string> | undefined>();

/**
 * The programs that an image with the module has for sure; undefined when it cannot be said, as a module that it depends on is not among the
 * files, or its setup could not be followed.
 */
export function programsWith(module: DracutModule, project: Project): ReadonlySet<string> | undefined {
  if (!reached.has(module)) reached.set(module, gather(module, project));
  return reached.get(module);
}

function gather(module: DracutModule, project: Project): ReadonlySet<string> | undefined {
  const programs = new Set(ALWAYS_THERE);
  const modules = new Set([module]);
  for (const name of ['base', 'udev-rules', 'fs-lib']) {
    const found = project.modules.get(name);
    if (found) modules.add(found);
  }
  for (const one of modules) {
    for (const name of one.programs.keys()) programs.add(name);
    for (const { target } of one.installed) programs.add(target.slice(target.lastIndexOf('/') + 1));
    // What a run without the building machine's files does not come to.
    for (const call of setupText(one, project).match(/\b(?:inst\w*|dracut_install)\b(?:[^\n]*\\\n)*[^\n]*/g) ?? [])
      for (const word of call.match(/[\w.-]+/g) ?? []) if (KNOWN_PROGRAMS.has(word)) programs.add(word);
    for (const name of one.depends) {
      if (/^systemd/.test(name)) for (const program of OF_SYSTEMD) programs.add(program);
      const next = project.modules.get(name);
      if (next) modules.add(next);
      else if (
        !/^(?:base|udev-rules|bash|dash|fs-lib|shell-interpreter|systemd\b.*|kernel-modules.*|rootfs-block|initqueue|dm|drm|shutdown)$/.test(
          name,
        )
      )
        return undefined;
    }
  }
  return programs;
}

const setupText = ({ folder }: DracutModule, project: Project): string =>
  project.files.find(({ role, name }) => role.kind === 'module-setup' && name.startsWith(`${folder}/module-setup.sh`))
    ?.text ?? '';
