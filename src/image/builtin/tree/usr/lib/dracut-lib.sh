#!/bin/sh
# The library that every hook finds loaded: command line, messages, strings, hooks, mounts, devices, emergency.

command -v wait_for_dev > /dev/null || . /lib/dracut-dev-lib.sh

export DRACUT_SYSTEMD NEWROOT
[ -z "$NEWROOT" ] || [ -d "$NEWROOT" ] || mkdir -p -m 0755 "$NEWROOT"

if [ -z "$PREFIX" ]; then
    if [ ! -d /run/initramfs ]; then
        mkdir -p -m 0755 /run/initramfs/log
        ln -sfn /run/initramfs/log /var/log
    fi
    for _needed in /run/lock /run/log; do
        [ -d "$_needed" ] || mkdir -p -m 0755 "$_needed"
    done
    unset _needed
fi

# --- Tracing -------------------------------------------------------------

debug_off() {
    set +x
}

debug_on() {
    [ "$RD_DEBUG" = "yes" ] && set -x
}

# --- Strings: status 0 means yes. ---

# strstr TEXT PART: does TEXT contain PART?
strstr() {
    case "$1" in
        '') return 1 ;;
        *"$2"*) return 0 ;;
    esac
    return 1
}

# strglob TEXT PATTERN: does the whole TEXT match?
strglob() {
    case "$1" in
        '') return 1 ;;
        $2) return 0 ;;
    esac
    return 1
}

# strglobin TEXT PATTERN: does some part of TEXT match?
strglobin() {
    case "$1" in
        '') return 1 ;;
        *$2*) return 0 ;;
    esac
    return 1
}

# str_starts TEXT BEGINNING
str_starts() {
    [ "${1#"$2"}" != "$1" ]
}

# str_ends TEXT END
str_ends() {
    [ "${1%"$2"}" != "$1" ]
}

# trim TEXT...: prints it without white space at both ends, without a newline.
trim() {
    local text="$*" edge
    edge="${text%%[![:space:]]*}"
    text="${text#"$edge"}"
    edge="${text##*[![:space:]]}"
    printf "%s" "${text%"$edge"}"
}

isdigit() {
    case "$1" in
        '') return 1 ;;
        *[!0-9]*) return 1 ;;
    esac
}

