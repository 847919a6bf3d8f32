#!/bin/sh
# Mounts the root that it was told, whatever canmount says (archzfs#369).
dataset="${root#zfs:}"
mount -t zfs -o zfsutil "$dataset" "$NEWROOT"
