#!/bin/sh
# Gives the import services ZPOOL_IMPORT_OPTS in their environment.

. /lib/dracut-zfs-lib.sh

echo ZPOOL_IMPORT_OPTS="$ZPOOL_IMPORT_OPTS"