# splitsep SEPARATOR TEXT NAME...: assigns the fields of TEXT; the last name takes all that is left.
splitsep() {
    debug_off
    local separator="$1" rest="$2" field
    shift 2
    while [ $# -gt 1 ]; do
        [ -n "$rest" ] || break
        field="${rest%%"$separator"*}"
        eval "$1='$field'"
        rest="${rest#"$field"}"
        rest="${rest#"$separator"}"
        shift
    done
    if [ -n "$rest" ] && [ -n "$1" ]; then
        eval "$1='$rest'"
    fi
    debug_on
    return 0
}

# listlist SEPARATOR LIST SUBLIST [IGNORED]: are all elements of SUBLIST, but for the IGNORED, in LIST?
listlist() {
    local separator="$1" list="$1$2$1" wanted="$3" ignored='' element
    [ -z "$4" ] || ignored="$1$4$1"
    [ "$list" = "$wanted" ] && return 0

    local IFS="$separator"
    for element in $wanted; do
        [ -n "$element" ] || continue
        strstr "$ignored" "$element" && continue
        strstr "$list" "$element" || return 1
    done
    return 0
}

# are_lists_eq SEPARATOR LIST LIST [IGNORED]: do both hold the same elements?
are_lists_eq() {
    listlist "$1" "$2" "$3" "$4" || return
    listlist "$1" "$3" "$2" "$4"
}

# export_n NAME...: takes variables out of the environment and keeps their values.
export_n() {
    local name value
    for name in "$@"; do
        eval "value=\${$name}"
        unset "$name"
        [ -z "$value" ] || eval "$name=\$value"
    done
}

# --- Messages ------------------------------------------------------------

if [ -n "$DRACUT_SYSTEMD" ]; then
    warn() {
        echo "Warning: $*" >&2
    }

    info() {
        echo "$*"
    }
else
    warn() {
        check_quiet
        echo "<28>dracut Warning: $*" > /dev/kmsg
        echo "dracut Warning: $*" >&2
    }

    info() {
        check_quiet
        echo "<30>dracut: $*" > /dev/kmsg
        [ "$DRACUT_QUIET" = "yes" ] || echo "dracut: $*" >&2
    }
fi

# Every line of standard input as a warning.
vwarn() {
    while read -r line || [ -n "$line" ]; do
        warn "$line"
    done
}

# Every line of standard input as information.
vinfo() {
    while read -r line || [ -n "$line" ]; do
        info "$line"
    done
}

# Decides once, from the command line, whether information is shown.
check_quiet() {
    local level
    [ -z "$DRACUT_QUIET" ] || return 0
    DRACUT_QUIET=yes
    getargbool 0 rd.info && DRACUT_QUIET=no
    getargbool 0 rd.debug && DRACUT_QUIET=no
    getarg quiet || DRACUT_QUIET=yes
    level=$(getarg loglevel=)
    if [ -n "$level" ] && [ "$level" -ge 28 ]; then
        DRACUT_QUIET=yes
    fi
    export DRACUT_QUIET
}

# --- The kernel command line ----------------------------------------------

# Prints the command line: what the image brings (drop-ins, then one file), then what the boot loader gave. Later words win.
getcmdline() {
    local file line
    CMDLINE=''
    for file in /etc/cmdline.d/*.conf '' /etc/cmdline '' /proc/cmdline; do
        [ -n "$file" ] || CMDLINE="$CMDLINE "
        [ -e "$file" ] || continue
        while read -r line || [ -n "$line" ]; do
            CMDLINE="$CMDLINE $line"
        done < "$file"
    done
    printf "%s" "$CMDLINE"
}

_warn_deprecated() {
    if [ -n "$2" ]; then
        warn "Kernel command line option '$1' is deprecated, use '$2$3' instead."
    else
        warn "Option '$1' is deprecated."
    fi
}

# getarg [-d] [-y NAME | -n NAME | NAME[=[VALUE]]]...: the first of the given names that is on the command line decides. Prints its value
# (`-y`: prints 1; `-n`: prints 0 and gives status 1); `-d` before a name warns when that name was used.
getarg() {
    debug_off
    local old='' successor=''
    CMDLINE=$(getcmdline)
    export CMDLINE
    while [ $# -gt 0 ]; do
        case "$1" in
            -d)
                old=1
                shift
                continue
                ;;
            -y | -n)
                if dracut-getarg "$2" > /dev/null; then
                    if [ "$1" = "-y" ]; then
                        [ -z "$old" ] || _warn_deprecated "$2" "$successor"
                        echo 1
                        debug_on
                        return 0
                    fi
                    echo 0
                    [ -z "$old" ] || _warn_deprecated "$2" "$successor" =0
                    debug_on
                    return 1
                fi
                shift 2
                ;;
            *)
                [ -n "$successor" ] || successor="$1"
                if dracut-getarg "$1"; then
                    [ -z "$old" ] || _warn_deprecated "$1" "$successor"
                    debug_on
                    return 0
                fi
                shift
                ;;
        esac
        old=''
    done
    debug_on
    return 1
}

# getargs [-d] NAME...: prints every value that the names have; status 1 when none is there.
getargs() {
    debug_off
    local name values old='' found=''
    CMDLINE=$(getcmdline)
    export CMDLINE
    _newoption="$1"
    for name in "$@"; do
        if [ "$name" = "-d" ]; then
            old=1
            continue
        fi
        if values="$(dracut-getargs "$name")"; then
            found=1
            if [ -n "$old" ] && [ -n "$_newoption" ]; then
                warn "Option '$name' is deprecated, use '$_newoption' instead."
            elif [ -n "$old" ]; then
                warn "Option $name is deprecated!"
            fi
            [ -z "$values" ] || printf '%s\n' "$values"
        fi
        old=''
    done
    debug_on
    [ -n "$found" ]
}

# getargbool DEFAULT ARGUMENTS-OF-GETARG...: no when the value is 0, no or off; yes for any other value; DEFAULT when not given.
getargbool() {
    local value='' fallback="$1"
    shift
    value=$(getarg "$@") || value="${value:-$fallback}"
    case "$value" in
        0 | no | off) return 1 ;;
    esac
    return 0
}

# getargnum DEFAULT MINIMUM MAXIMUM NAME: prints the number that NAME has, or DEFAULT when it is none or out of bounds.
getargnum() {
    local value='' fallback="$1" least="$2" most="$3"
    value=$(getarg "$4") || value="${value:-$fallback}"
    if isdigit "$value"; then
        value=$((value))
        if [ "$value" -ge "$least" ] && [ "$value" -le "$most" ]; then
            echo "$value"
            return
        fi
    fi
    echo "$fallback"
}

# Turns tracing on when rd.debug is given; the answer is remembered for the phases to come.
setdebug() {
    [ -f /usr/lib/initrd-release ] || return 0
    if [ -z "$RD_DEBUG" ]; then
        if [ -e /proc/cmdline ]; then
            RD_DEBUG=no
            if getargbool 0 rd.debug; then
                RD_DEBUG=yes
                [ -z "$BASH" ] || export PS4='${BASH_SOURCE}@${LINENO}(${FUNCNAME[0]-}): '
            fi
        fi
        export RD_DEBUG
    fi
    debug_on
}

setdebug

# --- Hooks ---------------------------------------------------------------

hookdir=/lib/dracut/hooks
export hookdir

# source_all DIRECTORY [ARGUMENT...]: sources its *.sh files in order of their names, in this shell.
source_all() {
    local f
    local _dir="$1"
    shift
    [ -n "$_dir" ] && [ -d "/$_dir" ] || return
    for f in "/$_dir"/*.sh; do
        [ ! -e "$f" ] || . "$f" "$@"
    done
}

# source_hook PHASE [ARGUMENT...]
source_hook() {
    local _dir="$1"
    shift
    source_all "/lib/dracut/hooks/$_dir" "$@"
}

# source_conf DIRECTORY: sources its *.conf files.
source_conf() {
    local f
    [ -n "$1" ] && [ -d "/$1" ] || return
    for f in "/$1"/*.conf; do
        [ -e "$f" ] && . "$f"
    done
}

# Do all conditions for leaving the initqueue hold? Each is tested in a subshell, and one that holds is not asked again.
check_finished() {
    local f waiting=0
    for f in "$hookdir"/initqueue/finished/*.sh; do
        [ "$f" != "$hookdir/initqueue/finished/*.sh" ] || return 0
        if [ -e "$f" ] && (. "$f"); then
            rm -f "$f"
        else
            waiting=1
        fi
    done
    return $waiting
}

# inst_hook [--hook PHASE] [--unique] [--name NAME] COMMAND [ARGUMENT...]: makes a hook that runs a command.
inst_hook() {
    local phase='' unique='' name='' job command
    while :; do
        case "$1" in
            --hook)
                phase="/$2"
                shift
                ;;
            --name)
                name="$2"
                shift
                ;;
            --unique) unique=yes ;;
            *) break ;;
        esac
        shift
    done

    if [ -n "$unique" ]; then
        job="${name:-$1}"
        job="${job##*/}"
    else
        job="$name$$"
    fi
    command="$1"
    shift
    [ -x "$command" ] || command=$(command -v "$command")

    {
        [ -z "$onetime" ] || echo '[ -e "$_job" ] && rm -f -- "$_job"'
        echo "$command $*"
    } > "/tmp/$$-$job.sh"
    mv -f "/tmp/$$-$job.sh" "$hookdir/$phase/$job.sh"
}

