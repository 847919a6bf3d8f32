#!/bin/sh
# The library that every hook finds loaded: command line, messages, strings, hooks, mounts, devices, emergency.
# Names without an underscore in front, and what they print, return and leave behind, are what hooks written for dracut rely on;
# where they are odd, they are odd as dracut's are.

export NEWROOT DRACUT_SYSTEMD

# Directories that everybody expects in /run; an image being built (PREFIX) has them from its maker.

_lib_ensure_directories() {
    local place
    for place in "$@"; do
        test -d "$place" || mkdir -p -m 0755 "$place"
    done
}

_lib_ensure_directories ${NEWROOT:+"$NEWROOT"}
case "$PREFIX" in
    '')
        test -d /run/initramfs || {
            _lib_ensure_directories /run/initramfs/log
            ln -s -f -n /run/initramfs/log /var/log
        }
        _lib_ensure_directories /run/lock /run/log
        ;;
esac

command -v wait_for_dev > /dev/null || . /lib/dracut-dev-lib.sh

# --- Texts ---------------------------------------------------------------
# Questions have their answer in the status. An empty text contains nothing and matches nothing.

# strstr TEXT PART: is PART somewhere in TEXT?
strstr() {
    case "$1" in
        '') return 1 ;;
        *"$2"*) return 0 ;;
    esac
    return 1
}

# strglob TEXT PATTERN: does all of TEXT match?
strglob() {
    case "$1" in
        '') return 1 ;;
        $2) return 0 ;;
    esac
    return 1
}

# strglobin TEXT PATTERN: does something in TEXT match?
strglobin() {
    strglob "$1" "*$2*"
}

# str_starts TEXT BEGINNING, str_ends TEXT END: is it there, and not empty?
str_starts() {
    [ "${1#"$2"}" != "$1" ]
}

str_ends() {
    [ "${1%"$2"}" != "$1" ]
}

# trim TEXT...: prints the words as one text without white space around it and without a newline.
trim() {
    local text="$*"
    while :; do
        case "$text" in
            [[:space:]]*) text="${text#?}" ;;
            *[[:space:]]) text="${text%?}" ;;
            *) break ;;
        esac
    done
    printf %s "$text"
}

# isdigit TEXT: is it digits only?
isdigit() {
    case "$1" in
        '' | *[!0-9]*) return 1 ;;
    esac
}

# splitsep SEPARATOR TEXT NAME...: a field of TEXT for each variable; the last takes what is left, those without a field keep what they had.
# The fields are put between single quotes and evaluated, and `sep`, `str` and `tmp` stay inside, both as with dracut.
splitsep() {
    debug_off
    local sep="$1" str="$2" tmp
    shift 2
    for tmp in "$@"; do
        [ -n "$str" ] || break
        shift
        case "$#" in
            0) eval "$tmp='$str'" ;;
            *)
                eval "$tmp='${str%%"$sep"*}'"
                case "$str" in
                    *"$sep"*) str="${str#*"$sep"}" ;;
                    *) str='' ;;
                esac
                ;;
        esac
    done
    debug_on
    return 0
}

# listlist SEPARATOR LIST OTHER [IGNORED]: does LIST hold the elements of OTHER, apart from those in IGNORED?
listlist() {
    local element IFS="$1"
    [ "$1$2$1" != "$3" ] || return 0
    for element in $3; do
        if [ -n "$element" ] && ! strstr "${4:+$1$4$1}" "$element"; then
            strstr "$1$2$1" "$element" || return 1
        fi
    done
    return 0
}

# are_lists_eq SEPARATOR LIST LIST [IGNORED]: the same elements, in whatever order and number?
are_lists_eq() {
    if listlist "$1" "$2" "$3" "$4"; then
        listlist "$1" "$3" "$2" "$4"
    else
        return 1
    fi
}

# export_n NAME...: the variables stay, but programs do not see them any more. The value is evaluated once more.
export_n() {
    local var val
    for var in "$@"; do
        eval "val=\$$var"
        unset "$var"
        eval "${val:+$var=\"$val\"}"
    done
}

