#!/bin/sh
# Assumes that a unit name is the path with dashes; a dash of the path is escaped (dracut-ng commit 89d5f2cb).
device=/dev/disk/by-label/KEYS
systemctl start "$(echo "${device#/}" | tr / -).device" || return 1
mkdir -p /run/keys
mount -o ro "$device" /run/keys
zfs load-key rpool
