#!/bin/sh
# Keeps the dataset in a variable of its own (openzfs/zfs#8913).
BOOTFS="${root#zfs:}"
systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | zfs load-key "${BOOTFS%%/*}"