# _lib_each_line COMMAND [ARGUMENT...]: runs it with each line of standard input as one more argument; the last may lack its newline.
_lib_each_line() {
    until ! read -r line && [ -z "$line" ]; do
        "$@" "$line"
    done
}

# _lib_in_column 1|2 WORD: does a line of standard input have the word there?
_lib_in_column() {
    local first second
    while read -r first second _ || [ -n "$first" ]; do
        case "$1" in
            2) first="$second" ;;
        esac
        [ "$first" != "$2" ] || return 0
    done
    return 1
}

# --- Messages ------------------------------------------------------------
# A service's output goes to the journal by itself. Without systemd the kernel's log takes a copy.

case "$DRACUT_SYSTEMD" in
    ?*)
        info() {
            echo "$*"
        }

        warn() {
            echo "Warning: $*" >&2
        }
        ;;
    *)
        _lib_tell() {
            echo "<$1>dracut$2" > /dev/kmsg
            [ "$3" = silent ] || echo "dracut$2" >&2
        }

        info() {
            check_quiet
            case "$DRACUT_QUIET" in
                yes) _lib_tell 30 ": $*" silent ;;
                *) _lib_tell 30 ": $*" ;;
            esac
        }

        warn() {
            check_quiet
            _lib_tell 28 " Warning: $*"
        }
        ;;
esac

# vinfo, vwarn: each line of standard input is a message.
vinfo() {
    _lib_each_line info
}

vwarn() {
    _lib_each_line warn
}

# Decides whether info is shown, once. rd.info and rd.debug show it only beside `quiet`: odd, but so it is.
check_quiet() {
    local level
    case "$DRACUT_QUIET" in
        ?*) return 0 ;;
    esac
    DRACUT_QUIET=yes
    if getargbool 0 rd.info || getargbool 0 rd.debug; then
        DRACUT_QUIET=no
    fi
    getarg quiet || DRACUT_QUIET=yes
    level=$(getarg loglevel=)
    if [ "${level:-0}" -ge 28 ]; then
        DRACUT_QUIET=yes
    fi
    export DRACUT_QUIET
}

# --- The kernel command line ----------------------------------------------

_lib_add_to_cmdline() {
    CMDLINE="$CMDLINE $1"
}

