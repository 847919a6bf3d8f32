#!/bin/sh
# Assumes that a variable of a function is its own, though local was taken away (openzfs/zfs#17963, #18000).
is_encrypted() {
    dataset="${1%%/*}"
    [ "$(zpool get -Ho value feature@encryption "$dataset")" = active ]
}

for dataset in rpool/enc; do
    is_encrypted "$dataset" || continue
    systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for $dataset" | zfs load-key "$dataset"
done
