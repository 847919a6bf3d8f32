#!/bin/sh
# Has the initramfs come back at shutdown when there is a pool to export.

case "$(zpool get -Ho value name)" in
    '') info "ZFS: No active pools, no need to export anything." ;;
    *)
        info "ZFS: There is an active pool, will export it."
        need_shutdown
        ;;
esac
