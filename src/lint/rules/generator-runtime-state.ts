/** A systemd generator that asks for what does not exist yet when generators run. */
import type { Simple } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import { isDracutLibrary } from '../own-shell.ts';
import type { Project } from '../project.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';
import { allCommands } from '../walk.ts';

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
    {
      role: 'generator',
      text: '#!/bin/sh\n. /lib/own-lib.sh\neach_child rpool echo\n',
      also: {
        '/usr/lib/own-lib.sh':
          'each_child() {\n    zfs list -Ho name -r "$1" | while read -r d; do\n        "$2" "$d"\n    done\n}\n',
      },
      lines: [3],
    },
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
  script(file, report, project) {
    if (file.role.kind !== 'generator') return undefined;
    return {
      simple(node) {
        const own = lacks(node);
        const found = own === undefined ? withinFunction(node, file, project) : undefined;
        const lack = own ?? found?.lack;
        if (lack === undefined) return;
        report({
          at: node,
          message: `\`${nameOf(found?.node ?? node)}\` in a generator: ${lack} when generators run`,
          flow: found ? [{ file: found.file, at: found.node, text: `run by ${nameOf(node)}` }] : [],
        });
      },
    };
  },
};

interface Within {
  readonly file: LintedFile;
  readonly node: Simple;
  readonly lack: string;
}

/** What a function of a library does; functions of the generator itself are looked at where they stand. */
function withinFunction(call: Simple, file: LintedFile, project: Project): Within | undefined {
  const pending = [{ call, depth: 0 }];
  for (const { call: one, depth } of pending) {
    const name = nameOf(one);
    const target = name === undefined ? undefined : project.functionNamed(name, file);
    if (!target || target.file === file || isDracutLibrary(target.file)) continue;
    for (const node of allCommands([target.node.body])) {
      if (node.kind !== 'simple') continue;
      const lack = lacks(node);
      if (lack !== undefined) return { file: target.file, node, lack };
      if (depth < MOST_CALLS) pending.push({ call: node, depth: depth + 1 });
    }
  }
  return undefined;
}

const MOST_CALLS = 3;

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
