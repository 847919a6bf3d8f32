#!/bin/sh
# Runs the helper (openzfs/zfs#13305).
mount.zfs "${root#zfs:}" "$NEWROOT" -o zfsutil
