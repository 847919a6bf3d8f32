#!/bin/sh
# Assumes that root may be walked up to the encryption root: the mount hook mounts what is left (openzfs/zfs#7189).
root="${root#zfs:}"
until [ "$(zfs get -Ho value encryptionroot "$root")" = "$root" ]; do
    root="${root%/*}"
done
systemd-ask-password --timeout=0 --no-tty "Encrypted ZFS password for rpool" | zfs load-key "$root"
root="zfs:$root"
