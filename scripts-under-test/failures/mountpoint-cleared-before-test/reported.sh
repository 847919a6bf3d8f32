#!/bin/sh
# Assumes that mountpoint still has its value where it is tested (openzfs/zfs#14455).
dataset="${root#zfs:}"
mountpoint="$(zfs get -Ho value mountpoint "$dataset")"
if [ "$mountpoint" != legacy ]; then
    mountpoint=""
fi
options=""
if [ "$mountpoint" = / ]; then
    options="-o zfsutil"
fi
mount -t zfs $options "$dataset" "$NEWROOT"
