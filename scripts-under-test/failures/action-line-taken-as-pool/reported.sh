#!/bin/sh
# Assumes that only one line of zpool import has the word pool (openzfs/zfs#18000).
pool="$(zpool import | sed -n '/pool/s/^ *[a-z]*: //p')"
exec zpool import -N "$pool"
