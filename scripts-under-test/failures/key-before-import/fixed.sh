#!/bin/sh
# Waits for the import, with an end (openzfs/zfs#11500).
tries=600
until systemctl is-active --quiet zfs-import.target; do
    [ "$tries" -gt 0 ] || return 1
    tries=$((tries - 1))
    sleep 0.1
done
keystatus="$(zfs get -Ho value keystatus rpool)" || return 1
if [ "$keystatus" = unavailable ]; then
    systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | zfs load-key rpool
fi
