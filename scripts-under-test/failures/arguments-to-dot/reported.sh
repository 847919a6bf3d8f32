#!/bin/sh
# Assumes that a sourced file gets arguments; in dash it keeps those of its caller (dracut-ng#346).
. /lib/open-keystore.sh rpool
zfs load-key rpool
