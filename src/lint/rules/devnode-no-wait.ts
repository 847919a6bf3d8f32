/** A node in /dev tested once, right after what makes it appear: udev makes it some time later. */
import type { Command, Simple, Word } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf, shapeOf } from '../command-words.ts';
import { flowOf } from '../flow/analyse.ts';
import { ahead, isLoop, isWait, loopedNames } from '../neighbours.ts';
import type { Project } from '../project.ts';
import type { Rule } from '../rule.ts';
import { allCommands } from '../walk.ts';

export const devnodeNoWait: Rule = {
  id: 'devnode-no-wait',
  severity: 'warning',
  group: 'waiting',
  problem: 'a device node is tested for once, but it appears some time after what makes it',
  remedy: 'Test in a loop with a deadline, with `udevadm settle` or a short pause between two tests.',
  why:
    'The nodes of volumes in /dev/zvol are made by udev after the import of the pool has returned, those of drivers and network disks after modprobe or the login have. ' +
    'One test succeeds on a fast machine and fails on the next: "Error: /dev/zvol/rpool/keystore does not exist." zvol_wait(8) exists for this; ' +
    'a key on a USB stick was missed in the same way (openzfs/zfs#12065).',
  bad: [
    {
      text: '[ -b "/dev/zvol/$pool/keystore" ] || return 1\nmount "/dev/zvol/$pool/keystore" /run/keystore\n',
      lines: [1],
    },
    { text: 'dev=/dev/zvol/rpool/keystore\nif ! [ -e "$dev" ]; then\n    return 1\nfi\n', lines: [2] },
    { role: 'program', text: '#!/bin/sh\nmodprobe nbd\n[ -b /dev/nbd0 ] || exit 1\n', shell: 'busybox', lines: [3] },
  ],
  good: [
    {
      text: 'for _n in 1 2 3 4 5; do\n    [ -b "/dev/zvol/$pool/keystore" ] && break\n    udevadm settle\n    sleep 1\ndone\n[ -b "/dev/zvol/$pool/keystore" ] || return 1\n',
    },
    {
      text: 'there() {\n    [ -b "/dev/zvol/$1/keystore" ]\n}\nuntil there rpool; do\n    sleep 1\n    [ -e /run/late ] && break\ndone\n',
    },
    { role: 'program', text: '#!/bin/sh\n[ -b /dev/nbd0 ] || exit 1\n', note: 'Nobody knows what makes it.' },
    { role: 'program', text: '#!/bin/sh\nmodprobe nbd\nudevadm settle\n[ -b /dev/nbd0 ] || exit 1\n' },
    { text: 'modprobe loop\n[ -e /dev/null ] || return 1\n' },
  ],
  script(file, report, project) {
    if ((file.execution !== 'sourced' && file.execution !== 'executed') || file.role.kind === 'generator')
      return undefined;
    if (!/\/dev\//.test(file.text)) return undefined;
    return {
      simple(node, context) {
        const path = testedPath(node);
        if (!path || context.parents.some(isLoop) || context.conditionOf) return;
        if (context.function && loopedNames(project).has(context.function.name)) return;
        const before = ahead(node, context, file).flatMap((command) => allCommands([command]));
        if (before.some(isWait)) return;
        if (isVolume(path, project))
          report({
            at: node,
            message: 'this volume is tested for once; its node appears some time after the import of its pool',
          });
        else if (/^\/dev\/(?!null|zero|console|tty|kmsg|fd|shm|\.)/.test(shapeOf(path))) {
          const maker = recentMaker(before);
          if (maker)
            report({
              at: node,
              message: `this device is tested for once, right after \`${nameOf(maker)}\`, which returns before udev has made it`,
            });
        }
      },
    };
  },
};

/** The operand of `[ -e … ]`, `[ ! -b … ]`. */
function testedPath(node: Simple): Word | undefined {
  if (!/^(?:\[|test)$/.test(nameOf(node) ?? '')) return undefined;
  const words = operandsOf(node);
  const at = literalOf(words[0]) === '!' ? 1 : 0;
  return /^-[eLhb]$/.test(literalOf(words[at]) ?? '') ? words[at + 1] : undefined;
}

function isVolume(path: Word, project: Project): boolean {
  if (shapeOf(path).startsWith('/dev/zvol/')) return true;
  // Its value is only asked for where somebody names a volume at all.
  if (!project.linted.some(({ text }) => text.includes('/dev/zvol/'))) return false;
  const shapes = flowOf(project).valueOf(path)?.shapes ?? [];
  return shapes.some(({ pieces: [first] }) => first?.kind === 'text' && first.text.startsWith('/dev/zvol/'));
}

/** Among the last few commands, in the same sequence. */
function recentMaker(before: readonly Command[]): Simple | undefined {
  return before
    .slice(0, 4)
    .find(
      (command): command is Simple =>
        command.kind === 'simple' &&
        /^(?:modprobe|insmod|iscsistart|nbd-client|partprobe|nvme)$/.test(nameOf(command) ?? ''),
    );
}
