#!/bin/sh
# Assumes that root= holds the name as it is; + stands for a space (openzfs/zfs#8117).
dataset="$(getarg root=)"
dataset="${dataset#zfs:}"
dataset="${dataset%%/*}"
systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for $dataset" | zfs load-key "$dataset"
