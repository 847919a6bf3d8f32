#!/bin/sh
# Mounts the root that the phases before have agreed on.
case "$root" in
    zfs:*) mount -t zfs -o zfsutil "${root#zfs:}" "$NEWROOT" ;;
    block:* | UUID=*) mount "${root#block:}" "$NEWROOT" ;;
esac
