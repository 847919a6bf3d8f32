#!/bin/sh
# Takes the line that begins with pool: (openzfs/zfs#18000).
pool="$(zpool import | sed -n 's/^ *pool: //p')"
exec zpool import -N "$pool"
