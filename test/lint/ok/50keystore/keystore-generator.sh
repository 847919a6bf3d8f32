#!/bin/sh
# Lets pre-mount hooks wait for the import of pools.

units=$1
[ -n "$units" ] || exit 1

. /lib/dracut-lib.sh

case "$(getarg root=)" in
    zfs:* | ZFS=*) ;;
    *) exit 0 ;;
esac

mkdir -p "$units/dracut-pre-mount.service.d"
{
    echo "[Unit]"
    echo "After=zfs-import.target"
} > "$units/dracut-pre-mount.service.d/keystore.conf"
exit 0
