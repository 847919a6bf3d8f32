#!/bin/sh
# Writes the name as udev does (openzfs/zfs#8114).
pool="my pool"
volume="/dev/zvol/$(echo "$pool" | tr " " +)/keystore"
udevadm settle
[ -e "$volume" ] || warn "$volume does not exist."
systemd-cryptsetup attach keystore-rpool "$volume"
mkdir -p /run/keystore/rpool
mount /dev/mapper/keystore-rpool /run/keystore/rpool
zfs load-key "$pool"
