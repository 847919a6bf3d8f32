#!/bin/sh
# Assumes that the mount hook imports the pools; under systemd services do, without the flag (openzfs/zfs#11403).
echo ZPOOL_IMPORT_OPTS=
