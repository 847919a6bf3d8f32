/** Loop devices: what losetup and mount of util-linux 2.38, busybox 1.35 and cryptsetup 2.6 did with image files. */
import { expect, test } from 'vitest';
import { shellWithDisks } from './shell-with-disks.ts';

const IMAGE =
  'mkdir -p /img /mnt; truncate -s 20M /img/a.img; mkfs.ext4 -q -F -U 11111111-2222-3333-4444-555555555555 /img/a.img; cd /img\n';

interface Claim {
  readonly page: string;
  readonly says: string;
  readonly lines: readonly string[];
  readonly prints: string;
  /** Of the last line. */
  readonly status?: number;
}

function checkClaims(about: string, claims: readonly Claim[]): void {
  for (const { page, says, lines, prints, status = 0 } of claims)
    test(`${about}: ${page}: ${says}`, () => {
      expect(shellWithDisks(`${IMAGE}${lines.join('\n')}`)).toEqual({ printed: prints, status, unsupported: [] });
    });
}

checkClaims('losetup makes, lists and takes loop devices', [
  { page: 'losetup(8) -f', says: 'the first that is free', lines: ['losetup -f'], prints: '/dev/loop0\n' },
  {
    page: 'losetup(8) --show',
    says: 'the device is named after the set-up, and the kernel names its file',
    lines: ['cd /img; losetup -f --show a.img', 'cat /sys/block/loop0/loop/backing_file', 'blkid -s TYPE /dev/loop0'],
    prints: '/dev/loop0\n/img/a.img\n/dev/loop0: TYPE="ext4"\n',
  },
  {
    page: 'losetup(8) --list',
    says: 'a table',
    lines: ['losetup -f /img/a.img', 'losetup'],
    prints:
      'NAME       SIZELIMIT OFFSET AUTOCLEAR RO BACK-FILE  DIO LOG-SEC\n/dev/loop0         0      0         0  0 /img/a.img   0     512\n',
  },
  {
    page: 'losetup(8) --json',
    says: 'numbers and truth values without quotes',
    lines: ['losetup -f /img/a.img', 'losetup -J -O NAME,OFFSET,RO,BACK-FILE'],
    prints:
      '{\n   "loopdevices": [\n      {\n         "name": "/dev/loop0",\n         "offset": 0,\n         "ro": false,\n         "back-file": "/img/a.img"\n      }\n   ]\n}\n',
  },
  {
    page: 'losetup(8)',
    says: 'a device has one file',
    lines: ['losetup /dev/loop0 /img/a.img', 'losetup /dev/loop0 /img/a.img'],
    prints: 'losetup: /img/a.img: failed to set up loop device: Device or resource busy\n',
    status: 1,
  },
  {
    page: 'losetup(8) -d',
    says: 'what has no file cannot be detached',
    lines: ['losetup -f /img/a.img; losetup -d /dev/loop0', 'losetup -d /dev/loop0'],
    prints: 'losetup: /dev/loop0: detach failed: No such device or address\n',
    status: 1,
  },
  {
    page: 'losetup(8)',
    says: 'a file that is not there',
    lines: ['losetup -f /img/none'],
    prints: 'losetup: /img/none: failed to set up loop device: No such file or directory\n',
    status: 1,
  },
  {
    page: 'losetup(8)',
    says: 'a deleted file stays behind its device',
    lines: ['losetup -f /img/a.img; rm /img/a.img; cat /sys/block/loop0/loop/backing_file', 'mount /dev/loop0 /mnt'],
    prints: '/img/a.img (deleted)\n',
  },
  {
    page: 'busybox losetup',
    says: 'has the name as it was given',
    lines: ['cd /img; busybox losetup -f a.img', 'busybox losetup -a', 'busybox losetup /dev/loop0 a.img'],
    prints: '/dev/loop0: 0 a.img\nlosetup: a.img\n',
    status: 1,
  },
]);

checkClaims('mount takes files', [
  {
    page: 'mount(8) loop',
    says: 'a loop device comes with the mount and goes with it',
    lines: [
      'mount -o loop /img/a.img /mnt',
      'grep loop /proc/mounts; losetup -n -O NAME,AUTOCLEAR',
      'umount /mnt; losetup',
    ],
    prints: '/dev/loop0 /mnt ext4 rw,relatime 0 0\n/dev/loop0         1\n',
  },
  {
    page: 'mount(8) loop',
    says: 'without the option too, when a filesystem is found in the file',
    lines: ['mount /img/a.img /mnt', 'findmnt -no SOURCE /mnt'],
    prints: '/dev/loop0\n',
  },
  {
    page: 'mount(8)',
    says: 'what is written is in the file, and in its copies',
    lines: [
      'mount /img/a.img /mnt; echo kept > /mnt/file; umount /mnt',
      'cp /img/a.img /img/b.img; mount /img/b.img /mnt; cat /mnt/file',
      'echo other > /mnt/file; umount /mnt; mount /img/a.img /mnt; cat /mnt/file',
    ],
    prints: 'kept\nkept\n',
  },
  {
    page: 'mount(8)',
    says: 'a file with nothing in it',
    lines: ['truncate -s 1M /img/empty', 'mount /img/empty /mnt'],
    prints:
      'mount: /mnt: /img/empty is not a block device; try "-o loop".\n       dmesg(1) may have more information after failed mount system call.\n',
    status: 32,
  },
  {
    page: 'mount(8)',
    says: 'no file, no loop device',
    lines: ['mount -o loop /img/none /mnt'],
    prints: 'mount: /mnt: failed to setup loop device for /img/none.\n',
    status: 32,
  },
  {
    page: 'umount(8)',
    says: 'the filesystem of a file behind a device is busy',
    lines: [
      'mkdir /disk; mkfs.ext4 -q /dev/vdb; mount /dev/vdb /disk; cp /img/a.img /disk; mount /disk/a.img /mnt',
      'umount /disk',
    ],
    prints: 'umount: /disk: target is busy.\n',
    status: 32,
  },
]);

checkClaims('LUKS in a file', [
  {
    page: 'cryptsetup(8) NOTES, loop devices',
    says: 'cryptsetup makes the loop device, and it goes with the mapping',
    lines: [
      'cryptsetup luksFormat -q --pbkdf pbkdf2 --pbkdf-force-iterations 1000 /img/a.img /run/passphrase; losetup',
      'cryptsetup open /img/a.img vault --key-file /run/passphrase; cryptsetup status vault | grep loop',
      'mkfs.ext4 -q /dev/mapper/vault; mount /dev/mapper/vault /mnt; echo kept > /mnt/file; umount /mnt',
      'cryptsetup close vault; losetup',
      'losetup -f /img/a.img; cryptsetup open /dev/loop0 vault --key-file /run/passphrase; mount /dev/mapper/vault /mnt; cat /mnt/file',
    ],
    prints: '  device:  /dev/loop0\n  loop:    /img/a.img\nkept\n',
  },
]);
