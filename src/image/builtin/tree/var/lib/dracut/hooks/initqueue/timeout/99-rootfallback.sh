#!/bin/sh
# The root device did not come in time: the first of those in rootfallback= that is there takes its place. It is sourced: `exit` ends the phase.

for root in $(getargs rootfallback=); do
    root=$(label_uuid_to_dev "$root")
    if [ -b "$root" ]; then
        mount "$root" /sysroot && {
            info "Mounted rootfallback $root"
            exit 0
        }
        warn "Failed to mount rootfallback $root"
        exit 1
    fi
    warn "Could not find rootfallback $root"
done

test ! -e "$job" || rm -f "$job"
