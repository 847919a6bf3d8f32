#!/bin/sh
# Cmdline hook: the image itself says where the root is, so systemd's generators make no sysroot.mount.
root=zfs:rpool/ROOT/ubuntu
rootok=1
