/** A loop that sleeps until something is there, and would sleep for ever. */
import type { Command, While } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Project } from '../project.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';
import { allCommands } from '../walk.ts';

export const waitUnbounded: Rule = {
  id: 'wait-unbounded',
  severity: 'error',
  group: 'waiting',
  problem: 'this loop waits without an end: nothing counts its rounds, no deadline stops it',
  remedy: 'Count the rounds or compare with a deadline, and say what is missing when it is over.',
  why:
    'What is waited for may never come: the device is gone, the unit failed, the program is not in the image (status 127 every time). Oneshot ' +
    'services of an initramfs have no timeout, so the boot hangs without a word; a key device that never appeared was waited for 902 s in one ' +
    'measured case. openzfs/zfs#7136 looped for ever on images without systemd.',
  bad: [
    { text: 'until systemctl is-active -q zfs-import.target; do\n    sleep 0.1\ndone\n', lines: [1] },
    { text: 'while :; do\n    [ -b "$dev" ] && break\n    udevadm settle\ndone\n', lines: [1] },
  ],
  good: [
    {
      text: '_n=0\nuntil systemctl is-active -q zfs-import.target; do\n    _n=$((_n + 1))\n    [ "$_n" -lt 100 ] || return 1\n    sleep 0.1\ndone\n',
    },
    { text: 'for _n in 1 2 3 4 5; do\n    [ -b "$dev" ] && break\n    sleep 1\ndone\n' },
    { text: 'while read -r name; do\n    sleep 1\n    echo "$name"\ndone < /etc/list\n' },
    {
      role: 'program',
      text: '#!/bin/sh\nwhile [ ! -e /run/asked ]; do\n    sleep 1\ndone\nsystemd-ask-password "Key" > /run/answer\n',
      note: 'Somebody runs it to type something, and can leave it.',
    },
  ],
  script(file, report, project) {
    // A program that asks a person is watched by one.
    if (file.role.kind === 'program' && asksSomebody(file)) return undefined;
    return {
      while(node, context) {
        if (context.parents.some((parent) => parent.kind === 'background')) return;
        if (waits(node) && !isBounded(node, file, project)) report({ at: headOf(node) });
      },
    };
  },
};

const asksSomebody = (file: LintedFile): boolean =>
  allCommands(file.commands).some((command) => command.kind === 'simple' && nameOf(command) === 'systemd-ask-password');

/** From the keyword to the end of the condition. */
const headOf = (node: While) => ({ start: node.start, end: node.condition.end });

const waits = (node: While): boolean =>
  allCommands([node.condition, node.body]).some(
    (command) =>
      command.kind === 'simple' &&
      (/^u?sleep$/.test(nameOf(command) ?? '') ||
        (nameOf(command) === 'udevadm' && literalOf(operandsOf(command)[0]) === 'settle')),
  );

/** True when something in the loop counts or looks at a clock, or it is fed from an input that ends. */
function isBounded(node: While, file: LintedFile, project: Project): boolean {
  const inside = allCommands([node.condition, node.body]);
  const called = inside.flatMap((command) => {
    const name = command.kind === 'simple' ? nameOf(command) : undefined;
    const function_ = name === undefined ? undefined : project.functionNamed(name, file);
    return function_ ? [{ file: function_.file, commands: allCommands([function_.node.body]) }] : [];
  });
  return [{ file, commands: inside }, ...called].some(({ file: where, commands }) =>
    commands.some((command) => bounds(command, where)),
  );
}

function bounds(command: Command, file: LintedFile): boolean {
  if (command.kind === 'arithmetic-command') return true;
  if (command.kind !== 'simple') return false;
  const name = nameOf(command);
  if (name === 'read' || name === 'shift' || name === 'let' || name === 'timeout' || name === 'getopts') return true;
  return /\$\(\(|\bexpr\b|\bdate\b|\/proc\/uptime|\bSECONDS\b|\bEPOCHSECONDS\b/.test(file.source(command));
}
