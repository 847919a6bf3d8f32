#!/bin/sh
# Assumes that quotes never hurt: a quoted list is one word (dracut commit 5d2bda46).
datasets="rpool rpool/ROOT/ubuntu/usr"
for dataset in "$datasets"; do
    zfs get -Ho value keystatus "$dataset" > /dev/null || return 1
    systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for $dataset" | zfs load-key "$dataset"
done
