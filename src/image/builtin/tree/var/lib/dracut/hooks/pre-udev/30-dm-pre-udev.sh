#!/bin/sh
# The device mapper is there before udev meets the disks.

if ! strstr "$(cat /proc/misc)" device-mapper; then
    modprobe dm_mod
fi
modprobe dm_mirror 2> /dev/null
