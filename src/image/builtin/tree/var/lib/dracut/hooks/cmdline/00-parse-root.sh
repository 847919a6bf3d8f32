#!/bin/sh
# A root on a block device keeps the initqueue going until the device is there, and is named in an emergency.

_root_is_device() {
    case "${root#block:}" in
        /dev/root | /dev/nfs) return 1 ;;
        /dev/*) root="block:$root" ;;
        UUID=* | LABEL=* | PARTUUID=* | PARTLABEL=*) root="block:$(label_uuid_to_dev "$root")" ;;
        *) return 1 ;;
    esac
}

# _wait_for_root DEVICE
_wait_for_root() {
    local name condition
    name="$(str_replace "$1" / '\x2f').sh"
    condition="$hookdir/initqueue/finished/devexists-$name"
    [ ! -e "$condition" ] || return
    # An encrypted root that is unlocked over the network comes after the initqueue: waiting for it here would never end.
    printf '%s\n' > "$condition" \
        'if ! grep -q After=remote-fs-pre.target /run/systemd/generator/systemd-cryptsetup@*.service 2>/dev/null; then' \
        "    [ -e \"$1\" ]" \
        'fi'
    printf '[ -e "%s" ] || warn "\"%s\" does not exist"\n' "$1" "$1" >> "$hookdir/emergency/80-$name"
}

root=$(getarg root=)
! _root_is_device || rootok=1
[ "$rootok" != 1 ] || _wait_for_root "${root#block:}"
