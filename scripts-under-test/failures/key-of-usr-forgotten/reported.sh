#!/bin/sh
# Assumes that one key opens all that is needed to start init (openzfs/zfs#13291).
dataset="$(zfs get -Ho value encryptionroot rpool/ROOT/ubuntu)"
systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for $dataset" | zfs load-key "$dataset"
