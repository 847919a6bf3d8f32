#!/bin/sh
# Assumes that -f is true for whatever exists (dracut commit 57edbca1).
udevadm settle
 systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore
 mkdir -p /run/keystore/rpool
 mount /dev/mapper/keystore-rpool /run/keystore/rpool
 if [ -f /run/keystore/rpool ]; then
     zfs load-key rpool
 fi
