#!/bin/sh
# Assumes that ZFS names the zfs command, which another script sets, not this one (openzfs/zfs#9780).
systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | ${ZFS} load-key rpool
