#!/bin/sh
# Shows the splash screen as soon as devices are there.
plymouthd --mode=boot --pid-file=/run/plymouth/pid
plymouth show-splash
