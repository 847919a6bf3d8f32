/** A systemd generator that asks for what does not exist yet when generators run. */
import type { Simple } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';

export const generatorRuntimeState: Rule = {
  id: 'generator-runtime-state',
  severity: 'warning',
  group: 'waiting',
  problem: 'a generator asks about devices, pools or units, but it runs before there are any',
  remedy: 'Do it in a service that is ordered behind what it needs, and let the generator only write that service.',
  why:
    'systemd runs generators before it loads the first unit: no device has been found by udev, no pool is imported, no unit is started. The answer is empty on real ' +
    'disks and sometimes right in a virtual machine. Children such as /usr were never mounted because a generator listed datasets of a pool ' +
    'that was imported later (openzfs/zfs#14690).',
  bad: [
    { role: 'generator', text: '#!/bin/sh\nfs=$(zfs list -Ho name -r rpool)\necho "$fs" > "$1/x"\n', lines: [2] },
    { role: 'generator', text: '#!/bin/sh\nudevadm settle\nblkid -L root > "$1/x"\n', shell: 'busybox', lines: [2, 3] },
    { role: 'generator', text: '#!/bin/sh\nsystemctl start own.service\n', lines: [2] },
  ],
  good: [
    { role: 'generator', text: '#!/bin/sh\necho "[Unit]" > "$1/own.service"\nln -s ../own.service "$1/x.wants/"\n' },
    { role: 'program', text: '#!/bin/sh\nzfs list -Ho name\n' },
    {
      role: 'generator',
      text: '#!/bin/sh\ncat > "$1/own.service" << EOF\n[Service]\nExecStart=/sbin/zfs list\nEOF\n',
      note: 'It writes it down.',
    },
  ],
  script(file, report) {
    if (file.role.kind !== 'generator') return undefined;
    return {
      simple(node) {
        const lack = lacks(node);
        if (lack) report({ at: node, message: `\`${nameOf(node)}\` in a generator: ${lack} when generators run` });
      },
    };
  },
};

const LACKS: ReadonlyMap<string, string> = new Map([
  ['zfs', 'no pool is imported'],
  ['zpool', 'no pool is imported'],
  ['udevadm', 'udev does not run yet'],
  ['blkid', 'disks may not have been found'],
  ['lsblk', 'disks may not have been found'],
  ['findfs', 'disks may not have been found'],
  ['vgchange', 'disks may not have been found'],
  ['cryptsetup', 'disks may not have been found'],
]);

const ASKING: ReadonlySet<string> = new Set([
  'start',
  'restart',
  'stop',
  'is-active',
  'is-failed',
  'show',
  'daemon-reload',
]);

function lacks(node: Simple): string | undefined {
  const name = nameOf(node) ?? '';
  if (name !== 'systemctl') return LACKS.get(name);
  const verb = operandsOf(node)
    .map(literalOf)
    .find((text) => text !== undefined && !text.startsWith('-'));
  return verb !== undefined && ASKING.has(verb) ? 'systemd has loaded no unit' : undefined;
}
