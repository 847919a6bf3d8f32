#!/bin/sh
# Assumes that return in a piped loop leaves the function (openzfs/zfs#8151).
is_mounted() {
    cat /proc/mounts | while read -r _source target _rest; do
        if [ "$target" = "$1" ]; then return 0; fi
    done
    return 1
}

udevadm settle
systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore
mkdir -p /run/keystore/rpool
mount /dev/mapper/keystore-rpool /run/keystore/rpool
if is_mounted /run/keystore/rpool; then
    zfs load-key rpool
fi
