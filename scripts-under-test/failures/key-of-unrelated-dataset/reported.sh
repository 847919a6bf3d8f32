#!/bin/sh
# Assumes that every key can be loaded at boot (NixOS/nixpkgs#434524).
udevadm settle
 systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore
 mkdir -p /run/keystore/rpool
 mount /dev/mapper/keystore-rpool /run/keystore/rpool
 zfs load-key -a || emergency_shell "ZFS: the keys could not be loaded"
