#!/bin/sh
# Assumes that a volume's link is named like the volume; udev writes + for a space (openzfs/zfs#8114).
pool="my pool"
volume="/dev/zvol/$pool/keystore"
udevadm settle
[ -e "$volume" ] || warn "$volume does not exist."
systemd-cryptsetup attach keystore-rpool "$volume"
mkdir -p /run/keystore/rpool
mount /dev/mapper/keystore-rpool /run/keystore/rpool
zfs load-key "$pool"
