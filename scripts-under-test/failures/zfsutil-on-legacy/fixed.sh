#!/bin/sh
# Leaves zfsutil out for legacy (openzfs/zfs#15149).
case "$(zfs get -Ho value mountpoint "${root#zfs:}")" in
    legacy) mount -t zfs "${root#zfs:}" "$NEWROOT" ;;
    *) mount -t zfs -o zfsutil "${root#zfs:}" "$NEWROOT" ;;
esac
