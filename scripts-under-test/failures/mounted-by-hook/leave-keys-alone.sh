#!/bin/sh
# Pre-mount hook of a machine without encryption: nothing to load.
:
