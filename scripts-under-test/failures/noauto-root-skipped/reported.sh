#!/bin/sh
# Assumes that noauto always means not to mount; boot environments have it, too (archzfs#367).
dataset="${root#zfs:}"
[ "$(zfs get -Ho value canmount "$dataset")" = on ] || return 0
mount -t zfs -o zfsutil "$dataset" "$NEWROOT"