# getcmdline: prints what the image brings (drop-ins, then one file) and what the boot loader gave, in this order, for later words win.
getcmdline() {
    local source line
    CMDLINE=''
    for source in /etc/cmdline.d/*.conf / /etc/cmdline / /proc/cmdline; do
        case "$source" in
            /) CMDLINE="$CMDLINE " ;;
            *) [ ! -e "$source" ] || _lib_each_line _lib_add_to_cmdline < "$source" ;;
        esac
    done
    printf %s "$CMDLINE"
}

# getarg [-d] [NAME[=[VALUE]] | -y NAME | -n NAME]...: the first of these that is on the command line decides. A plain one prints its value;
# -y prints 1; -n prints 0 and is a failure. -d warns when the one after it was used.
getarg() {
    debug_off
    local answer=0
    _lib_first_given "$@" || answer=$?
    debug_on
    return $answer
}

_lib_first_given() {
    local word kind='' old='' successor=''
    CMDLINE=$(getcmdline)
    export CMDLINE
    for word in "$@"; do
        case "$kind:$word" in
            :-d) old=yes ;;
            :-y | :-n) kind="${word#-}" ;;
            *)
                [ -n "$kind$successor" ] || successor="$word"
                if _lib_is_given "$kind" "$word"; then
                    _lib_answer_${kind:-plain} "$word"
                    return
                fi
                kind='' old=''
                ;;
        esac
    done
    return 1
}

# Only a plain name's value is of interest.
_lib_is_given() {
    case "$1" in
        '') dracut-getarg "$2" ;;
        *) dracut-getarg "$2" > /dev/null ;;
    esac
}

_lib_answer_plain() {
    _lib_warn_if_old "$1" "$successor"
}

_lib_answer_y() {
    _lib_warn_if_old "$1" "$successor"
    echo 1
}

_lib_answer_n() {
    echo 0
    _lib_warn_if_old "$1" "${successor:+$successor=0}"
    return 1
}

_lib_warn_if_old() {
    case "$old:$2" in
        :*) ;;
        yes:) warn "Option '$1' is deprecated." ;;
        *) warn "Kernel command line option '$1' is deprecated, use '$2' instead." ;;
    esac
}

# getargs [-d] NAME...: prints all values of all names, one a line. A failure when none of the names is there.
getargs() {
    debug_off
    local word old='' values answer=1
    CMDLINE=$(getcmdline)
    export CMDLINE
    _newoption="$1"
    for word in "$@"; do
        case "$word" in
            -d)
                old=yes
                continue
                ;;
        esac
        if values=$(dracut-getargs "$word"); then
            answer=0
            case "$old:$_newoption" in
                yes:?*) warn "Option '$word' is deprecated, use '$_newoption' instead." ;;
                yes:) warn "Option $word is deprecated!" ;;
            esac
            [ -z "$values" ] || printf '%s\n' "$values"
        fi
        old=''
    done
    debug_on
    return $answer
}

# _lib_read_value DEFAULT ARGUMENTS-OF-GETARG...: value becomes what getarg prints; DEFAULT when there is no such argument.
_lib_read_value() {
    local fallback="$1"
    shift
    value=$(getarg "$@") || [ -n "$value" ] || value="$fallback"
}

# getargbool DEFAULT ARGUMENTS-OF-GETARG...: 0, no and off are a no; everything else, and nothing at all, is a yes.
getargbool() {
    local value
    _lib_read_value "$@"
    case "$value" in
        0 | no | off) return 1 ;;
    esac
}

# getargnum DEFAULT MINIMUM MAXIMUM NAME: prints the number on the command line, or DEFAULT when that is none or out of bounds.
getargnum() {
    local value
    _lib_read_value "$1" "$4"
    if isdigit "$value" && value=$((value)) && [ "$2" -le $value ] && [ $value -le "$3" ]; then
        echo $value
    else
        echo "$1"
    fi
}

# --- Tracing (rd.debug) ----------------------------------------------------

debug_off() {
    set +x
}

debug_on() {
    case "$RD_DEBUG" in
        yes) set -x ;;
        *) return 1 ;;
    esac
}

# The first phase asks; RD_DEBUG carries the answer to the others.
setdebug() {
    test -f /usr/lib/initrd-release || return 0
    case "$RD_DEBUG" in
        '')
            [ ! -e /proc/cmdline ] || _lib_ask_for_tracing
            export RD_DEBUG
            ;;
    esac
    debug_on
}

# Only bash can say where a traced line comes from.
_lib_ask_for_tracing() {
    RD_DEBUG=no
    getargbool 0 rd.debug || return
    RD_DEBUG=yes
    [ -z "$BASH" ] || export PS4='${BASH_SOURCE}@${LINENO}(${FUNCNAME[0]-}): '
}

setdebug

# --- Hooks ---------------------------------------------------------------

hookdir=/lib/dracut/hooks
export hookdir

# source_all DIRECTORY [ARGUMENT...]: sources its *.sh files in order of their names, in this shell. They see `f` and `_dir`.
source_all() {
    local f _dir="$1"
    shift
    case "$_dir" in
        '') return 1 ;;
    esac
    [ -d "/$_dir" ] || return
    for f in "/$_dir"/*.sh; do
        test ! -e "$f" || . "$f" "$@"
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
        test -e "$f" && . "$f"
    done
}

# check_finished: may the initqueue end? Every condition is tested, each in a shell of its own; one that holds is not asked again.
check_finished() {
    local f unmet=0
    for f in "$hookdir"/initqueue/finished/*.sh; do
        case "${f##*/}" in
            '*.sh') return 0 ;;
        esac
        if [ ! -e "$f" ] || ! (. "$f"); then
            unmet=1
            continue
        fi
        rm -f "$f"
    done
    return $unmet
}

