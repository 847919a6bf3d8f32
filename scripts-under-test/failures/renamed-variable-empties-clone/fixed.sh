#!/bin/sh
# Uses one name (openzfs/zfs#18442).
snapshot="${root#zfs:}@good"
target="${snapshot%@*}_boot"
zfs clone -o canmount=noauto -o mountpoint=/ "$snapshot" "$target"
mount -t zfs -o zfsutil "$target" "$NEWROOT"
