#!/bin/sh
# Waiting for devices: queue files, emergency notes and the timeouts of systemd's device units.

# str_replace TEXT SEARCH REPLACEMENT: prints TEXT with every SEARCH replaced, without a newline.
str_replace() {
    local rest="$1" done=''
    while :; do
        case "$rest" in
            *"$2"*) ;;
            *) break ;;
        esac
        done="$done${rest%%"$2"*}$3"
        rest="${rest#*"$2"}"
    done
    printf -- '%s' "$done$rest"
}

# dev_unit_name PATH: the name systemd gives to a path, without a unit suffix.
dev_unit_name() {
    local path="$1"

    if command -v systemd-escape > /dev/null; then
        systemd-escape -p -- "$path"
        return
    fi
    case "$path" in
        '' | /)
            printf -- "-"
            return 0
            ;;
    esac
    path="${path#/}"
    path="${path%/}"
    path="$(str_replace "$path" '\' '\x5c')"
    path="$(str_replace "$path" '-' '\x2d')"
    case "$path" in
        .*) path="\\x2e${path#.}" ;;
    esac
    printf -- "%s" "$(str_replace "$path" '/' '-')"
}

# Registers a drop-in or link that was made while the image was built; does nothing at boot time.
_note_hostonly() {
    if type mark_hostonly > /dev/null 2>&1; then
        mark_hostonly "$1"
    fi
}

_queue_daemon_reload() {
    /sbin/initqueue --onetime --unique --name daemon-reload systemctl daemon-reload
}

# set_systemd_timeout_for_dev [-n] DEVICE [SECONDS]: lets initrd.target wait for a device, SECONDS or rd.timeout long (0: for ever).
# With -n systemd is not told to read its units again.
set_systemd_timeout_for_dev() {
    local reload=1 unit seconds changed='' units="$PREFIX/etc/systemd/system"

    [ -n "$DRACUT_SYSTEMD" ] || return 0
    if [ "$1" = "-n" ]; then
        reload=''
        shift
    fi
    seconds="$2"
    [ -n "$seconds" ] || seconds=$(getarg rd.timeout)
    seconds="${seconds:-0}"
    unit="$(dev_unit_name "$1").device"

    if [ ! -L "$units/initrd.target.wants/$unit" ]; then
        mkdir -p "$units/initrd.target.wants"
        ln -s "../$unit" "$units/initrd.target.wants/$unit"
        _note_hostonly "/etc/systemd/system/initrd.target.wants/$unit"
        changed=1
    fi
    if [ ! -f "$units/$unit.d/timeout.conf" ]; then
        mkdir -p "$units/$unit.d"
        printf '%s\n' '[Unit]' "JobTimeoutSec=$seconds" "JobRunningTimeoutSec=$seconds" > "$units/$unit.d/timeout.conf"
        _note_hostonly "/etc/systemd/system/$unit.d/timeout.conf"
        changed=1
    fi
    if [ -z "$PREFIX" ] && [ -n "$changed" ] && [ -n "$reload" ]; then
        _queue_daemon_reload
    fi
}

# wait_for_dev [-n] DEVICE [SECONDS]: the initqueue does not finish before the device exists.
wait_for_dev() {
    local option='' file

    if [ "$1" = "-n" ]; then
        option=-n
        shift
    fi
    file="$(str_replace "$1" '/' '\x2f').sh"
    _note_hostonly "$hookdir/initqueue/finished/devexists-$file"
    [ -e "$PREFIX$hookdir/initqueue/finished/devexists-$file" ] && return 0

    printf '[ -e "%s" ]\n' "$1" >> "$PREFIX$hookdir/initqueue/finished/devexists-$file"
    printf '[ -e "%s" ] || warn "\"%s\" does not exist"\n' "$1" "$1" >> "$PREFIX$hookdir/emergency/80-$file"
    set_systemd_timeout_for_dev $option "$@"
}

# cancel_wait_for_dev DEVICE: takes back what wait_for_dev did.
cancel_wait_for_dev() {
    local file unit
    file="$(str_replace "$1" '/' '\x2f').sh"
    rm -f -- "$hookdir/initqueue/finished/devexists-$file" "$hookdir/emergency/80-$file"
    [ -n "$DRACUT_SYSTEMD" ] || return 0
    unit="$(dev_unit_name "$1").device"
    rm -f -- "$PREFIX/etc/systemd/system/initrd.target.wants/$unit" "$PREFIX/etc/systemd/system/$unit.d/timeout.conf"
    _queue_daemon_reload
}
