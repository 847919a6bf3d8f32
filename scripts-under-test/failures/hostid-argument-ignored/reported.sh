#!/bin/sh
# Assumes that the image has the hostid of the system (zbm-dev/zfsbootmenu#370).
. /lib/dracut-zfs-lib.sh
decode_root_args && rootok=1
