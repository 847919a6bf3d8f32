#!/bin/sh
# Decodes the name (openzfs/zfs#8117).
dataset="$(getarg root= | tr + " ")"
dataset="${dataset#zfs:}"
dataset="${dataset%%/*}"
systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for $dataset" | zfs load-key "$dataset"
