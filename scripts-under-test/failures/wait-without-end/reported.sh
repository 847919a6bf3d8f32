#!/bin/sh
# Assumes that the import either succeeds or fails; a unit that is skipped does neither (openzfs/zfs commit caedada66e).
until systemctl is-active --quiet zfs-import.target; do
    if systemctl is-failed --quiet zfs-import-cache.service zfs-import-scan.service; then
        return 1
    fi
    sleep 0.1
done
systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | zfs load-key rpool
