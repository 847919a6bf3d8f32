#!/bin/sh
# Stands in for the ZFS generator of images whose root is mounted by a mount hook: orders the hooks, leaves sysroot.mount alone.
mkdir -p "$1/dracut-pre-mount.service.d"
printf '%s\n' '[Unit]' After=zfs-import.target > "$1/dracut-pre-mount.service.d/after-import.conf"
exit 0
