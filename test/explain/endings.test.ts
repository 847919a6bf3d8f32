/** Boots that end otherwise than by a failed unit: scripts that give up, loops, open questions. */
import { expect, test } from 'vitest';
import { AFTER_IMPORT, causeOf, rehearsed, SUB_DATASET } from './explained.ts';

test('die is named with the test before it and what became of the path', () => {
  const r = rehearsed(SUB_DATASET, `${AFTER_IMPORT}[ -e /dev/zvol/rpool/key-store ] || die "no keystore on rpool"\n`);
  expect(causeOf(r)).toEqual([
    "`die 'no keystore on rpool'` ended the boot (line 3)",
    '`[ -e /dev/zvol/rpool/key-store ]` was false (line 3)',
    '/dev/zvol/rpool/key-store never appeared',
  ]);
});

test('emergency_shell is named with the program whose failure led to it', () => {
  const r = rehearsed(
    SUB_DATASET,
    `${AFTER_IMPORT}if ! zfs load-key rpool/enc; then\n    emergency_shell -n keystore "open it by hand"\nfi\n`,
  );
  expect(r.outcome).toBe('emergency');
  expect(causeOf(r).slice(0, 2)).toEqual([
    "`emergency_shell -n keystore 'open it by hand'` opened a shell (line 4)",
    '`zfs load-key rpool/enc` failed: /run/keystore/rpool/system.key is not there (line 3)',
  ]);
});

test('a root device that never comes is what the initqueue waited for, beside the one that was there', () => {
  const r = rehearsed(`
cmdline: root=UUID=11111111-2222-3333-4444-000000000000 ro rd.retry=6
disks: { sda: { size: 20G, partitions: { 2: { filesystem: ext4, uuid: 11111111-2222-3333-4444-555555555555 } } } }
`);
  expect(r.outcome).toBe('emergency');
  expect(causeOf(r)).toEqual([
    "`emergency_shell 'Could not boot.'` opened a shell",
    'the initqueue waited for `[ -e /dev/disk/by-uuid/11111111-2222-3333-4444-000000000000 ]`',
    '/dev/disk/by-uuid/11111111-2222-3333-4444-000000000000 never appeared; there was /dev/disk/by-uuid/11111111-2222-3333-4444-555555555555',
  ]);
});

test('a loop that polls for ever is named with what it polls and what there was instead', () => {
  const r = rehearsed(SUB_DATASET, 'until [ -b /dev/zvol/rpool/enc/keystore ]; do\n    sleep 0.3\ndone\n');
  expect(r.outcome).toBe('hang');
  expect(causeOf(r)).toEqual([
    'this loop waits for something that nothing pending can change: until [ -b /dev/zvol/rpool/enc/keystore ]; last tested: -b /dev/zvol/rpool/enc/keystore (line 1)',
    '/dev/zvol/rpool/enc/keystore never appeared; there was /dev/zvol/rpool/keystore',
  ]);
});

test('a program that a polling loop cannot find is what the loop hangs on', () => {
  const r = rehearsed(
    `${SUB_DATASET}without: [systemctl]\n`,
    'until systemctl is-active -q zfs-import.target; do sleep 0.1; done\n',
  );
  expect(causeOf(r).slice(0, 2)).toEqual([
    'this loop waits for something that nothing pending can change: until systemctl is-active -q zfs-import.target (line 1)',
    'systemctl is not in the image',
  ]);
});

test('a question that nobody answers is named with the line that asks it', () => {
  const r = rehearsed(
    `${SUB_DATASET.replace(/^operator.*$/m, '')}`,
    `${AFTER_IMPORT}udevadm settle\nsystemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore\n`,
  );
  expect(r.outcome).toBe('hang');
  expect(causeOf(r)[0]).toMatch(
    /^systemd-cryptsetup\[\d+\] waits for an answer to "Please enter passphrase for disk keystore-rpool:".*\(line 4\)$/,
  );
});

test('a root without an operating system is named with what was mounted there', () => {
  const r = rehearsed(
    'cmdline: root=zfs:z/r\npools: { z: {} }\ndatasets: { z: { mountpoint: none }, z/r: { mountpoint: /, files: { etc/hostname: x } } }\n',
  );
  expect(causeOf(r)).toEqual([
    'initrd-switch-root.service failed (exit-code)',
    expect.stringMatching(/^systemctl said: Failed to switch root: .*os-release file is missing/),
    '/sysroot was z/r (zfs)',
  ]);
});
