#!/bin/sh
# Assumes that a program lies where it does on one distribution (openzfs/zfs#11487).
[ -x /bin/zfs ] || return 0
systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | zfs load-key rpool
