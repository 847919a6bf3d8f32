#!/bin/sh
# Assumes that the pools are imported when pre-mount hooks run (openzfs/zfs#11500).
keystatus="$(zfs get -Ho value keystatus rpool)" || return 1
if [ "$keystatus" = unavailable ]; then
    systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | zfs load-key rpool
fi
