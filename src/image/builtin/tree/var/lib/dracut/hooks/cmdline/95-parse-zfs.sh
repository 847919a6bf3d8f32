#!/bin/sh
# Reads what the kernel command line says about ZFS: the host's id and where the root is.

. /lib/dracut-zfs-lib.sh

spl_hostid=$(getarg spl_hostid=)
if [ -z "$spl_hostid" ] && [ -f /etc/hostid ]; then
    info "ZFS: Using hostid from /etc/hostid: $(hostid)"
elif [ -n "$spl_hostid" ]; then
    info "ZFS: Using hostid from command line: $spl_hostid"
    zgenhostid -f "$spl_hostid"
else
    warn "ZFS: No hostid found on kernel command line or /etc/hostid."
    warn "ZFS: Pools may not import correctly."
fi

if ! decode_root_args; then
    info "ZFS: no ZFS-on-root."
else
    case "$root" in
        zfs:AUTO) info "ZFS: Boot dataset autodetected from bootfs=." ;;
        *) info "ZFS: Boot dataset is $root." ;;
    esac
    rootok=1

    # The initqueue waits for the kernel module only when somebody asks for it.
    if [ -n "$wait_for_zfs" ]; then
        ln -s null /dev/root
        echo '[ -e /dev/zfs ]' > "$hookdir/initqueue/finished/zfs.sh"
    fi
fi
