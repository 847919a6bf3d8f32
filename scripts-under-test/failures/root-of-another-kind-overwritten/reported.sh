#!/bin/sh
# Assumes that every root is a dataset, and rewrites it before it has looked (openzfs/zfs#13592).
root="zfs:${root#zfs:}"
root="zfs:$(printf '%s' "${root#zfs:}" | tr + ' ')"
rootok=1
