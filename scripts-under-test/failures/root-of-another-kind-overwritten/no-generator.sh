#!/bin/sh
# Stands in the place of systemd-fstab-generator: the root is mounted by a hook here.
