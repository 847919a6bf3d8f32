#!/bin/sh
# Takes device-mapper devices apart at shutdown, those on top first; with an argument, the last round, errors are shown.

_remove_dm() {
    local holder name
    for holder in "/sys/block/$1"/holders/dm-*; do
        [ ! -e "$holder" ] || _remove_dm "${holder##*/}"
    done
    # Multipath devices go later: others than dm ones may sit on them.
    case "$(cat "/sys/block/$1/dm/uuid")" in
        mpath-*) return 0 ;;
    esac
    read -r name < "/sys/block/$1/dm/name"
    dmsetup -v --noudevsync remove "$name"
}

_do_dm_shutdown() {
    local ret=0 place
    info "Disassembling device-mapper devices"
    for place in /sys/block/dm-*; do
        [ -e "$place" ] || continue
        if [ -n "$1" ]; then
            _remove_dm "${place##*/}" || ret=$?
        else
            _remove_dm "${place##*/}" > /dev/null 2>&1 || ret=$?
        fi
    done
    if [ -n "$1" ]; then
        info "dmsetup ls --tree"
        dmsetup ls --tree 2>&1 | vinfo
    fi
    return $ret
}

if command -v dmsetup > /dev/null && [ "$(dmsetup status)" != "No devices found" ]; then
    _do_dm_shutdown "$1"
fi
