#!/bin/sh
# Assumes that every key can be loaded at boot (NixOS/nixpkgs#434524).
systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore
 mkdir -p /run/keystore/rpool
 mount /dev/mapper/keystore-rpool /run/keystore/rpool
 zfs load-key -a || die "ZFS: the keys could not be loaded"
