#!/bin/sh
# Assumes that a rename reached every use: destination is empty (openzfs/zfs#18442).
snapshot="${root#zfs:}@good"
target="${snapshot%@*}_boot"
zfs clone -o canmount=noauto -o mountpoint=/ "$snapshot" "$destination"
mount -t zfs -o zfsutil "$target" "$NEWROOT"
