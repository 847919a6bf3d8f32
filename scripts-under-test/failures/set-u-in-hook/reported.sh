#!/bin/sh
# Assumes that set -u concerns this hook only (dracut-ng#997).
set -u
info "The root is $root."
