#!/bin/sh
# Opens the keystore of the root's pool and loads the key of the root.

command -v keystore_wait > /dev/null || . /lib/keystore-lib.sh

_keystore_fail() {
    warn "keystore: $1"
    return 1
}

# _keystore_open DATASET: the keystore of a dataset's pool, mounted where its keys are looked for.
_keystore_open() {
    local _pool _device _name _at
    _pool=$(keystore_pool_of "$1")
    _device="/dev/zvol/$_pool/keystore"
    _name=$(keystore_name "$_pool")
    _at="/run/keystore/$_pool"
    if mountpoint -q "$_at"; then
        return 0
    fi
    keystore_wait "$_device" 10 || {
        _keystore_fail "$_device has not appeared"
        return 1
    }
    if ! [ -e "/dev/mapper/$_name" ]; then
        systemd-cryptsetup attach "$_name" "$_device" - timeout=0,tries=5 || return 1
    fi
    keystore_wait "/dev/mapper/$_name" 5 || return 1
    mkdir -p "$_at"
    mount -o ro "/dev/mapper/$_name" "$_at"
}

# _keystore_load ROOT: its key, when it is not loaded yet.
_keystore_load() {
    local _location _status
    _status=$(zfs get -H -o value keystatus "$1")
    case "$_status" in
        available | -) return 0 ;;
    esac
    _location=$(zfs get -H -o value keylocation "$1")
    case "$_location" in
        file:///run/keystore/*)
            _keystore_open "$1" || return 1
            [ -r "${_location#file://}" ] || _keystore_fail "${_location#file://} is not there" || return 1
            zfs load-key "$1" < /dev/null
            ;;
        *) return 0 ;;
    esac
}

if [ "$keystore_wanted" != no ]; then
    _keystore_dataset=$(zpool list -H -o bootfs | sed '/^-$/d;q')
    if [ -n "$_keystore_dataset" ]; then
        _keystore_root=$(keystore_encryption_root "$_keystore_dataset")
        if [ -n "$_keystore_root" ]; then
            _keystore_load "$_keystore_root" || warn "keystore: the key of $_keystore_root is not loaded"
        fi
    fi
    unset _keystore_dataset _keystore_root
fi
