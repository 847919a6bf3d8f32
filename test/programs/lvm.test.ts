/** LVM: what lvm2 2.03.16 printed on loop devices, and what device-mapper shows of its volumes. */
import { expect, test } from 'vitest';
import { shellWithDisks } from './shell-with-disks.ts';

const BUILT =
  'vgcreate -q ubuntu-vg /dev/vdb; lvcreate -y -n ubuntu-lv -L 500M ubuntu-vg; lvcreate -y -n swap_1 -l 100%FREE ubuntu-vg\n';

interface Case {
  readonly says: string;
  readonly text: string;
  readonly prints: string;
  readonly status?: number;
}

const CASES: readonly Case[] = [
  {
    says: 'a group is built of physical volumes',
    text: 'pvcreate -y /dev/vdb; pvs; vgcreate ubuntu-vg /dev/vdb; vgs; pvs; lvcreate -an -y -n ubuntu-lv -L 500M ubuntu-vg',
    prints: `  Physical volume "/dev/vdb" successfully created.
  PV         VG Fmt  Attr PSize PFree
  /dev/vdb      lvm2 ---  1.00g 1.00g
  Volume group "ubuntu-vg" successfully created
  VG        #PV #LV #SN Attr   VSize    VFree   
  ubuntu-vg   1   0   0 wz--n- 1020.00m 1020.00m
  PV         VG        Fmt  Attr PSize    PFree   
  /dev/vdb   ubuntu-vg lvm2 a--  1020.00m 1020.00m
  Logical volume "ubuntu-lv" created.
`,
  },
  {
    says: 'lvs tells active volumes from others',
    text: `{ ${BUILT.trim()}; } > /dev/null; lvchange -an ubuntu-vg/swap_1; lvs; vgs`,
    prints: `  LV        VG        Attr       LSize   Pool Origin Data%  Meta%  Move Log Cpy%Sync Convert
  swap_1    ubuntu-vg -wi------- 520.00m                                                    
  ubuntu-lv ubuntu-vg -wi-a----- 500.00m                                                    
  VG        #PV #LV #SN Attr   VSize    VFree
  ubuntu-vg   1   2   0 wz--n- 1020.00m    0 
`,
  },
  {
    says: 'the words of lvm_scan',
    text: `{ ${BUILT.trim()}; vgchange -an; } > /dev/null
lvm lvs --nolocking --nohints --noheading -o lv_full_name,segtype nope/lv ubuntu-vg/nope ubuntu-vg/ubuntu-lv; echo $?
lvm vgscan --nolocking --nohints; lvm lvchange --yes -K -ay --sysinit ubuntu-vg/ubuntu-lv; lvm vgchange -ay --sysinit; lvm vgchange -ay nope`,
    prints: `  Volume group "nope" not found
  Cannot process volume group nope
  Failed to find logical volume "ubuntu-vg/nope"
  ubuntu-vg/ubuntu-lv linear
5
  Found volume group "ubuntu-vg" using metadata type lvm2
  2 logical volume(s) in volume group "ubuntu-vg" now active
  Volume group "nope" not found
  Cannot process volume group nope
`,
    status: 5,
  },
  {
    says: 'a hyphen in a name is doubled below /dev/mapper, and the mapping is linear',
    text: `{ ${BUILT.trim()}; } > /dev/null; readlink /dev/ubuntu-vg/ubuntu-lv; ls /dev/mapper; dmsetup table ubuntu--vg-ubuntu--lv; blkid /dev/vdb | tr -d 'a-zA-Z0-9-'; lsblk -no NAME,TYPE /dev/vdb`,
    prints: `../dm-0
control
ubuntu--vg-swap_1
ubuntu--vg-ubuntu--lv
0 1024000 linear 254:16 2048
//: ="" ="_"
vdb                     disk
|-ubuntu--vg-ubuntu--lv lvm
\`-ubuntu--vg-swap_1     lvm
`,
  },
  {
    says: 'a filter of lvm.conf hides devices',
    text: `{ ${BUILT.trim()}; } > /dev/null; mkdir -p /etc/lvm; printf 'devices {\\n    filter = [ "a|^/dev/vdc$|", "r/.*/" ]\\n}\\n' > /etc/lvm/lvm.conf; vgs; lvm config devices/filter; lvm config devices/global_filter`,
    prints: `filter=["a|^/dev/vdc$|","r/.*/"]
  Configuration node devices/global_filter not found
`,
    status: 5,
  },
  {
    says: 'what is in use stays',
    text: `{ ${BUILT.trim()}; mkfs.ext4 -q /dev/ubuntu-vg/ubuntu-lv; mount /dev/ubuntu-vg/ubuntu-lv /mnt; } > /dev/null; lvchange -an ubuntu-vg/ubuntu-lv; findmnt -no SOURCE /mnt; lvs --noheadings -o lv_attr`,
    prints: `  Logical volume ubuntu-vg/ubuntu-lv in use.
/dev/mapper/ubuntu--vg-ubuntu--lv
  -wi-a-----
  -wi-ao----
`,
  },
  {
    says: 'what there is no room for, or is there already',
    text: `{ ${BUILT.trim()}; } > /dev/null; lvcreate -n x -L 10M ubuntu-vg; lvcreate -n swap_1 -L 10M ubuntu-vg; vgcreate ubuntu-vg /dev/vdc; pvcreate /dev/none; lvm nope`,
    prints: `  Volume group "ubuntu-vg" has insufficient free space (0 extents): 3 required.
  Logical Volume "swap_1" already exists in volume group "ubuntu-vg"
  A volume group called ubuntu-vg already exists.
  No device found for /dev/none.
  No such command.  Try 'lvm help'.
`,
    status: 2,
  },
];

for (const { says, text, prints, status = 0 } of CASES)
  test(`LVM: ${says}`, () => {
    expect(shellWithDisks(`mkdir -p /mnt\n${text}`)).toEqual({ printed: prints, status, unsupported: [] });
  });
