#!/bin/sh
# A directory is -d (dracut commit 57edbca1).
udevadm settle
 systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore
 mkdir -p /run/keystore/rpool
 mount /dev/mapper/keystore-rpool /run/keystore/rpool
 if [ -d /run/keystore/rpool ]; then
     zfs load-key rpool
 fi
