#!/bin/sh
# Assumes that the question for the keystore's passphrase comes to an end by itself, see systemd-cryptsetup(8).
udevadm settle
systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore
mkdir -p /run/keystore/rpool
mount /dev/mapper/keystore-rpool /run/keystore/rpool
zfs load-key rpool
