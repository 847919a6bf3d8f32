/** Texts for people, taken apart by a script: `zpool import | awk`, `zpool status | sed`. */

import type { Simple } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import { zfsToolOf } from '../zfs-tools.ts';

export const parseHumanOutput: Rule = {
  id: 'parse-human-output',
  severity: 'warning',
  group: 'names',
  problem: 'this output is for people: its lines change with the state of the pool and the version',
  remedy:
    'Use -H and -o (`zpool list -Ho name`, `zfs list -Ho name`); for pools that are not imported, match the whole line `   pool: NAME`.',
  why:
    'With a degraded pool `zpool import` prints an "action:" line that ends in words like those of a name; sed took "The pool can be imported …" for a pool (openzfs/zfs#18000). Columns of zfs list without -H have a heading, and are as wide as the ' +
    'longest name.',
  bad: [
    {
      text: 'for pool in $(zpool import | awk "/pool:/ {print \\$2}"); do\n    zpool import "$pool"\ndone\n',
      lines: [1],
    },
    { text: 'state=$(zpool status "$pool" | sed -n "s/ *state: //p")\n', lines: [1] },
    { text: 'zfs list | tail -n +2 | cut -d" " -f1\n', lines: [1] },
  ],
  good: [
    { text: 'zpool list -Ho name | while read -r pool; do\n    zpool get -Ho value bootfs "$pool"\ndone\n' },
    { text: 'zpool status -x | grep -q healthy\nzpool import "$pool" | logger\nzpool status | cat\n' },
    { text: 'zfs get -Ho value keystatus "$ds" | tr -d "\\n"\nzfs list -H -o name | sort\n' },
  ],
  script(file, report) {
    if (file.execution === 'none') return undefined;
    return {
      pipeline({ commands }) {
        const [first, ...others] = commands;
        if (first?.kind !== 'simple' || !isProse(first)) return;
        const parses = others.some(
          (command) => command.kind === 'simple' && /^(?:awk|gawk|sed|cut|head|tail)$/.test(nameOf(command) ?? ''),
        );
        if (parses)
          report({
            at: first,
            message: `the output of ${zfsToolOf(first)} ${literalOf(operandsOf(first)[0])} without -H is for people, and is taken apart here`,
          });
      },
    };
  },
};

function isProse(node: Simple): boolean {
  const name = zfsToolOf(node);
  if (name === undefined) return false;
  const [verb, ...rest] = operandsOf(node);
  const options = rest.map((word) => literalOf(word) ?? '');
  // With an unquoted expansion among them nobody knows.
  if (rest.some((word) => word.parts.some((part) => part.kind === 'parameter' && !part.quoted))) return false;
  const bare = !options.some((text) => /^-\w*[Hj]/.test(text));
  const kind = `${name} ${verb?.plain ?? ''}`;
  if (kind === 'zpool import') return !options.some((text) => /^[^-]/.test(text) && !text.startsWith('/'));
  if (kind === 'zpool status') return !options.some((text) => /^-\w*[xj]/.test(text));
  return bare && (kind === 'zfs list' || kind === 'zfs get' || kind === 'zpool list' || kind === 'zpool get');
}
