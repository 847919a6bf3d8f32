#!/bin/sh
# Functions about keystores; sourced by hooks and by programs.

command -v getarg > /dev/null || . /lib/dracut-lib.sh

# keystore_pool_of DATASET: prints the pool that a dataset belongs to.
keystore_pool_of() {
    printf '%s\n' "${1%%/*}"
}

# keystore_name POOL: prints a name for the mapping that holds no slash and no blank.
keystore_name() {
    printf 'keystore-%s\n' "$(printf '%s' "$1" | sed 's/[^A-Za-z0-9_.-]/_/g')"
}

# keystore_wait PATH SECONDS: waits until there is a block device. Status 1 when it does not come.
keystore_wait() {
    local _rounds
    _rounds=$(($2 * 10))
    while ! [ -b "$1" ]; do
        [ "$_rounds" -gt 0 ] || return 1
        _rounds=$((_rounds - 1))
        udevadm settle --timeout=1
        sleep 0.1
    done
    return 0
}

# keystore_encryption_root DATASET: prints its encryption root, nothing when it is not encrypted. Status 1 when there is no such dataset.
keystore_encryption_root() {
    local _root
    _root=$(zfs get -H -o value encryptionroot "$1") || return 1
    [ "$_root" = - ] || printf '%s\n' "$_root"
}