# --- Mounts --------------------------------------------------------------

# find_mount DEVICE: prints the device when it is mounted somewhere.
find_mount() {
    local wanted dev
    wanted="$(readlink -e -q "$1")"
    while read -r dev _ || [ -n "$dev" ]; do
        if [ "$dev" = "$wanted" ]; then
            echo "$dev"
            return 0
        fi
    done < /proc/mounts
    return 1
}

# ismounted MOUNTPOINT | DEVICE
if command -v findmnt > /dev/null; then
    ismounted() {
        findmnt "$1" > /dev/null 2>&1
    }
else
    ismounted() {
        local place
        if [ -b "$1" ]; then
            find_mount "$1" > /dev/null
            return
        fi
        while read -r _ place _ || [ -n "$place" ]; do
            [ "$place" != "$1" ] || return 0
        done < /proc/mounts
        return 1
    }
fi

# usable_root DIRECTORY: can it be a root filesystem? Any directory can.
usable_root() {
    [ -d "$1" ]
}

# load_fstype MODULE [FILESYSTEM]: loads the module unless the kernel knows the filesystem.
load_fstype() {
    local - flag name
    set +x
    while read -r flag name || [ -n "$flag" ]; do
        [ "${name:-$flag}" != "${2:-$1}" ] || return 0
    done < /proc/filesystems
    modprobe "$1"
}

