#!/bin/sh
# Gives up waiting after twenty seconds and tries (openzfs/zfs commit caedada66e).
tries=200
until systemctl is-active --quiet zfs-import.target || [ "$tries" -eq 0 ]; do
    if systemctl is-failed --quiet zfs-import-cache.service zfs-import-scan.service; then
        return 1
    fi
    tries=$((tries - 1))
    sleep 0.1
done
systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | zfs load-key rpool
