#!/bin/sh
# Has the initramfs come back at shutdown when there is a pool to export.

command -v getarg > /dev/null 2>&1 || . /lib/dracut-lib.sh

if [ -n "$(zpool get -Ho value name)" ]; then
    info "ZFS: There is an active pool, will export it."
    need_shutdown
else
    info "ZFS: No active pools, no need to export anything."
fi
