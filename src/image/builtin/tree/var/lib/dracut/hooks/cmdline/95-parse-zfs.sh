#!/bin/sh
# Reads what the kernel command line says about ZFS: the host's id and where the root is.

. /lib/dracut-zfs-lib.sh

_take_hostid() {
    spl_hostid=$(getarg spl_hostid=)
    if [ -n "$spl_hostid" ]; then
        info "ZFS: Using hostid from command line: $spl_hostid"
        zgenhostid -f "$spl_hostid"
    elif [ -f /etc/hostid ]; then
        info "ZFS: Using hostid from /etc/hostid: $(hostid)"
    else
        warn "ZFS: No hostid found on kernel command line or /etc/hostid."
        warn "ZFS: Pools may not import correctly."
    fi
}

_take_hostid

_say_where_root_is() {
    case "$root" in
        zfs:AUTO) info "ZFS: Boot dataset autodetected from bootfs=." ;;
        *) info "ZFS: Boot dataset is $root." ;;
    esac
}

if decode_root_args; then
    rootok=1
    _say_where_root_is
    # The initqueue waits for the kernel module only when somebody asks for it.
    if [ -n "$wait_for_zfs" ]; then
        echo '[ -e /dev/zfs ]' > "$hookdir/initqueue/finished/zfs.sh"
        ln -s null /dev/root
    fi
else
    info "ZFS: no ZFS-on-root."
fi
