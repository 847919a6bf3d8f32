#!/bin/sh
# Assumes that an imported pool has the links of its volumes; udev makes them later, see zvol_wait(1).
if ! [ -e /dev/zvol/rpool/keystore ]; then
    echo "Error: /dev/zvol/rpool/keystore does not exist." >&2
    return 1
fi
systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore
mkdir -p /run/keystore/rpool
mount /dev/mapper/keystore-rpool /run/keystore/rpool
zfs load-key rpool