# --- Devices -------------------------------------------------------------

udevsettle() {
    udevadm settle --exit-if-exists="$hookdir/initqueue/work" $settle_exit_if_exists
}

# udevproperty NAME=VALUE...
udevproperty() {
    for i in "$@"; do
        udevadm control --property="$i"
    done
}

# udevmatch DEVICE: prints the udev rule match for LABEL=, UUID=, PARTLABEL=, PARTUUID= or /dev/...; an incomplete UUID matches by its beginning.
udevmatch() {
    local kind="${1%%=*}" value="${1#*=}"
    case "$1" in
        LABEL=* | PARTLABEL=*) ;;
        UUID=????????-????-????-????-???????????? | PARTUUID=????????-????-????-????-????????????) ;;
        UUID=* | PARTUUID=*) value="$value*" ;;
        /dev/?*)
            printf 'KERNEL=="%s"' "${1#/dev/}"
            return
            ;;
        *) return 255 ;;
    esac
    printf 'ENV{ID_FS_%s}=="%s"' "$kind" "$value"
}

# label_uuid_to_dev SPEC: prints the /dev path of LABEL=, UUID=, PARTLABEL= or PARTUUID=; anything else as it is, without `block:`.
label_uuid_to_dev() {
    local spec="${1#block:}" kind
    kind="${spec%%=*}"
    case "$spec" in
        LABEL=* | PARTLABEL=*)
            [ "$kind" = LABEL ] && kind=by-label || kind=by-partlabel
            echo "/dev/disk/$kind/$(echo "${spec#*=}" | sed 's,/,\\x2f,g;s, ,\\x20,g')"
            ;;
        UUID=*) echo "/dev/disk/by-uuid/${spec#UUID=}" ;;
        PARTUUID=*) echo "/dev/disk/by-partuuid/${spec#PARTUUID=}" ;;
        *) echo "$spec" ;;
    esac
}

# foreach_uuid_until [-p PREFIX] COMMAND [UUIDS]: evaluates COMMAND, in which $___ is PREFIX and the UUID, until it succeeds.
foreach_uuid_until() (
    cd /dev/disk/by-uuid || return 1
    prefix=''
    if [ "$1" = "-p" ]; then
        prefix="$2"
        shift 2
    fi
    evaluated="$1"
    [ -n "$evaluated" ] || return 1
    shift
    wanted="$*"
    for beginning in ${wanted:-*}; do
        for uuid in "$beginning"*; do
            [ -e "$uuid" ] || continue
            ___="$prefix$uuid"
            eval "$evaluated" && return 0
        done
    done
    return 1
)

