/** How boots end: shells that wait, questions that nobody answers, machines that go down, images that cannot be followed. */
import { expect, test } from 'vitest';
import { boot } from '../../src/boot/boot.ts';
import { createMachine } from '../../src/machine/create-machine.ts';
import { TreeIndex } from '../../src/vfs/tree-index.ts';
import { ANSWERS, booted, inOrder, layout } from './rehearsed.ts';

test('a question that nobody answers keeps the boot waiting', () => {
  const { end, m } = booted(layout(''));
  expect(end.outcome).toBe('hang');
  expect(end.detail).toContain('keystore-rpool');
  expect(m.trace.events.at(-1)).toMatchObject({ kind: 'prompt.unanswered' });
});

test('rd.break stops in a shell; the hook goes on when it is left', () => {
  const waiting = booted(layout('', ANSWERS).replace('ro quiet', 'ro rd.break=pre-mount'));
  expect(waiting.end).toMatchObject({ outcome: 'emergency', detail: 'dracut-emergency.service waits on the console' });
  const left = booted(
    layout('', `${ANSWERS.trimEnd().replace(/\]$/, ', { console: [echo here, exit] }]')}\n`).replace(
      'ro quiet',
      'ro rd.break=pre-mount',
    ),
  );
  expect(left.end.outcome).toBe('boots');
  expect(
    inOrder(left.lines, [
      'Starting dracut-pre-mount.service - dracut pre-mount hook...',
      'dracut-pre-mount: Warning: Break before pre-mount',
      'Starting dracut-emergency.service - Dracut Emergency Shell...',
      'Finished dracut-emergency.service - Dracut Emergency Shell.',
      'Finished dracut-pre-mount.service - dracut pre-mount hook.',
    ]),
  ).toBeUndefined();
  expect(left.console).toContain('here');
});

test('poweroff -f in the emergency shell ends the boot', () => {
  const { end } = booted(layout('/enc', 'operator: [{ console: [poweroff -f] }]\n'));
  expect(end.outcome).toBe('poweroff');
});

test('rd.shell=0 powers off instead of asking for help', () => {
  const { end, console } = booted(layout('/enc', ANSWERS).replace('ro quiet', 'ro rd.shell=0'));
  expect(end.outcome).toBe('poweroff');
  expect(console).toContain(
    'Warning: Boot has failed. To debug this issue add "rd.shell rd.debug" to the kernel command line.\n',
  );
});

test('a root on a disk is checked, mounted and switched to', () => {
  const yaml = (cmdline: string): string => `
name: disk
cmdline: ${cmdline} ro
disks:
  vda:
    filesystem: ext4
    uuid: 11111111-2222-3333-4444-555555555555
    files: { usr/lib/os-release: "ID=x", usr/lib/systemd/systemd: { text: "x", mode: "755" }, etc/fstab: "" }
`;
  const good = booted(yaml('root=UUID=11111111-2222-3333-4444-555555555555'));
  expect(good.end).toMatchObject({ outcome: 'boots' });
  expect(
    inOrder(good.lines, [
      'Found device dev-disk-by\\x2duuid-11111111\\x2d2222\\x2d3333\\x2d4444\\x2d555555555555.device - /dev/disk/by-uuid/11111111-2222-3333-4444-555555555555.',
      'Reached target initrd-root-device.target - Initrd Root Device.',
      'Finished dracut-pre-mount.service - dracut pre-mount hook.',
      'Finished systemd-fsck-root.service - File System Check on /dev/disk/by-uuid/11111111-2222-3333-4444-555555555555.',
      'Mounted sysroot.mount - /sysroot.',
      'Switching root.',
    ]),
  ).toBeUndefined();
});

test('a root without os-release is not switched to', () => {
  const { end, lines } = booted(
    layout('', ANSWERS).replace(
      '{ mountpoint: /, canmount: noauto }',
      '{ mountpoint: /, canmount: noauto, files: { sbin/init: { text: x, mode: "755" } } }',
    ),
  );
  expect(end.outcome).toBe('emergency');
  expect(lines).toContain(
    "systemctl: Failed to switch root: Specified switch root path '/sysroot' does not seem to be an OS tree. os-release file is missing.",
  );
});

test('a root without an init leaves pid 1 with nothing to run', () => {
  const { end, lines } = booted(
    layout('', ANSWERS).replace(
      '{ mountpoint: /, canmount: noauto }',
      '{ mountpoint: /, canmount: noauto, files: { etc/os-release: ID=x } }',
    ),
  );
  expect(end.outcome).toBe('hang');
  expect(lines.slice(-2)).toEqual(['Failed to execute /sbin/init, giving up.', 'Freezing execution.']);
});

test('an initramfs whose /init is a script is refused, not guessed at', () => {
  const m = createMachine({ tree: new TreeIndex([['/init', { type: 'file', mode: 0o755, content: '#!/bin/sh\n' }]]) });
  expect(boot(m)).toMatchObject({ outcome: 'inconclusive' });
  expect(m.trace.events.some((event) => event.kind === 'unsupported')).toBe(true);
});

test('on a quiet boot the console shows what goes wrong, with what the hook warned of', () => {
  const { console } = booted(layout('/enc', ANSWERS));
  const shown = Buffer.from(console, 'latin1').toString();
  expect(shown).not.toContain('[  OK  ]');
  expect(shown).toMatch(
    /\] dracut-pre-mount\[\d+\]: Warning: ZFS: Key \/run\/keystore\/rpool\/system\.key for rpool\/enc hasn't appeared\. Trying anyway\.\n/,
  );
  expect(shown).toContain(
    "[FAILED] Failed to mount sysroot.mount - /sysroot.\nSee 'systemctl status sysroot.mount' for details.\n",
  );
  expect(shown).toContain('[DEPEND] Dependency failed for init…get - Initrd Root File System.\n');
  expect(shown).toContain('[DEPEND] Dependency failed for init…oints Configured in the Real Root.\n');
});

test('the same seed gives the same recording', () => {
  const of = (seed: number): string => JSON.stringify(booted(layout('', ANSWERS), { seed }).m.trace.events);
  expect(of(7)).toBe(of(7));
  expect(booted(layout('', ANSWERS), { seed: 8 }).end.outcome).toBe('boots');
});
