/** `cd` and `umask` in a sourced hook: every later hook of the phase runs in that directory, or with that mask. */
import type { Simple } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';

export const hookCd: Rule = {
  id: 'hook-cd',
  severity: 'warning',
  group: 'process',
  problem: 'the directory or mask that a sourced hook changes stays so for all later hooks of the phase',
  remedy: 'Put it into `( … )`, or use absolute paths.',
  why:
    'Hooks run in the shell of the phase. After a `cd` the relative paths and patterns of later hooks mean other files, and a file system on which ' +
    'the shell stands cannot be unmounted ("target is busy"); after `umask 077` what later hooks create cannot be read by services that do not ' +
    'run as root. The class is that of dracut-ng#2227 (what one hook does to those behind it), with less noise.',
  bad: [
    { text: 'cd /run/keystore || return 1\ncp key /etc/key\n', lines: [1] },
    { text: 'save() {\n    cd /run\n    umask 077\n    echo x > y\n}\nsave\n', lines: [2, 3], shell: 'busybox' },
  ],
  good: [
    { text: '(\n    cd /run/keystore || exit 1\n    cp key /etc/key\n)\n' },
    { text: 'here=$(pwd)\ncd /run\nls\ncd "$here"\n', note: 'Taken back.' },
    { text: 'files=$(cd /run && ls)\n' },
    { text: 'old=$(umask)\numask 077\necho x > /run/y\numask "$old"\n' },
    { role: 'program', text: '#!/bin/sh\ncd /run\n' },
    { role: 'hook:initqueue/finished', text: 'cd /run && [ -e done ]\n' },
  ],
  script(file, report) {
    if (file.role.kind !== 'hook' || file.sourcedFrom === 'subshell') return undefined;
    const changes = new Map<string, Simple[]>();
    return {
      simple(node, context) {
        const name = nameOf(node);
        if (context.subshell || (name !== 'cd' && name !== 'umask' && name !== 'pushd')) return;
        if (name === 'umask' && operandsOf(node).every((word) => literalOf(word)?.startsWith('-S') ?? false)) return;
        const key = `${context.function?.name ?? ''}\0${name}`;
        changes.set(key, [...(changes.get(key) ?? []), node]);
      },
      end() {
        for (const nodes of changes.values()) {
          if (isSetBack(nodes.at(-1)!)) continue;
          for (const node of nodes)
            report({ at: node, message: `\`${file.source(node)}\` in a sourced hook outlives it: ${harmOf(node)}` });
        }
      },
    };
  },
};

const harmOf = (node: Simple): string =>
  nameOf(node) === 'umask'
    ? 'later hooks create their files with this mask'
    : 'later hooks of the phase run in that directory';

/** `cd /`, `cd -`, `cd "$here"`, `umask "$old"`, `umask 022`: as it was when the phase began. */
function isSetBack(node: Simple): boolean {
  const [word] = operandsOf(node);
  const text = literalOf(word);
  return text === undefined ? word !== undefined : /^(?:\/|-|0*22)$/.test(text);
}
