#!/bin/sh
# spl_hostid= says better (zbm-dev/zfsbootmenu#370).
. /lib/dracut-zfs-lib.sh
spl_hostid="$(getarg spl_hostid=)"
if [ -n "$spl_hostid" ]; then
    zgenhostid -f "$spl_hostid"
fi
decode_root_args && rootok=1
