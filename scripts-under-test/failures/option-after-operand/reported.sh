#!/bin/sh
# Assumes that options may follow operands; here they become part of the question (openzfs/zfs#12870).
systemd-ask-password "Encrypted ZFS password for rpool" --no-tty --timeout=0 | zfs load-key rpool
