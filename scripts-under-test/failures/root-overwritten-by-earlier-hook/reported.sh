#!/bin/sh
# Assumes that root is its own; it is exported to the phases that follow (openzfs/zfs#8913).
root="${root#zfs:}"
systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | zfs load-key "${root%%/*}"