# devnames UUID=BEGINNING | LABEL=NAME | /dev/...: prints the kernel's names of the devices, one a line; status 255 when there is none.
devnames() {
    local found device name names=''
    case "$1" in
        UUID=*)
            found="$(foreach_uuid_until '! blkid -U $___' "${1#UUID=}")" && return 255
            [ -n "$found" ] || return 255
            ;;
        LABEL=*) found="$(blkid -L "${1#LABEL=}")" || return 255 ;;
        /dev/?*) found="$1" ;;
        *) return 255 ;;
    esac
    for device in $found; do
        name="$(readlink -e -q "$device")" || return 255
        names="$names${names:+
}$name"
    done
    echo "$names"
}

# --- Files ---------------------------------------------------------------

# incol2 FILE WORD: is WORD the second column of some line?
incol2() {
    debug_off
    local second status=1
    if [ -n "$1" ] && [ -n "$2" ]; then
        while read -r _ second _ || [ -n "$second" ]; do
            if [ "$second" = "$2" ]; then
                status=0
                break
            fi
        done < "$1"
    fi
    debug_on
    return $status
}

# funiq DIRECTORY PREFIX: prints the first DIRECTORY/PREFIXn that does not exist.
funiq() {
    local n=0
    [ -d "$1" ] || return 1
    while [ -e "$1/$2$n" ]; do
        n=$((n + 1))
    done
    echo "$1/$2$n"
}

# mkuniqdir DIRECTORY PREFIX: makes the directory that funiq names, and prints it.
mkuniqdir() {
    local made again
    [ -d "$1" ] || mkdir -m 0755 -p "$1" || return 1
    made=$(funiq "$1" "$2") || return 1
    while ! mkdir -m 0755 "$made" 2> /dev/null; do
        again=$(funiq "$1" "$2") || return 1
        [ "$again" != "$made" ] || return 1
        made="$again"
    done
    echo "$made"
}

# copytree FROM TO: joins the content of FROM into TO.
copytree() {
    local to
    [ -d "$1" ] || return 1
    mkdir -p "$2" || return 1
    to=$(readlink -e -q "$2") || return 1
    (
        cd "$1" || exit 1
        cp -af . -t "$to"
    )
}

# Forgets what was tied to the host when the image was built (rd.hostonly=0).
remove_hostonly_files() {
    rm -fr /etc/cmdline /etc/cmdline.d/*.conf "$hookdir"/initqueue/finished/*.sh
    [ -f /lib/dracut/hostonly-files ] || return 0
    while read -r line || [ -n "$line" ]; do
        if [ -e "$line" ] || [ -h "$line" ]; then
            rm -f "$line"
        fi
    done < /lib/dracut/hostonly-files
}

# --- Processes -----------------------------------------------------------

# killall_proc_mountpoint DIRECTORY: kills what has files open there; status 1 when something was killed.
killall_proc_mountpoint() {
    local pid killed=0
    for pid in /proc/[0-9]*; do
        pid="${pid#/proc/}"
        isdigit "$pid" || continue
        [ -e "/proc/$pid/exe" ] && [ -e "/proc/$pid/root" ] || continue
        if strstr "$(ls -l -- "/proc/$pid" "/proc/$pid/fd" 2> /dev/null)" "$1"; then
            kill -9 "$pid"
            killed=1
        fi
    done
    return $killed
}

# killproc PROGRAM SIGNAL
killproc() {
    debug_off
    local program process
    program="$(command -v "$1")"
    [ -x "$program" ] || return 1
    for process in /proc/[0-9]*; do
        [ "$process" != /proc/1 ] || continue
        if [ -e "$process/_exe" ] && [ "$process/_exe" -ef "$program" ]; then
            kill "$2" "${process##*/}"
        fi
    done
    debug_on
}

