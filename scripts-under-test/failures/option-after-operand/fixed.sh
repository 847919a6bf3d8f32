#!/bin/sh
# Puts the options first (openzfs/zfs#12870).
systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | zfs load-key rpool
