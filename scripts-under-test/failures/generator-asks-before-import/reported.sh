#!/bin/sh
# Assumes that a generator can ask ZFS for the children of the root; nothing is imported yet (openzfs/zfs#14690).
zfs list -Ho name,mountpoint -r rpool/ROOT/ubuntu 2> /dev/null | while read -r dataset mountpoint; do
    case "$mountpoint" in
        /usr)
            printf '%s\n' '[Unit]' After=sysroot.mount Before=initrd-root-fs.target \
                '[Mount]' Where=/sysroot/usr "What=$dataset" Type=zfs Options=zfsutil > "$1/sysroot-usr.mount"
            mkdir -p "$1/initrd-root-fs.target.requires"
            ln -s ../sysroot-usr.mount "$1/initrd-root-fs.target.requires/sysroot-usr.mount"
            ;;
    esac
done
exit 0
