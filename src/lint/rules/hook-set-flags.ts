/** Options that a sourced hook sets stay set for every later hook of the phase. */
import type { Simple } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';

/** What `-e` and its like are called with `-o`, and what they do to hooks that do not expect them. */
const FLAGS: ReadonlyMap<string, { readonly long: string; readonly harm: string }> = new Map([
  ['e', { long: 'errexit', harm: 'the first command of a later hook that fails ends the phase' }],
  ['u', { long: 'nounset', harm: 'the first unset variable in a later hook ends the phase' }],
  ['f', { long: 'noglob', harm: 'later hooks, and the driver that looks for them, no longer expand patterns' }],
  ['a', { long: 'allexport', harm: 'every variable of later hooks is exported and kept for later phases' }],
  ['n', { long: 'noexec', harm: 'no later hook runs' }],
]);

export const hookSetFlags: Rule = {
  id: 'hook-set-flags',
  severity: 'error',
  group: 'process',
  problem: 'an option that a sourced hook sets stays set for all later hooks of the phase',
  remedy: 'Test statuses instead, or put what needs the option into `( set -e; … )`.',
  why:
    'Hooks are sourced, so their options are those of the program that runs the phase. With `set -e` or `set -u` the next hook that has a ' +
    'failing command or an unset variable, which is usual, ends the phase or the whole init: dracut-ng#997 (an image without systemd died with ' +
    '"Signal caught"), coreos/ignition-dracut#99.',
  bad: [
    { text: 'set -e\nmkdir -p /run/keystore\n', lines: [1] },
    { text: '#!/bin/sh\nset -euo pipefail\n', shell: 'bash', lines: [2] },
    { text: 'setup() {\n    set -o nounset\n}\nsetup\n', lines: [2] },
  ],
  good: [
    { text: '(\n    set -e\n    mkdir -p /run/keystore\n)\n' },
    { text: 'set -f\nfor word in $list; do\n    echo "$word"\ndone\nset +f\n', note: 'Taken back.' },
    { text: 'set -- "$@" last\nset -x\n' },
    { role: 'hook:initqueue/finished', text: 'set -e\n[ -b /dev/x ]\n', note: 'Sourced in a subshell.' },
    { role: 'program', text: '#!/bin/sh\nset -eu\n' },
  ],
  script(file, report) {
    if (file.role.kind !== 'hook' || file.sourcedFrom === 'subshell') return undefined;
    const set: { readonly node: Simple; readonly flag: string }[] = [];
    const unset = new Set<string>();
    return {
      simple(node, context) {
        if (context.subshell || nameOf(node) !== 'set') return;
        for (const flag of flagsIn(node, '-')) set.push({ node, flag });
        for (const flag of flagsIn(node, '+')) unset.add(flag);
      },
      end() {
        const told = new Set<Simple>();
        for (const { node, flag } of set) {
          const known = FLAGS.get(flag);
          if (!known || unset.has(flag) || told.has(node)) continue;
          told.add(node);
          report({ at: node, message: `\`${file.source(node)}\` in a sourced hook outlives it: ${known.harm}` });
        }
      },
    };
  },
};

/** The letters of `-eu`, `-o errexit`; with `+` those of `+e`. Nothing after an operand or `--`. */
function flagsIn(node: Simple, sign: '-' | '+'): string[] {
  const flags: string[] = [];
  const words = operandsOf(node).map(literalOf);
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined || word === '--' || !/^[-+]./.test(word)) break;
    const letters = [...word.slice(1)];
    const long = letters.includes('o') ? words[++at] : undefined;
    if (word[0] !== sign) continue;
    for (const letter of letters) if (letter !== 'o') flags.push(letter);
    const named = [...FLAGS].find(([, { long: name }]) => name === long);
    if (named) flags.push(named[0]);
  }
  return flags;
}
