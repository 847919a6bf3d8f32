#!/bin/sh
# Assumes that the links of an opened volume are there at once (dracut commit 6e0348f3).
systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore
mkdir -p /run/keystore/rpool
mount /dev/disk/by-id/dm-name-keystore-rpool /run/keystore/rpool
zfs load-key rpool
