#!/bin/sh
# Loads the key of each essential dataset that has one of its own (openzfs/zfs#13291).
for dataset in $(zfs get -Ho value encryptionroot rpool/ROOT/ubuntu rpool/ROOT/ubuntu/usr); do
    systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for $dataset" | zfs load-key "$dataset"
done
