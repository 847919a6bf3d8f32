#!/bin/sh
# Tells how the root is mounted.
grep " $NEWROOT " /proc/mounts