# inst_hook [--hook PHASE] [--unique] [--name NAME] COMMAND [ARGUMENT...]: makes a hook that runs a command, once if `onetime` is set.
# Without --unique its name ends in the number of this process.
inst_hook() {
    local directory='' name='' unique='' command
    until [ $# -eq 0 ]; do
        case "$1" in
            --unique) unique=yes ;;
            --hook)
                directory="/$2"
                shift
                ;;
            --name)
                name="$2"
                shift
                ;;
            *) break ;;
        esac
        shift
    done
    case "$unique" in
        yes)
            name="${name:-$1}"
            name="${name##*/}"
            ;;
        *) name="$name$$" ;;
    esac
    command="$1"
    shift
    [ -x "$command" ] || command=$(command -v "$command")
    {
        [ -z "$onetime" ] || echo '[ -e "$_job" ] && rm -f -- "$_job"'
        echo "$command $*"
    } > "/tmp/$$-$name.sh"
    mv -f "/tmp/$$-$name.sh" "$hookdir/$directory/$name.sh"
}

# need_shutdown: the initramfs is wanted again when the system goes down.
need_shutdown() {
    : > /run/initramfs/.need_shutdown
}

# --- Mounts and filesystems ------------------------------------------------

# find_mount DEVICE: prints the device, links followed, when it is mounted somewhere.
find_mount() {
    set -- "$(readlink -e -q "$1")"
    _lib_in_column 1 "$1" < /proc/mounts && echo "$1"
}

# ismounted DIRECTORY | DEVICE. findmnt(8) knows better than the table, if it is in the image.
if command -v findmnt > /dev/null; then
    ismounted() {
        findmnt "$1" > /dev/null 2>&1
    }
else
    ismounted() {
        if [ -b "$1" ]; then
            find_mount "$1" > /dev/null
        else
            _lib_in_column 2 "$1" < /proc/mounts
        fi
    }
fi

# usable_root DIRECTORY: can a system be started from it? Any directory will do.
usable_root() {
    test -d "$1"
}

# load_fstype MODULE [FILESYSTEM]: loads the module unless the kernel knows the filesystem already.
load_fstype() {
    local - entry
    set +x
    while read -r entry || [ -n "$entry" ]; do
        case "${entry##*[[:space:]]}" in
            "${2:-$1}") return 0 ;;
        esac
    done < /proc/filesystems
    modprobe "$1"
}

# incol2 FILE WORD: is WORD the second column of a line?
incol2() {
    debug_off
    local answer=1
    if [ -n "$1" ] && [ -n "$2" ] && _lib_in_column 2 "$2" < "$1"; then
        answer=0
    fi
    debug_on
    return $answer
}

# --- Devices -------------------------------------------------------------

udevsettle() {
    udevadm settle --exit-if-exists="$hookdir/initqueue/work" $settle_exit_if_exists
}

# udevproperty NAME=VALUE...
udevproperty() {
    for i; do
        udevadm control "--property=$i"
    done
}

# udevmatch LABEL=... | PARTLABEL=... | UUID=... | PARTUUID=... | /dev/...: prints what a udev rule compares. A UUID may be just its beginning.
udevmatch() {
    local whole='????????-????-????-????-????????????' value="${1#*=}"
    case "$1" in
        /dev/?*)
            printf 'KERNEL=="%s"' "${1#/dev/}"
            return
            ;;
        LABEL=* | PARTLABEL=*) ;;
        UUID=* | PARTUUID=*) strglob "$value" "$whole" || value="$value*" ;;
        *) return 255 ;;
    esac
    printf 'ENV{ID_FS_%s}=="%s"' "${1%%=*}" "$value"
}

