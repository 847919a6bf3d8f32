#!/bin/sh
# Calls the command by its name (openzfs/zfs#9780).
systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | zfs load-key rpool
