#!/bin/sh
# Loads the modules of rd.driver.post, which were kept back until the other devices were there.

. /lib/dracut-lib.sh

for list in $(getargs rd.driver.post); do
    (
        IFS=,
        for module in $list; do
            modprobe "$module"
        done
    )
done