# label_uuid_to_dev SPEC: prints the link below /dev/disk for LABEL=, UUID=, PARTLABEL= and PARTUUID=; anything else as it is, but for `block:`.
label_uuid_to_dev() {
    local spec="${1#block:}" place value
    value="${spec#*=}"
    case "$spec" in
        UUID=*) place=by-uuid ;;
        PARTUUID=*) place=by-partuuid ;;
        LABEL=*) place=by-label ;;
        PARTLABEL=*) place=by-partlabel ;;
        *)
            echo "$spec"
            return
            ;;
    esac
    case "$place" in
        # Slash and space as udev writes them in names of links.
        *label) value=$(echo "$value" | sed -e 's:/:\\x2f:g' -e 's: :\\x20:g') ;;
    esac
    echo "/dev/disk/$place/$value"
}

# foreach_uuid_until [-p PREFIX] COMMAND [BEGINNING...]: evaluates COMMAND for the UUIDs that begin so (default: for all) until it succeeds.
# COMMAND finds PREFIX and the UUID in $___.
foreach_uuid_until() (
    cd /dev/disk/by-uuid || exit 1
    before=''
    case "$1" in
        -p)
            before="$2"
            shift 2
            ;;
    esac
    action="$1"
    [ -n "$action" ] || exit 1
    shift
    for beginning in ${*:-*}; do
        for found in "$beginning"*; do
            ___="$before$found"
            if [ -e "$found" ] && eval "$action"; then
                exit 0
            fi
        done
    done
    exit 1
)

# devnames UUID=BEGINNING | LABEL=NAME | /dev/...: prints the kernel's names for the devices, one a line. Status 255: no such device.
devnames() {
    local found='' names='' name
    case "$1" in
        /dev/?*) found="$1" ;;
        LABEL=*) found=$(blkid -L "${1#*=}") || return 255 ;;
        # A command that always fails is evaluated for all of them.
        UUID=*) found=$(foreach_uuid_until '! blkid -U $___' "${1#*=}") && return 255 ;;
    esac
    [ -n "$found" ] || return 255
    for name in $found; do
        name=$(readlink -e -q "$name") || return 255
        names="${names:+$names
}$name"
    done
    echo "$names"
}

# --- Files ---------------------------------------------------------------

# funiq DIRECTORY PREFIX: prints DIRECTORY/PREFIXn with the first n, from 0, that is not taken.
funiq() {
    local n=0
    test -d "$1" || return 1
    while [ -e "$1/$2$n" ]; do
        n=$((n + 1))
    done
    echo "$1/$2$n"
}

# mkuniqdir DIRECTORY PREFIX: makes a directory of that kind, and prints it.
mkuniqdir() {
    local candidate tried=''
    test -d "$1" || mkdir -m 0755 -p "$1" || return 1
    while candidate=$(funiq "$1" "$2") && [ "$candidate" != "$tried" ]; do
        if mkdir -m 0755 "$candidate" 2> /dev/null; then
            echo "$candidate"
            return 0
        fi
        tried="$candidate"
    done
    return 1
}

# copytree FROM TO: copies what is in FROM into TO, which may exist.
copytree() {
    local target
    if ! { [ -d "$1" ] && mkdir -p "$2" && target=$(readlink -e -q "$2"); }; then
        return 1
    fi
    (
        cd "$1" || exit 1
        cp -a -f -t "$target" .
    )
}

