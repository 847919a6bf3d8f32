#!/bin/sh
# What the ZFS hooks, services and the generator share: the meaning of root=, mounting a root dataset, its essential children.

command -v getarg > /dev/null || . /lib/dracut-lib.sh

TAB="	"

ZPOOL_IMPORT_OPTS=
if getargbool 0 zfs_force -y zfs.force -y zfsforce; then
    ZPOOL_IMPORT_OPTS=-f
    warn "ZFS: Will force-import pools if necessary."
fi

# decode_root_args: is the root on ZFS? Sets root to a dataset, or to zfs:AUTO when `bootfs` names it, and rootfstype; leaves root as
# given when it is not ours. A `+` in a dataset's name stands for a space.
decode_root_args() {
    if [ -n "$rootfstype" ]; then
        [ "$rootfstype" = zfs ]
        return
    fi
    root=$(getarg root=)
    rootfstype=$(getarg rootfstype=)
    case "$root" in
        '' | zfs | zfs: | zfs:AUTO) root=zfs:AUTO ;;
        zfs:* | ZFS=*)
            root="${root#zfs:}"
            root=$(echo "${root#ZFS=}" | tr '+' ' ')
            ;;
        *)
            [ "$rootfstype" = zfs ] || return 1
            root=$(echo "$root" | tr '+' ' ')
            return 0
            ;;
    esac
    rootfstype=zfs
}

# for_relevant_root_children DATASET COMMAND: runs `COMMAND child mountpoint` for each child that must be there before init starts.
# Runs in a pipeline: what COMMAND assigns is lost. Gives the last failure's status.
for_relevant_root_children() {
    dataset="$1"
    exec="$2"

    zfs list -t filesystem -Ho name,mountpoint,canmount -r "$dataset" | {
        _ret=0
        while IFS="$TAB" read -r dataset mountpoint canmount; do
            case "$canmount:$mountpoint" in
                on:/etc | on:/bin | on:/lib | on:/lib?? | on:/libx32 | on:/usr) "$exec" "$dataset" "$mountpoint" || _ret=$? ;;
            esac
        done
        exit $_ret
    }
}

_mount_dataset_cb() {
    mount -o zfsutil -t zfs "$1" "$NEWROOT$2"
}

# mount_dataset DATASET: mounts it at NEWROOT, and its essential children below unless its mountpoint is `legacy`.
mount_dataset() {
    dataset="$1"
    mountpoint="$(zfs get -H -o value mountpoint "$dataset")"
    ret=0

    if [ "$mountpoint" = legacy ]; then
        mount -t zfs "$dataset" "$NEWROOT" || ret=$?
    elif mount -o zfsutil -t zfs "$dataset" "$NEWROOT"; then
        for_relevant_root_children "$dataset" _mount_dataset_cb || ret=$?
    else
        ret=$?
    fi
    return $ret
}
