#!/bin/sh
# Leaves the options of the shell alone (dracut-ng#997).
info "The root is ${root:-unknown}."
