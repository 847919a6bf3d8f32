#!/bin/sh
# Mount hook: mounts what `root` names after zfs:, which the cmdline hook has exported.
case "$root" in
    zfs:*) mount -t zfs -o zfsutil "${root#zfs:}" "$NEWROOT" ;;
esac
