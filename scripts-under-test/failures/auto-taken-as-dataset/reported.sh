#!/bin/sh
# Assumes that zfs:AUTO is still recognised after its front has been cut off (openzfs/zfs#12658).
BOOTFS="${root#zfs:}"
if [ "$BOOTFS" = zfs:AUTO ]; then
    BOOTFS="$(zpool get -Ho value bootfs rpool)"
fi
encryption_root="$(zfs get -Ho value encryptionroot "$BOOTFS")" || return 1
systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | zfs load-key "$encryption_root"
