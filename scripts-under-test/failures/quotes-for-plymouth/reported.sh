#!/bin/sh
# Assumes that plymouth hands the command to a shell; it only splits it at blanks, and the quotes become part of the name (openzfs/zfs#9193).
plymouth ask-for-password --prompt "Encrypted ZFS password for rpool" --number-of-tries=3 --command="zfs load-key 'rpool'"
