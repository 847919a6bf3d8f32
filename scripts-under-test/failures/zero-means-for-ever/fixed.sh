#!/bin/sh
# Does not wait when the timeout is 0 (zbm-dev/zfsbootmenu commit ff7c935).
timeout="$(getarg rd.keydisk.timeout=)"
waited=0
until [ -e /dev/disk/by-label/KEYS ]; do
    if [ "$waited" -ge "$timeout" ]; then break; fi
    waited=$((waited + 1))
    sleep 1
done
[ -e /dev/disk/by-label/KEYS ] && return 0
systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | zfs load-key rpool
