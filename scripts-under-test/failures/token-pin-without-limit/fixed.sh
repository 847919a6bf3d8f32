#!/bin/sh
# Asks for the passphrase itself and gives it as a key file, so that no token is tried, see systemd-cryptsetup(8).
udevadm settle
(umask 077 && systemd-ask-password -n --timeout=0 --no-tty "Passphrase of keystore-rpool" > /run/keystore.pass)
systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore /run/keystore.pass tries=1
rm /run/keystore.pass
mkdir -p /run/keystore/rpool
mount /dev/mapper/keystore-rpool /run/keystore/rpool
zfs load-key rpool
