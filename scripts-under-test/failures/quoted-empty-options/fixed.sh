#!/bin/sh
# Splits the list on purpose (dracutdevs/dracut#1528).
options=""
if getargbool 0 rd.luks.allow-discards; then
    options="--allow-discards"
fi
udevadm settle
systemd-ask-password --timeout=0 --no-tty "Passphrase of the keystore" |
    cryptsetup $options open /dev/zvol/rpool/keystore keystore-rpool
mkdir -p /run/keystore/rpool
mount /dev/mapper/keystore-rpool /run/keystore/rpool
zfs load-key rpool
