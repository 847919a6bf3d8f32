#!/bin/sh
# As the ZFS generator was: sysroot.mount waits for the import, the pre-mount hooks do not.
mkdir -p "$1/sysroot.mount.d" "$1/initrd-root-fs.target.requires"
printf '%s\n' \
    '[Unit]' After=zfs-import.target \
    '[Mount]' 'PassEnvironment=BOOTFS BOOTFSFLAGS' 'What=${BOOTFS}' Type=zfs 'Options=${BOOTFSFLAGS}' \
    > "$1/sysroot.mount.d/zfs-enhancement.conf"
ln -s -f ../sysroot.mount "$1/initrd-root-fs.target.requires/sysroot.mount"
