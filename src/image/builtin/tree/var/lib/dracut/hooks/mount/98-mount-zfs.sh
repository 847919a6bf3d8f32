#!/bin/sh
# Mounts a ZFS root when systemd's own sysroot.mount does not.

. /lib/dracut-zfs-lib.sh

decode_root_args || return 0

_generated=/run/systemd/generator/sysroot.mount
if [ -e $_generated ] && [ -e $_generated.d/zfs-enhancement.conf ]; then
    info "ZFS: Delegating root mount to sysroot.mount at al."
    # Once is enough.
    rm -f "$hookdir"/mount/*zfs*
    return
fi

info "ZFS: No sysroot.mount exists or zfs-generator did not extend it."
info "ZFS: Mounting root with the traditional mount-zfs.sh instead."

# ask_for_password TRIES PROMPT COMMAND: evaluates COMMAND until it succeeds, with the answer on its standard input when plymouth asks, else
# with the console. Gives COMMAND's last status. The tries are counted in `i`, which is gone afterwards: dracut-mount counts in it, too.
ask_for_password() {
    tries="$1"
    prompt="$2"
    cmd="$3"
    {
        # One question at a time.
        flock -s 9
        if ! plymouth --ping 2> /dev/null; then
            i=0
            until [ "$((i += 1))" -gt "$tries" ]; do
                printf '%s [%i/%i]:' "$prompt" "$i" "$tries" >&2
                if eval "$cmd"; then
                    ret=0
                    break
                else
                    ret=$?
                fi
                printf '\n' >&2
            done
            unset i
        else
            plymouth ask-for-password --prompt "$prompt" --number-of-tries="$tries" | eval "$cmd"
            ret=$?
        fi
    } 9> /.console_lock
    case "$ret" in
        0) ;;
        *) echo "Wrong password" >&2 ;;
    esac
    return "$ret"
}

_first_bootfs() {
    zpool get -Ho value bootfs | grep -m1 -vFx -
}

# A pool that is imported already may do; else all that can be imported are asked.
_find_dataset() {
    case "$root" in
        zfs:AUTO) ;;
        *)
            ZFS_DATASET="$root"
            return 0
            ;;
    esac
    if ! ZFS_DATASET="$(_first_bootfs)"; then
        zpool import -N -a $ZPOOL_IMPORT_OPTS
        if ! ZFS_DATASET="$(_first_bootfs)"; then
            warn "ZFS: No bootfs attribute found in importable pools."
            zpool export -aF
            return 1
        fi
    fi
    info "ZFS: Using $ZFS_DATASET as root."
}

_import_pool() {
    ! zpool get -Ho value name "$ZFS_POOL" > /dev/null 2>&1 || return 0
    info "ZFS: Importing pool $ZFS_POOL..."
    zpool import -N $ZPOOL_IMPORT_OPTS "$ZFS_POOL" || {
        warn "ZFS: Unable to import pool $ZFS_POOL"
        return 1
    }
}

# The mount will tell if there is still no key.
_load_root_key() {
    [ "$(zpool get -Ho value feature@encryption "$ZFS_POOL")" = active ] || return
    ENCRYPTIONROOT="$(zfs get -Ho value encryptionroot "$ZFS_DATASET")"
    [ "$ENCRYPTIONROOT" != - ] || return
    KEYSTATUS="$(zfs get -Ho value keystatus "$ENCRYPTIONROOT")"
    case "$KEYSTATUS" in
        unavailable) ask_for_password 5 "Encrypted ZFS password for $ENCRYPTIONROOT: " "zfs load-key '$ENCRYPTIONROOT'" ;;
    esac
}

_mount_root() {
    _find_dataset || return
    ZFS_POOL="${ZFS_DATASET%%/*}"
    _import_pool || return
    _load_root_key
    info "ZFS: Mounting dataset $ZFS_DATASET..."
    mount_dataset "$ZFS_DATASET"
}

# The pool's devices have to be there.
modprobe zfs 2> /dev/null
udevadm settle

_mount_root || {
    rootok=0
    return 1
}
