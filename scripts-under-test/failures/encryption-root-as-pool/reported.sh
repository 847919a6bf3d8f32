#!/bin/sh
# Assumes that the encryption root is the root dataset of its pool (Launchpad #2070066).
encryption_root="$(zfs get -Ho value encryptionroot rpool/enc/ROOT/ubuntu)"
pool="$encryption_root"
udevadm settle

if [ -e "/dev/zvol/$pool/keystore" ]; then
    systemd-cryptsetup attach "keystore-$pool" "/dev/zvol/$pool/keystore"
    mkdir -p "/run/keystore/$pool"
    mount "/dev/mapper/keystore-$pool" "/run/keystore/$pool"
fi
zfs load-key "$encryption_root"
