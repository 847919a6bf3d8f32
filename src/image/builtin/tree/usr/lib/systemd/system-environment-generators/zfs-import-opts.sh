#!/bin/sh
# Gives the import services ZPOOL_IMPORT_OPTS in their environment.

. /lib/dracut-zfs-lib.sh

printf 'ZPOOL_IMPORT_OPTS=%s\n' "$ZPOOL_IMPORT_OPTS"
