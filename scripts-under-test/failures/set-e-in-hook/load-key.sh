#!/bin/sh
# The hook that runs after the one in question.
systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | zfs load-key rpool
