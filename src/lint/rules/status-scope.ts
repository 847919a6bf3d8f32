/** The keys of all datasets loaded at once, and one that fails decides for all. */
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import { valuesOf } from '../unit-file.ts';

export const statusScope: Rule = {
  id: 'status-scope',
  severity: 'warning',
  group: 'waiting',
  problem: 'the keys of all datasets are loaded, and one that is not needed for the boot decides about it',
  remedy: 'Load the key of the encryption root of the root file system, and leave the others to the running system.',
  why:
    '`zfs load-key -a` fails as soon as one key of any imported pool cannot be loaded: a backup disk, a child of another user. The root could be mounted, but its unit or hook ' +
    'counts as failed, and the machine is in emergency mode (NixOS/nixpkgs#434524). Those that prompt ask for each of them.',
  bad: [
    { text: 'zfs load-key -a || die "no key"\n', lines: [1] },
    { role: 'unit', text: '[Service]\nType=oneshot\nExecStart=/sbin/zfs load-key -a\n', lines: [3] },
    { role: 'program', text: '#!/bin/sh\nset -e\nzfs load-key -a\nzfs mount -a\n', lines: [3] },
    { role: 'program', text: '#!/bin/sh\nif ! zfs load-key -ra; then\n    exit 1\nfi\n', shell: 'busybox', lines: [2] },
  ],
  good: [
    { text: 'zfs load-key "$encroot" || die "no key"\n' },
    { text: 'zfs load-key -a\necho\n', note: 'Nothing depends on it.' },
    { role: 'unit', text: '[Service]\nType=oneshot\nExecStart=-/sbin/zfs load-key -a\n' },
    { text: 'zfs load-key -a || :\n' },
  ],
  script(file, report) {
    if (file.execution === 'build' || file.role.kind === 'command') return undefined;
    // `set -e` looks at every status.
    let isStrict = false;
    return {
      simple(node, context) {
        if (nameOf(node) === 'set' && /^set\s+-[a-zA-Z]*e/.test(file.source(node))) isStrict = true;
        if (nameOf(node) !== 'zfs') return;
        const words = operandsOf(node).map(literalOf);
        if (words[0] !== 'load-key' || !words.some((word) => word !== undefined && /^-[a-zA-Z]*a/.test(word))) return;
        const parent = context.parents.at(-1);
        const ignored =
          parent?.kind === 'and-or' &&
          parent.first === node &&
          parent.rest.length === 1 &&
          parent.rest[0]!.operator === '||' &&
          parent.rest[0]!.command.kind === 'simple' &&
          /^(?::|true|warn|info|echo)$/.test(nameOf(parent.rest[0]!.command) ?? '');
        if ((context.tested || isStrict) && !ignored) report({ at: node });
      },
    };
  },
  unit(unit, report) {
    for (const key of ['ExecStart', 'ExecStartPre'])
      for (const { value, valueStart, end } of valuesOf(unit, 'Service', key))
        if (/^[@:+!]*(?:\/\S*\/)?zfs\s+load-key\s+(?:-\S+\s+)*-[a-zA-Z]*a/.test(value))
          report({ at: { start: valueStart, end } });
  },
};
