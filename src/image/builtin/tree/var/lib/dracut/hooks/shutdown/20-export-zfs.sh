#!/bin/sh
# Exports all pools at shutdown; with an argument, the last round, it also lists what is left.

_export_pools() {
    ret=0
    info "ZFS: Exporting ZFS storage pools..."
    errs=$(zpool export -aF 2>&1) || ret=$?
    if [ -n "$errs" ]; then
        echo "$errs" | vwarn
    fi
    case "$ret" in
        0) ;;
        *) info "ZFS: There was a problem exporting pools." ;;
    esac
    case "$1" in
        ?*)
            info "ZFS: pool list"
            zpool list 2>&1 | vinfo
            ;;
    esac
    return "$ret"
}

! command -v zpool > /dev/null || _export_pools "$1"
