#!/bin/sh
# getargs gives every value (dracut-ng commit 3d727a7d).
for dataset in $(getargs rd.zfs.key=); do
    systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for $dataset" | zfs load-key "$dataset"
done
