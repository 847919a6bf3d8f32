#!/bin/sh
# Mounts a data volume below the root once; the phase comes by again and again.

if ismounted "$NEWROOT" && ! ismounted "$NEWROOT/srv"; then
    _data_device=$(getarg rd.data=)
    if [ -n "$_data_device" ] && [ -b "$_data_device" ]; then
        (
            set -e
            mkdir -p "$NEWROOT/srv"
            mount "$_data_device" "$NEWROOT/srv"
        ) || warn "data: $_data_device is not mounted"
    fi
    unset _data_device
fi
