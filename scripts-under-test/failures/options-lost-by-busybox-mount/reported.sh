#!/bin/sh
# Assumes that every mount runs mount.zfs, which makes options of the properties; busybox asks the kernel itself (openzfs/zfs#13305).
busybox mount -t zfs -o zfsutil "${root#zfs:}" "$NEWROOT"
