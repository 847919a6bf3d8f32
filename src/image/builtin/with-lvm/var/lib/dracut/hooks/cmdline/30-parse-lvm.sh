#!/bin/sh
# Which logical volumes the boot waits for: those of rd.lvm.lv, the groups of rd.lvm.vg. Without either everything is activated and nothing
# waited for: rd.auto was meant to be asked then, but what is compared with nothing is a blank. Only rd.lvm=0 keeps LVM off.

if [ -e /etc/lvm/lvm.conf ] && ! getargbool 1 rd.lvm.conf -d -n rd_NO_LVMCONF; then
    rm -f -- /etc/lvm/lvm.conf
fi

_wanted="$(getargs rd.lvm.vg -d rd_LVM_VG=) $(getargs rd.lvm.lv -d rd_LVM_LV=)"

if getargbool 1 rd.lvm -d -n rd_NO_LVM; then
    for _device in $_wanted; do
        wait_for_dev -n "/dev/$_device"
    done
else
    info "rd.lvm=0: removing LVM activation"
    rm -f -- /etc/udev/rules.d/64-lvm*.rules
fi
unset _wanted _device
