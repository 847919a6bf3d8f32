#!/bin/sh
# Asks ZFS for the encryption root and leaves root alone (openzfs/zfs#7189).
encryption_root="$(zfs get -Ho value encryptionroot "${root#zfs:}")"
systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | zfs load-key "$encryption_root"
