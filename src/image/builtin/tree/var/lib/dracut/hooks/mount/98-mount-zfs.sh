#!/bin/sh
# Mounts a ZFS root when systemd's own sysroot.mount does not.

. /lib/dracut-zfs-lib.sh

decode_root_args || return 0

if [ -e /run/systemd/generator/sysroot.mount ] && [ -e /run/systemd/generator/sysroot.mount.d/zfs-enhancement.conf ]; then
    info "ZFS: Delegating root mount to sysroot.mount at al."
    rm -f "$hookdir"/mount/*zfs*
    return
fi

info "ZFS: No sysroot.mount exists or zfs-generator did not extend it."
info "ZFS: Mounting root with the traditional mount-zfs.sh instead."

# ask_for_password TRIES PROMPT COMMAND: evaluates COMMAND until it succeeds, with the answer on its standard input when plymouth asks, else
# with the console. Gives COMMAND's last status.
ask_for_password() {
    tries="$1"
    prompt="$2"
    cmd="$3"

    {
        flock -s 9
        if plymouth --ping 2> /dev/null; then
            plymouth ask-for-password --prompt "$prompt" --number-of-tries="$tries" | eval "$cmd"
            ret=$?
        else
            attempt=0
            while [ "$attempt" -lt "$tries" ]; do
                attempt=$((attempt + 1))
                printf '%s [%i/%i]:' "$prompt" "$attempt" "$tries" >&2
                if eval "$cmd"; then
                    ret=0
                    break
                else
                    ret=$?
                fi
                printf '\n' >&2
            done
            unset attempt
        fi
    } 9> /.console_lock

    [ "$ret" -eq 0 ] || echo "Wrong password" >&2
    return "$ret"
}

# The pool's devices have to be there.
modprobe zfs 2> /dev/null
udevadm settle

_first_bootfs() {
    zpool get -Ho value bootfs | grep -m1 -vFx -
}

if [ "$root" != zfs:AUTO ]; then
    ZFS_DATASET="$root"
else
    ZFS_DATASET="$(_first_bootfs)" || {
        zpool import -N -a $ZPOOL_IMPORT_OPTS
        ZFS_DATASET="$(_first_bootfs)"
    } || {
        warn "ZFS: No bootfs attribute found in importable pools."
        zpool export -aF
        rootok=0
        return 1
    }
    info "ZFS: Using $ZFS_DATASET as root."
fi
ZFS_POOL="${ZFS_DATASET%%/*}"

if ! zpool get -Ho value name "$ZFS_POOL" > /dev/null 2>&1; then
    info "ZFS: Importing pool $ZFS_POOL..."
    zpool import -N $ZPOOL_IMPORT_OPTS "$ZFS_POOL" || {
        warn "ZFS: Unable to import pool $ZFS_POOL"
        rootok=0
        return 1
    }
fi

if [ "$(zpool get -Ho value feature@encryption "$ZFS_POOL")" = active ]; then
    ENCRYPTIONROOT="$(zfs get -Ho value encryptionroot "$ZFS_DATASET")"
    if [ "$ENCRYPTIONROOT" != - ] && [ "$(zfs get -Ho value keystatus "$ENCRYPTIONROOT")" = unavailable ]; then
        ask_for_password 5 "Encrypted ZFS password for $ENCRYPTIONROOT: " "zfs load-key '$ENCRYPTIONROOT'"
    fi
fi

info "ZFS: Mounting dataset $ZFS_DATASET..."
mount_dataset "$ZFS_DATASET" || {
    rootok=0
    return 1
}
