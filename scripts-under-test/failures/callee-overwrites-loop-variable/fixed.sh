#!/bin/sh
# Gives the function a name of its own (openzfs/zfs#17963, #18000).
is_encrypted() {
    pool="${1%%/*}"
    [ "$(zpool get -Ho value feature@encryption "$pool")" = active ]
}

for dataset in rpool/enc; do
    is_encrypted "$dataset" || continue
    systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for $dataset" | zfs load-key "$dataset"
done