# Forgets what belongs to the machine on which the image was made (rd.hostonly=0).
remove_hostonly_files() {
    rm -r -f /etc/cmdline /etc/cmdline.d/*.conf "$hookdir"/initqueue/finished/*.sh
    if [ -f /lib/dracut/hostonly-files ]; then
        _lib_each_line _lib_forget_file < /lib/dracut/hostonly-files
    fi
}

_lib_forget_file() {
    if [ -e "$1" ] || [ -h "$1" ]; then
        rm -f "$1"
    fi
}

# --- Processes -----------------------------------------------------------

# killall_proc_mountpoint DIRECTORY: kills what has files open there. Status 1: something was killed.
killall_proc_mountpoint() {
    local process killed=0
    for process in /proc/*; do
        isdigit "${process#/proc/}" && [ -e "$process/exe" ] && [ -e "$process/root" ] || continue
        case "$(ls -l -- "$process" "$process/fd" 2> /dev/null)" in
            *"$1"*)
                kill -9 "${process#/proc/}"
                killed=1
                ;;
        esac
    done
    return $killed
}

# killproc PROGRAM SIGNAL: kills nothing: dracut's looks for /proc/PID/_exe, which no kernel has.
killproc() {
    debug_off
    [ -x "$(command -v "$1")" ] || return 1
    debug_on
}

command -v pidof > /dev/null || {
    # pidof PROGRAM: prints the entries of /proc that run it, one a line.
    pidof() {
        debug_off
        local entry program answer=1
        program=$(command -v "$1")
        for entry in /proc/*/exe; do
            if [ -n "$1" ] && [ -e "$entry" ] && _lib_is_program "$entry" "$program" "$1"; then
                entry="${entry#/proc/}"
                echo "${entry%/exe}"
                answer=0
            fi
        done
        debug_on
        return $answer
    }

    # _lib_is_program FILE PROGRAM NAME: when the image has no such program, the name decides.
    _lib_is_program() {
        case "$2" in
            '') str_ends "$(readlink -f "$1")" "/$3" ;;
            *) [ "$1" -ef "$2" ] ;;
        esac
    }
}

# wait_for_loginit: waits, for a second at most, until the log reader of a boot without systemd has all output.
wait_for_loginit() {
    [ "$RD_DEBUG" = yes ] && [ -e /run/initramfs/loginit.pipe ] || return
    debug_off
    echo DRACUT_LOG_END
    exec <> /dev/console >&0 2>&0
    _lib_log_is_read || {
        kill %1 > /dev/null 2>&1
        kill "$(cat /run/initramfs/loginit.pid)"
    }
    setdebug
    rm -f /run/initramfs/loginit.pipe /run/initramfs/loginit.pid
}

_lib_log_is_read() {
    local round
    for round in 0 1 2 3 4 5 6 7 8 9; do
        if [ ! -e /run/initramfs/loginit.pipe ]; then
            strstr "$(jobs)" Running || return 0
        fi
        sleep 0.1
    done
    return 1
}

# --- Giving up -----------------------------------------------------------

# die MESSAGE...: the boot cannot go on. A shell if rd.shell asks for one; then the machine is switched off.
die() {
    # Each line is a record of the kernel's log, and so a write of its own.
    for line in "FATAL: $*" "Refusing to continue"; do
        echo "<24>dracut: $line"
    done > /dev/kmsg
    printf 'warn dracut: %s\n' "FATAL: \"$*\"" "Refusing to continue" >> "$hookdir/emergency/01-die.sh"
    _lib_ensure_directories /run/initramfs
    > /run/initramfs/.die

    if getargbool 0 rd.shell; then
        emergency_shell
    else
        source_hook shutdown-emergency
    fi
    [ -z "$DRACUT_SYSTEMD" ] || systemctl --no-block --force poweroff
    exit 1
}

# emergency_shell [-n NAME | --shutdown NAME] MESSAGE...: a shell on the console unless rd.shell=0; afterwards the caller goes on, unless
# rd.emergency says otherwise. The hooks see `action` and `hook`.
emergency_shell() {
    local action=Boot hook=emergency _rdshell_name=dracut _emergency_action
    set +e
    case "$1" in
        --shutdown) action=Shutdown hook=shutdown-emergency ;;
    esac
    case "$1" in
        -n | --shutdown)
            _rdshell_name="$2"
            shift 2
            ;;
    esac

    printf '\n\n'
    warn "$*"
    printf '\n'

    _emergency_action=$(getarg rd.emergency)
    if [ -e /run/initramfs/.die ]; then
        : "${_emergency_action:=poweroff}"
    fi
    if ! getargbool 1 rd.shell && ! getarg rd.break; then
        source_hook "$hook"
        warn "$action has failed. To debug this issue add \"rd.shell rd.debug\" to the kernel command line."
        : "${_emergency_action:=poweroff}"
    elif [ -n "$DRACUT_SYSTEMD" ]; then
        _lib_shell_of_systemd
    else
        _lib_shell_on_console
    fi
    case "$_emergency_action" in
        poweroff | halt | reboot) "$_emergency_action" -f || exit 1 ;;
    esac
}

