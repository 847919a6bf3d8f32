#!/bin/sh
# Waits for the link of the volume, ten seconds at most, see zvol_wait(1).
tries=100
until [ -e /dev/zvol/rpool/keystore ]; do
    if [ "$tries" -eq 0 ]; then
        echo "Error: /dev/zvol/rpool/keystore does not exist." >&2
        return 1
    fi
    tries=$((tries - 1))
    sleep 0.1
done
systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore
mkdir -p /run/keystore/rpool
mount /dev/mapper/keystore-rpool /run/keystore/rpool
zfs load-key rpool
