#!/bin/sh
# Pre-pivot hook: says in the journal which snapshots there are.
zfs list -Ho name -t snapshot
