#!/bin/sh
# Tests first (openzfs/zfs#14455).
dataset="${root#zfs:}"
mountpoint="$(zfs get -Ho value mountpoint "$dataset")"
options=""
if [ "$mountpoint" != legacy ]; then
    options="-o zfsutil"
fi
mount -t zfs $options "$dataset" "$NEWROOT"
