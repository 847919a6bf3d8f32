#!/bin/sh
# What the services that run hooks do before and after them. They source this file at their top level, so that what the phase before has
# exported arrives there; functions and plain variables do not cross over.

DRACUT_SYSTEMD=1
export DRACUT_SYSTEMD

if [ -f /dracut-state.sh ]; then
    . /dracut-state.sh 2> /dev/null
fi
. /lib/dracut-lib.sh

# _phase_enter PHASE: the image's settings, and the memory reports of rd.memdebug.
_phase_enter() {
    source_conf /etc/conf.d
    make_trace_mem "hook $1" 1:shortmem 2+:mem 3+:slab
}

# _phase_break_before PHASE: a shell for rd.break=PHASE.
_phase_break_before() {
    if getargs "rd.break=$1"; then
        emergency_shell -n "$1" "Break before $1"
    fi
}

# The exported variables are what the next phase begins with.
_phase_leave() {
    export -p > /dracut-state.sh
    exit 0
}