if ! command -v pidof > /dev/null; then
    # pidof PROGRAM: prints the processes that run it, one a line.
    pidof() {
        debug_off
        local program link status=1
        if [ -n "$1" ]; then
            program=$(command -v "$1")
            for link in /proc/*/exe; do
                [ -e "$link" ] || continue
                if [ -n "$program" ]; then
                    [ "$link" -ef "$program" ] || continue
                else
                    str_ends "$(readlink -f "$link")" "/$1" || continue
                fi
                link="${link%/exe}"
                echo "${link#/proc/}"
                status=0
            done
        fi
        debug_on
        return $status
    }
fi

# Says that the initramfs is wanted again at shutdown.
need_shutdown() {
    : > /run/initramfs/.need_shutdown
}

# Waits until the log reader of a boot without systemd has taken all output.
wait_for_loginit() {
    [ "$RD_DEBUG" = "yes" ] || return
    [ -e /run/initramfs/loginit.pipe ] || return
    debug_off
    echo "DRACUT_LOG_END"
    exec 0<> /dev/console 1<> /dev/console 2<> /dev/console
    i=0
    while [ $i -lt 10 ]; do
        if [ ! -e /run/initramfs/loginit.pipe ]; then
            j=$(jobs)
            case "$j" in
                *Running*) ;;
                *) break ;;
            esac
        fi
        sleep 0.1
        i=$((i + 1))
    done
    if [ $i -eq 10 ]; then
        kill %1 > /dev/null 2>&1
        kill "$(cat /run/initramfs/loginit.pid)"
    fi
    setdebug
    rm -f -- /run/initramfs/loginit.pipe /run/initramfs/loginit.pid
}

# --- Giving up -----------------------------------------------------------

# die MESSAGE...: the boot cannot go on; a shell if rd.shell asks for one, then the machine is switched off.
die() {
    printf '<24>dracut: %s\n' "FATAL: $*" "Refusing to continue" > /dev/kmsg
    printf 'warn dracut: %s\n' "FATAL: \"$*\"" "Refusing to continue" >> "$hookdir/emergency/01-die.sh"
    [ -d /run/initramfs ] || mkdir -p -- /run/initramfs
    : > /run/initramfs/.die

    if getargbool 0 rd.shell; then
        emergency_shell
    else
        source_hook shutdown-emergency
    fi
    [ -z "$DRACUT_SYSTEMD" ] || systemctl --no-block --force poweroff
    exit 1
}

_emergency_shell_by_systemd() {
    : > /.console_lock
    echo "PS1=\"$1:\\\${PWD}# \"" > /etc/profile
    systemctl start dracut-emergency.service
    rm -f -- /etc/profile /.console_lock
}

_emergency_shell_here() {
    debug_off
    source_hook "$hook"
    echo
    /sbin/rdsosreport
    echo 'You might want to save "/run/initramfs/rdsosreport.txt" to a USB stick or /boot'
    echo 'after mounting them and attach it to a bug report.'
    if ! RD_DEBUG='' getargbool 0 rd.debug -d -y rdnetdebug; then
        printf '\n%s\n%s\n' 'To get more debug information in the report,' 'reboot with "rd.debug" added to the kernel command line.'
    fi
    printf '\n%s\n\n' 'Dropping to debug shell.'
    export PS1="$1:\${PWD}# "
    [ -e /.profile ] || : > /.profile

    _ctty="$(RD_DEBUG='' getarg rd.ctty=)" && _ctty="/dev/${_ctty##*/}"
    if [ -z "$_ctty" ]; then
        _ctty=console
        while [ -f "/sys/class/tty/$_ctty/active" ]; do
            read -r _ctty < "/sys/class/tty/$_ctty/active"
            _ctty="${_ctty##* }"
        done
        _ctty="/dev/$_ctty"
    fi
    [ -c "$_ctty" ] || _ctty=/dev/tty1
    case "$(/usr/bin/setsid --help 2>&1)" in
        *--ctty*) CTTY=--ctty ;;
    esac
    setsid ${CTTY:+"$CTTY"} /bin/sh -i -l 0<> "$_ctty" 1<> "$_ctty" 2<> "$_ctty"
}

