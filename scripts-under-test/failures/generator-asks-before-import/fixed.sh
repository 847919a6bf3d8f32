#!/bin/sh
# Writes a service that asks when the root is mounted (openzfs/zfs#14690).
printf '%s\n' '[Unit]' DefaultDependencies=no After=sysroot.mount Before=initrd-root-fs.target \
    '[Service]' Type=oneshot "ExecStart=/bin/sh -c 'mount -t zfs -o zfsutil rpool/ROOT/ubuntu/usr /sysroot/usr'" \
    > "$1/mount-usr.service"
mkdir -p "$1/initrd-root-fs.target.requires"
ln -s ../mount-usr.service "$1/initrd-root-fs.target.requires/mount-usr.service"
exit 0
