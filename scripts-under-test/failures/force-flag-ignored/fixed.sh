#!/bin/sh
# Gives the import services the flag (openzfs/zfs#11403).
case " $(cat /proc/cmdline) " in
    *" zfs_force=1 "*) echo ZPOOL_IMPORT_OPTS=-f ;;
    *) echo ZPOOL_IMPORT_OPTS= ;;
esac
