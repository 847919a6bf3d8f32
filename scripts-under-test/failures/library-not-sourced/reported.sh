#!/bin/sh
# Assumes that somebody has sourced the ZFS library before (dracut-ng#1523).
load_key() {
    dataset="$1"
    systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for $dataset" | zfs load-key "$dataset"
}
load_key rpool
for_relevant_root_children rpool/ROOT/ubuntu load_key
