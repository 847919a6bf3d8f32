#!/bin/sh
# Sets the arguments first, which every shell honours (dracut-ng#346).
set -- rpool
. /lib/open-keystore.sh
zfs load-key rpool
