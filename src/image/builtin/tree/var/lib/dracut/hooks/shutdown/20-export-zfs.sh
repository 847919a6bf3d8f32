#!/bin/sh
# Exports all pools at shutdown; with an argument, the last round, it also lists what is left.

_do_zpool_export() {
    info "ZFS: Exporting ZFS storage pools..."
    errs=$(zpool export -aF 2>&1)
    ret=$?
    [ -z "$errs" ] || echo "$errs" | vwarn
    [ "$ret" -eq 0 ] || info "ZFS: There was a problem exporting pools."
    if [ -n "$1" ]; then
        info "ZFS: pool list"
        zpool list 2>&1 | vinfo
    fi
    return "$ret"
}

if command -v zpool > /dev/null; then
    _do_zpool_export "$1"
fi
