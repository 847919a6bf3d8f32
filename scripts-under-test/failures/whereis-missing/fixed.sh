#!/bin/sh
# command -v is part of the shell (openzfs/zfs#8938).
if command -v systemd-ask-password > /dev/null; then
    systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | zfs load-key rpool
else
    for try in 1 2 3 4 5; do
        zfs load-key rpool && break
    done
fi
