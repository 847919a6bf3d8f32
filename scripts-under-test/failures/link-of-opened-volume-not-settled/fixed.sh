#!/bin/sh
# Waits for udev (dracut commit 6e0348f3).
systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore
udevadm settle
mkdir -p /run/keystore/rpool
mount /dev/disk/by-id/dm-name-keystore-rpool /run/keystore/rpool
zfs load-key rpool
