#!/bin/sh
# A library that opens the keystore of the pool in its first argument.
udevadm settle
systemd-cryptsetup attach "keystore-$1" "/dev/zvol/$1/keystore"
mkdir -p "/run/keystore/$1"
mount "/dev/mapper/keystore-$1" "/run/keystore/$1"