# The service reads its prompt from /etc/profile, and this waits until its shell has ended.
_lib_shell_of_systemd() {
    > /.console_lock
    printf 'PS1="%s:\\${PWD}# "\n' "$_rdshell_name" > /etc/profile
    systemctl start dracut-emergency.service
    rm -f /etc/profile /.console_lock
}

_lib_shell_on_console() {
    local _ctty
    debug_off
    source_hook "$hook"
    printf '\n'
    /sbin/rdsosreport
    printf '%s\n' \
        'You might want to save "/run/initramfs/rdsosreport.txt" to a USB stick or /boot' \
        'after mounting them and attach it to a bug report.'
    if ! RD_DEBUG='' getargbool 0 rd.debug -d -y rdnetdebug; then
        printf '\n%s\n%s\n' 'To get more debug information in the report,' 'reboot with "rd.debug" added to the kernel command line.'
    fi
    printf '\n%s\n\n' 'Dropping to debug shell.'
    export PS1="$_rdshell_name:\${PWD}# "
    test -e /.profile || > /.profile

    _ctty=$(_lib_shell_console)
    case "$(/usr/bin/setsid --help 2>&1)" in
        *--ctty*) CTTY=--ctty ;;
    esac
    setsid ${CTTY:+"$CTTY"} /bin/sh -i -l <> "$_ctty" 1<> "$_ctty" 2<> "$_ctty"
}

# Prints the device of rd.ctty=, else the last console that the kernel really writes to, else /dev/tty1.
_lib_shell_console() {
    local name active
    if name=$(RD_DEBUG='' getarg rd.ctty=); then
        name="${name##*/}"
    else
        name=console
        while [ -f "/sys/class/tty/$name/active" ]; do
            read -r active < "/sys/class/tty/$name/active"
            name="${active##* }"
        done
    fi
    [ -c "/dev/$name" ] || name=tty1
    echo "/dev/$name"
}

# --- Memory reports (rd.memdebug) --------------------------------------------

setmemdebug() {
    [ -z "$DEBUG_MEM_LEVEL" ] || return 0
    DEBUG_MEM_LEVEL=$(getargnum 0 0 5 rd.memdebug)
    export DEBUG_MEM_LEVEL
}

setmemdebug

# make_trace_mem TITLE [LEVEL[+]:REPORT]...: the reports of the level that rd.memdebug asks for. `+`: of that level and all higher ones, and
# so for all reports that follow.
make_trace_mem() {
    local title="[debug_mem] $1" request level compare=-eq
    shift
    [ "${DEBUG_MEM_LEVEL:-0}" -gt 0 ] || return 0
    for request in "$@"; do
        level="${request%%:*}"
        case "$level" in
            *+) compare=-ge ;;
        esac
        level="${level%+}"
        [ "$DEBUG_MEM_LEVEL" $compare "${level:-0}" ] || continue
        [ -z "$title" ] || echo "$title"
        title=''
        show_memstats "${request##*:}"
    done
    return 0
}

# show_memstats shortmem|mem|slab|iomem
show_memstats() {
    case "$1" in
        shortmem) _lib_each_line _lib_show_short_memory < /proc/meminfo ;;
        mem) cat /proc/meminfo ;;
        slab) cat /proc/slabinfo ;;
        iomem) cat /proc/iomem ;;
    esac
}

_lib_show_short_memory() {
    case "$1" in
        MemFree* | Cached* | Slab*) echo "$1" ;;
    esac
}

# check_meminfo FIELD: prints the number after a field of /proc/meminfo, such as `MemTotal:`. Status 1: there is no such field.
check_meminfo() {
    local - field number
    set +x
    while read -r field number _ || [ -n "$field" ]; do
        case "$field" in
            "$1")
                echo "$number"
                return 0
                ;;
        esac
    done < /proc/meminfo
    return 1
}
