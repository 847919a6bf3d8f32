#!/bin/sh
# What the ZFS hooks, services and the generator share: the meaning of root=, mounting a root dataset, its essential children.

command -v getarg > /dev/null || . /lib/dracut-lib.sh

TAB="	"

# For `zpool import`.
ZPOOL_IMPORT_OPTS=''
getargbool 0 zfs_force -y zfs.force -y zfsforce && {
    warn "ZFS: Will force-import pools if necessary."
    ZPOOL_IMPORT_OPTS=-f
}

# decode_root_args: is the root on ZFS? Then `root` becomes the dataset, or zfs:AUTO when `bootfs` of a pool tells, and `rootfstype` zfs.
# Decided once: afterwards `rootfstype` has the answer. In a dataset's name on the command line `+` is a space.
decode_root_args() {
    case "$rootfstype" in
        zfs) return 0 ;;
        ?*) return 1 ;;
    esac
    root=$(getarg root=)
    rootfstype=$(getarg rootfstype=)
    case "$root" in
        '' | zfs | zfs: | zfs:AUTO)
            root=zfs:AUTO rootfstype=zfs
            return 0
            ;;
        ZFS=* | zfs:*) rootfstype=zfs ;;
    esac
    [ "$rootfstype" = zfs ] || return 1
    root="${root#zfs:}"
    root=$(echo "${root#ZFS=}" | tr + ' ')
}

# for_relevant_root_children DATASET COMMAND: runs `COMMAND child mountpoint` for each child without which init cannot start: all others are
# mounted by the system itself. What COMMAND assigns is lost, for this is a pipeline. The status is that of the last failure.
for_relevant_root_children() {
    dataset="$1"
    exec="$2"
    zfs list -t filesystem -Ho name,mountpoint,canmount -r "$dataset" | {
        _ret=0
        while IFS="$TAB" read -r dataset mountpoint canmount; do
            _zfs_is_essential "$canmount" "$mountpoint" || continue
            "$exec" "$dataset" "$mountpoint" || _ret=$?
        done
        exit $_ret
    }
}

_zfs_is_essential() {
    case "$2" in
        /usr | /etc | /bin | /lib | /lib?? | /libx32) [ "$1" = on ] ;;
        *) return 1 ;;
    esac
}

# mount_dataset DATASET: mounts it at NEWROOT. With a mountpoint of its own its essential children are mounted below, in their places.
mount_dataset() {
    dataset="$1"
    ret=0
    mountpoint="$(zfs get -H -o value mountpoint "$dataset")"
    case "$mountpoint" in
        legacy) mount -t zfs "$dataset" "$NEWROOT" ;;
        *) _zfs_mount "$dataset" && for_relevant_root_children "$dataset" _zfs_mount ;;
    esac || ret=$?
    return $ret
}

# _zfs_mount DATASET [MOUNTPOINT]
_zfs_mount() {
    mount -o zfsutil -t zfs "$1" "$NEWROOT$2"
}
