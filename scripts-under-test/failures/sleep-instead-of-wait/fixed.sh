#!/bin/sh
# Waits for the device itself, as long as rootdelay= allows (openzfs/zfs#14430).
seconds="$(getarg rootdelay=)"
while ! [ -e /dev/disk/by-label/KEYS ] && [ "${seconds:=5}" -gt 0 ]; do
    seconds=$((seconds - 1))
    sleep 1
done
mkdir -p /run/keys
mount -o ro /dev/disk/by-label/KEYS /run/keys
zfs load-key rpool
