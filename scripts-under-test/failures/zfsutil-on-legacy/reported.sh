#!/bin/sh
# Assumes that every root has a mountpoint of its own; zfsutil is refused for legacy (openzfs/zfs#15149).
mount -t zfs -o zfsutil "${root#zfs:}" "$NEWROOT"