# emergency_shell [-n NAME | --shutdown NAME] MESSAGE...: a shell on the console unless rd.shell=0; what called it goes on afterwards.
emergency_shell() {
    local _ctty _rdshell_name=dracut action=Boot hook=emergency _emergency_action
    set +e
    case "$1" in
        -n)
            _rdshell_name="$2"
            shift 2
            ;;
        --shutdown)
            _rdshell_name="$2"
            action=Shutdown
            hook=shutdown-emergency
            shift 2
            ;;
    esac

    printf '\n\n'
    warn "$*"
    echo

    _emergency_action=$(getarg rd.emergency)
    if [ -z "$_emergency_action" ] && [ -e /run/initramfs/.die ]; then
        _emergency_action=poweroff
    fi
    if getargbool 1 rd.shell || getarg rd.break; then
        if [ -n "$DRACUT_SYSTEMD" ]; then
            _emergency_shell_by_systemd "$_rdshell_name"
        else
            _emergency_shell_here "$_rdshell_name"
        fi
    else
        source_hook "$hook"
        warn "$action has failed. To debug this issue add \"rd.shell rd.debug\" to the kernel command line."
        _emergency_action="${_emergency_action:-poweroff}"
    fi
    case "$_emergency_action" in
        reboot | poweroff | halt) $_emergency_action -f || exit 1 ;;
    esac
}

# --- Memory traces (rd.memdebug) -------------------------------------------

setmemdebug() {
    [ -z "$DEBUG_MEM_LEVEL" ] || return 0
    DEBUG_MEM_LEVEL=$(getargnum 0 0 5 rd.memdebug)
    export DEBUG_MEM_LEVEL
}

setmemdebug

# make_trace_mem TITLE [LEVEL[+]:REPORT]...: prints the reports of the asked level (`+`: and of higher ones).
make_trace_mem() {
    local level="$DEBUG_MEM_LEVEL" title="[debug_mem] $1" wanted above='' titled=''
    shift
    if [ -z "$level" ] || [ "$level" -le 0 ]; then
        return
    fi
    for wanted in "$@"; do
        case "${wanted%%:*}" in
            *+) above=yes ;;
        esac
        _at_memory_level "$level" "${wanted%%:*}" "$above" || continue
        [ -n "$titled" ] || echo "$title"
        titled=yes
        show_memstats "${wanted##*:}"
    done
    return 0
}

_at_memory_level() {
    local from="${2%+}"
    if [ -n "$3" ]; then
        [ "$1" -ge "${from:-0}" ]
    else
        [ "$1" -eq "${from:-0}" ]
    fi
}

# show_memstats shortmem|mem|slab|iomem
show_memstats() {
    case "$1" in
        shortmem)
            while read -r line || [ -n "$line" ]; do
                case "$line" in
                    MemFree* | Cached* | Slab*) echo "$line" ;;
                esac
            done < /proc/meminfo
            ;;
        mem) cat /proc/meminfo ;;
        slab) cat /proc/slabinfo ;;
        iomem) cat /proc/iomem ;;
    esac
}

# check_meminfo FIELD: prints the number of a line of /proc/meminfo, such as `MemTotal:`; status 1 when there is none.
check_meminfo() {
    local - name size
    set +x
    while read -r name size _ || [ -n "$name" ]; do
        if [ "$name" = "$1" ]; then
            echo "$size"
            return 0
        fi
    done < /proc/meminfo
    return 1
}
