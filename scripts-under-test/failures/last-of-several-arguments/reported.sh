#!/bin/sh
# Assumes that getarg gives every value of an argument; it gives the last (dracut-ng commit 3d727a7d).
for dataset in $(getarg rd.zfs.key=); do
    systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for $dataset" | zfs load-key "$dataset"
done
