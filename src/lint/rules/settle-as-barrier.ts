/** `udevadm settle` as the only wait for what the kernel has not told udev about yet. */
import type { Command, Word } from '../../syntax/tree.ts';
import { isCall, shapeOf } from '../command-words.ts';
import { flowOf } from '../flow/analyse.ts';
import { behind, isLoop, isTriedOnce, isWaitLoop, loopedNames } from '../neighbours.ts';
import type { Project } from '../project.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';
import { allCommands } from '../walk.ts';

export const settleAsBarrier: Rule = {
  id: 'settle-as-barrier',
  severity: 'warning',
  group: 'waiting',
  problem: '`udevadm settle` is the only wait for a volume or a pluggable disk, of which udev may not have heard yet',
  remedy: 'Test for the node in a loop with a deadline, with the settle inside.',
  why:
    '`udevadm settle` returns when the queue of udev is empty. It knows nothing of events to come: zvols are made by a task of the kernel after the import, USB ' +
    'disks are found seconds after their driver is loaded. Then the queue is empty at once, and the script goes on too early. zvol_wait(8) and ' +
    'zfs-volume-wait.service exist for this; openzfs/zfs#12065 got a loop besides the settle.',
  bad: [
    { text: 'zpool import -N rpool\nudevadm settle\nmount /dev/zvol/rpool/keystore /run/keystore\n', lines: [2] },
    {
      role: 'program',
      text: '#!/bin/sh\ndev=/dev/zvol/$1/keystore\nudevadm settle --timeout=10\ncryptsetup open "$dev" keystore\n',
      shell: 'busybox',
      lines: [3],
    },
    { text: 'modprobe usb-storage\nudevadm settle\nmount /dev/disk/by-label/KEYS /run/keys\n', lines: [2] },
  ],
  good: [
    {
      text: 'for _n in 1 2 3; do\n    udevadm settle\n    [ -b /dev/zvol/rpool/keystore ] && break\n    sleep 1\ndone\nmount /dev/zvol/rpool/keystore /run/keystore\n',
    },
    {
      text: 'udevadm settle\nfor _n in 1 2 3; do\n    [ -b /dev/zvol/rpool/keystore ] && break\n    sleep 1\ndone\nmount /dev/zvol/rpool/keystore /run/keystore\n',
    },
    { text: 'modprobe dm_mod\nudevadm settle\ndmsetup ls\n' },
    { text: 'udevadm settle --exit-if-exists=/dev/nbd0\n' },
  ],
  script(file, report, project) {
    if ((file.execution !== 'sourced' && file.execution !== 'executed') || !isTriedOnce(file)) return undefined;
    let usb = false;
    return {
      simple(node, context) {
        if (isCall(node, 'modprobe') && /\b(?:usb|uas|mmc|sd_mod|xhci)/.test(file.source(node))) usb = true;
        if (!isCall(node, 'udevadm', 'settle') || context.parents.some(isLoop)) return;
        if (context.function && loopedNames(project).has(context.function.name)) return;
        const next = behind(node, context, file);
        const loop = next.findIndex((command) => allCommands([command]).some(isWaitLoop));
        const words = wordsIn(loop < 0 ? next : next.slice(0, loop));
        const use = words.find((word) => isLate(word, usb, project));
        if (!use) return;
        report({
          at: node,
          message: `\`udevadm settle\` is the only wait for ${file.source(use)}, of which udev may not have heard yet`,
          flow: [{ file, at: use, text: 'used here' }],
        });
      },
    };
  },
};

const wordsIn = (commands: readonly Command[]): Word[] =>
  allCommands(commands).flatMap((command) => (command.kind === 'simple' ? command.words : []));

function isLate(word: Word, usb: boolean, project: Project): boolean {
  const shape = shapeOf(word);
  if (shape.startsWith('/dev/zvol/')) return true;
  if (usb && /^\/dev\/disk\/by-(?:label|uuid|id|partlabel|partuuid)\//.test(shape)) return true;
  if (!/^\0/.test(shape) || !project.linted.some(({ text }: LintedFile) => text.includes('/dev/zvol/'))) return false;
  const shapes = flowOf(project).valueOf(word)?.shapes ?? [];
  return shapes.some(({ pieces: [first] }) => first?.kind === 'text' && first.text.startsWith('/dev/zvol/'));
}
