#!/bin/sh
# Loads the modules of rd.driver.post, which were kept back until the other devices were there.

. /lib/dracut-lib.sh

_load_list() (
    IFS=,
    for module in $1; do
        modprobe "$module"
    done
)

for list in $(getargs rd.driver.post); do
    _load_list "$list"
done
