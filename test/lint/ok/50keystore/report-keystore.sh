#!/bin/sh
# Says which keystores are open; run by keystore-report.service.

[ -d /run/keystore ] || exit 0
for at in /run/keystore/*; do
    if mountpoint -q "$at"; then
        echo "open: $at"
    fi
done
exit 0
