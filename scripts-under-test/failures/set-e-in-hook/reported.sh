#!/bin/sh
# Assumes that set -e concerns this hook only (coreos/ignition-dracut#99).
set -e
modprobe a-module-that-few-machines-have
