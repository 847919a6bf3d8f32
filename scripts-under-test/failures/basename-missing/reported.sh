#!/bin/sh
# Assumes that basename is in the image (openzfs/zfs#7562).
pool="$(basename /run/keystore/rpool)"
udevadm settle
systemd-cryptsetup attach "keystore-$pool" "/dev/zvol/$pool/keystore"
mkdir -p "/run/keystore/$pool"
mount "/dev/mapper/keystore-$pool" "/run/keystore/$pool"
zfs load-key rpool
