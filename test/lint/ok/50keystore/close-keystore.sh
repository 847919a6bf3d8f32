#!/bin/sh
# Nothing of the keystore stays open in the running system.

for _keystore_at in /run/keystore/*; do
    mountpoint -q "$_keystore_at" || continue
    umount "$_keystore_at" || warn "keystore: $_keystore_at stays mounted"
done
for _keystore_at in /dev/mapper/keystore-*; do
    [ -b "$_keystore_at" ] || continue
    systemd-cryptsetup detach "${_keystore_at##*/}" || warn "keystore: ${_keystore_at##*/} stays open"
done
unset _keystore_at
