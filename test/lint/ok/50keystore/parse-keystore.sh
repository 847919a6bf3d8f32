#!/bin/sh
# Whether the keystore is wanted at all: rd.keystore=0 says no. Later phases read it, so it is exported.

if getargbool 1 rd.keystore; then
    keystore_wanted=yes
else
    keystore_wanted=no
fi
export keystore_wanted
