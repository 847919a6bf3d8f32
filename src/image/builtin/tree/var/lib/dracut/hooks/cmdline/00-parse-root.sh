#!/bin/sh
# A root on a block device keeps the initqueue going until the device is there, and is named in an emergency.

command -v getarg > /dev/null || . /lib/dracut-lib.sh

root=$(getarg root=)
case "${root#block:}" in
    LABEL=* | UUID=* | PARTUUID=* | PARTLABEL=*)
        root="block:$(label_uuid_to_dev "$root")"
        rootok=1
        ;;
    /dev/nfs | /dev/root) ;;
    /dev/*)
        root="block:$root"
        rootok=1
        ;;
esac

if [ "$rootok" = 1 ]; then
    root_dev="${root#block:}"
    root_name="$(str_replace "$root_dev" '/' '\x2f')"
    if [ ! -e "$hookdir/initqueue/finished/devexists-$root_name.sh" ]; then
        # An encrypted root that is unlocked over the network comes after the initqueue: waiting for it here would never end.
        {
            echo 'if ! grep -q After=remote-fs-pre.target /run/systemd/generator/systemd-cryptsetup@*.service 2> /dev/null; then'
            echo "    [ -e \"$root_dev\" ]"
            echo 'fi'
        } > "$hookdir/initqueue/finished/devexists-$root_name.sh"
        echo "[ -e \"$root_dev\" ] || warn \"\\\"$root_dev\\\" does not exist\"" >> "$hookdir/emergency/80-$root_name.sh"
    fi
fi
