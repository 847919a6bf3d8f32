#!/bin/sh
# Leaves alone what is no dataset (openzfs/zfs#13592).
case "$root" in
    zfs:*)
        root="zfs:$(printf '%s' "${root#zfs:}" | tr + ' ')"
        rootok=1
        ;;
esac
