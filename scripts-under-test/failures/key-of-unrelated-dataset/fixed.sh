#!/bin/sh
# Asks only for the key that the root needs (NixOS/nixpkgs#434524).
udevadm settle
 systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore
 mkdir -p /run/keystore/rpool
 mount /dev/mapper/keystore-rpool /run/keystore/rpool
 zfs load-key rpool || emergency_shell "ZFS: the key of the root could not be loaded"
