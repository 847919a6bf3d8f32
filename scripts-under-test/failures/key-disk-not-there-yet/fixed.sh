#!/bin/sh
# Lets udev finish and gives the disk ten seconds (openzfs/zfs#12065).
udevadm settle
tries=20
while ! [ -e /dev/disk/by-label/KEYS ] && [ "$tries" -gt 0 ]; do
    tries=$((tries - 1))
    sleep 0.5
done
mkdir -p /run/keys
mount -o ro /dev/disk/by-label/KEYS /run/keys
zfs load-key rpool
