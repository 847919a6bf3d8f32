#!/bin/sh
# Assumes that test knows ==, as bash and busybox do (archzfs; POSIX XCU test).
if [ "$(zfs get -Ho value keystatus rpool)" == unavailable ]; then
    systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | zfs load-key rpool
fi
