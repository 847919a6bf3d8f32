#!/bin/bash
# Installs what opens the keystore of a pool before its datasets are mounted.

check() {
    require_binaries zfs zpool cryptsetup || return 1
    [[ $hostonly ]] && return 255
    return 0
}

depends() {
    echo zfs systemd-cryptsetup udev-rules
}

installkernel() {
    instmods dm-crypt ext4
}

install() {
    local phase
    inst_multiple blkid mkdir mount mountpoint readlink sed sleep umount zfs zpool
    for phase in cmdline:30:parse-keystore pre-mount:50:open-keystore cleanup:10:close-keystore; do
        inst_hook "${phase%%:*}" "$(cut -d: -f2 <<< "$phase")" "$moddir/${phase##*:}.sh"
    done
    inst_simple "$moddir/keystore-lib.sh" /lib/keystore-lib.sh
    inst_script "$moddir/report-keystore.sh" /sbin/report-keystore
    inst_rules "$moddir/60-keystore.rules"
    if dracut_module_included systemd; then
        inst_script "$moddir/keystore-generator.sh" "$systemdutildir/system-generators/keystore-generator"
        inst_simple "$moddir/keystore-report.service" "$systemdsystemunitdir/keystore-report.service"
        $SYSTEMCTL -q --root "$initdir" add-wants initrd.target keystore-report.service
    fi
}
