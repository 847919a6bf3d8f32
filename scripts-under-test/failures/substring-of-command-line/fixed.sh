#!/bin/sh
# Looks for the argument with the space before it (dracut-ng#1595).
. /lib/dracut-lib.sh

case " $(cat /proc/cmdline)" in
    *" root="*) exit 0 ;;
esac
device="$(getarg root=)"
printf '%s\n' '[Unit]' Before=initrd-root-fs.target '[Mount]' Where=/sysroot "What=$device" > "$1/sysroot.mount"
mkdir -p "$1/initrd-root-fs.target.requires"
ln -s ../sysroot.mount "$1/initrd-root-fs.target.requires/sysroot.mount"
exit 0
