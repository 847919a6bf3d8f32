#!/bin/sh
# Takes device-mapper devices apart at shutdown, those on top first; with an argument, the last round, errors are shown.

# _remove_from_top DEVICE
_remove_from_top() {
    local on_top name
    for on_top in "/sys/block/$1"/holders/dm-*; do
        if [ -e "$on_top" ]; then
            _remove_from_top "${on_top##*/}"
        fi
    done
    # Multipath devices go later: others than dm ones may sit on them.
    str_starts "$(cat "/sys/block/$1/dm/uuid")" mpath- && return 0
    read -r name < "/sys/block/$1/dm/name"
    dmsetup -v --noudevsync remove "$name"
}

_remove_all() {
    local device answer=0
    for device in /sys/block/dm-*; do
        [ ! -e "$device" ] || _remove_from_top "${device##*/}" || answer=$?
    done
    return $answer
}

_take_apart() {
    local answer=0
    info "Disassembling device-mapper devices"
    case "$1" in
        '') _remove_all > /dev/null 2>&1 || answer=$? ;;
        *)
            _remove_all || answer=$?
            info "dmsetup ls --tree"
            dmsetup ls --tree 2>&1 | vinfo
            ;;
    esac
    return $answer
}

if command -v dmsetup > /dev/null && [ "$(dmsetup status)" != "No devices found" ]; then
    _take_apart "$1"
fi
