#!/bin/sh
# Pre-mount hook: loads the ZFS keys that the boot dataset and its essential children need.
# Written for dryboot to behave like the hook of this name in Ubuntu 25.10: where the key file lies in the LUKS keystore
# of a pool, the keystore is opened first.

. /lib/dracut-zfs-lib.sh

# The pools are imported by services that run beside this hook.
_wait_for_import() {
    until systemctl is-active --quiet zfs-import.target; do
        if systemctl is-failed --quiet zfs-import-cache.service zfs-import-scan.service; then
            return 1
        fi
        sleep 0.1
    done
}

# _open_and_mount_luks_keystore NAME KEYFILE: opens the LUKS volume on the zvol NAME/keystore and mounts it where KEYFILE is expected.
_open_and_mount_luks_keystore() {
    _volume="/dev/zvol/${1}/keystore"
    _mapper="/dev/mapper/keystore-${1}"
    _directory="$(dirname "${2}")"

    if ! [ -e "${_volume}" ]; then
        echo "Error: ${_volume} does not exist." >&2
        return 1
    fi
    systemd-cryptsetup attach "keystore-${1}" "${_volume}"
    if ! [ -e "${_mapper}" ]; then
        echo "Error: ${_mapper} does not exist." >&2
        return 1
    fi
    mkdir -p "${_directory}"
    mount -o discard "${_mapper}" "${_directory}"
}

# _key_file_is_there FILE: devices first, then up to ten seconds for whoever brings the file.
_key_file_is_there() {
    if [ -r "${1}" ]; then return 0; fi
    udevadm settle
    if [ -r "${1}" ]; then return 0; fi
    info "ZFS: Waiting for key ${1} for ${ENCRYPTIONROOT}..."
    _tries=20
    while [ "${_tries}" -gt 0 ]; do
        sleep 0.5
        if [ -r "${1}" ]; then return 0; fi
        _tries=$((_tries - 1))
    done
    return 1
}

# _ask_for_key DATASET: up to three questions.
_ask_for_key() {
    for _try in first second third; do
        if systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for ${1}" | zfs load-key "${ENCRYPTIONROOT}"; then
            return 0
        fi
    done
    return 1
}

# _load_key DATASET [MOUNTPOINT]: loads the key of the dataset's encryption root, if it has one that is not loaded.
_load_key() {
    ENCRYPTIONROOT="$(zfs get -Ho value encryptionroot "${1}")"
    if [ "${ENCRYPTIONROOT}" = - ]; then return 0; fi
    if [ "$(zfs get -Ho value keystatus "${ENCRYPTIONROOT}")" != unavailable ]; then return 0; fi

    KEYLOCATION="$(zfs get -Ho value keylocation "${ENCRYPTIONROOT}")"
    case "${KEYLOCATION}" in
        "file:///run/keystore/${ENCRYPTIONROOT}/"*)
            _open_and_mount_luks_keystore "${ENCRYPTIONROOT}" "${KEYLOCATION#file://}"
            ;;
    esac

    case "${KEYLOCATION}" in
        prompt)
            _ask_for_key "${1}"
            return
            ;;
        file://*)
            _key_file_is_there "${KEYLOCATION#file://}" ||
                warn "ZFS: Key ${KEYLOCATION#file://} for ${ENCRYPTIONROOT} hasn't appeared. Trying anyway."
            ;;
        http://* | https://*)
            systemctl start network-online.target
            ;;
    esac
    zfs load-key "${ENCRYPTIONROOT}"
}

decode_root_args || return 0
_wait_for_import || return 1

if [ "${root}" = zfs:AUTO ]; then
    BOOTFS="$(zpool get -Ho value bootfs | grep -m1 -vFx -)"
else
    BOOTFS="${root}"
fi

if [ "$(zpool get -Ho value feature@encryption "${BOOTFS%%/*}")" = active ]; then
    _load_key "${BOOTFS}"
    for_relevant_root_children "${BOOTFS}" _load_key
fi
