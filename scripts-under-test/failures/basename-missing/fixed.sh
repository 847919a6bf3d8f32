#!/bin/sh
# The shell can do it by itself (openzfs/zfs#7562).
directory=/run/keystore/rpool
pool="${directory##*/}"
udevadm settle
systemd-cryptsetup attach "keystore-$pool" "/dev/zvol/$pool/keystore"
mkdir -p "/run/keystore/$pool"
mount "/dev/mapper/keystore-$pool" "/run/keystore/$pool"
zfs load-key rpool
