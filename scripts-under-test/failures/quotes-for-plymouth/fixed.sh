#!/bin/sh
# Gives plymouth words that need no quotes (openzfs/zfs#9193).
plymouth ask-for-password --prompt "Encrypted ZFS password for rpool" --number-of-tries=3 --command="zfs load-key rpool"
