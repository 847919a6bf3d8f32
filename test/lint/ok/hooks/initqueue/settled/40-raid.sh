# Starts what is complete; in this phase a hook runs as long as something is missing.
# shellcheck shell=sh

_raid_found=
while read -r _raid_name _raid_rest; do
    case "$_raid_rest" in
        *inactive*) _raid_found="$_raid_found $_raid_name" ;;
    esac
done < /proc/mdstat

for _raid_name in $_raid_found; do
    mdadm --run "/dev/$_raid_name" > /dev/null 2>&1 || continue
    info "raid: $_raid_name runs"
done
unset _raid_found _raid_name _raid_rest
