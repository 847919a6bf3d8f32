/** `# shellcheck disable=SC2154` before the first command: for the whole file. */
import type { Rule } from '../rule.ts';

const HIDING: ReadonlyMap<string, string> = new Map([
  ['SC2154', 'a variable that nothing sets'],
  ['SC2086', 'a value that is split into several words'],
]);

export const fileWideDisable: Rule = {
  id: 'file-wide-disable',
  severity: 'info',
  group: 'image',
  problem: 'this switches a check off for the whole file, where it stands before the first command',
  remedy: 'Put it before the line that it is about.',
  why:
    'A mechanical rename left the old names in the branch that destroys and clones datasets on rollback; it was in the tree for four months (openzfs/zfs#18442). ShellCheck finds it at once when the SC2154 for the whole ' +
    'file is taken out.',
  bad: [
    { text: '#!/bin/sh\n# shellcheck disable=SC2034,SC2154\n\nmount "$dev" /mnt\n', lines: [2] },
    { text: '# shellcheck shell=sh disable=SC2086\n. /lib/dracut-lib.sh\n', lines: [1] },
  ],
  good: [
    { text: '#!/bin/sh\n. /lib/dracut-lib.sh\n# shellcheck disable=SC2154\nmount "$dev" /mnt\n' },
    { text: '#!/bin/sh\n# shellcheck disable=SC1091\n. /lib/dracut-lib.sh\n' },
  ],
  script(file, report) {
    if (file.facts.within || !file.text.includes('shellcheck')) return undefined;
    const first = file.commands[0]?.start ?? 0;
    for (const found of file.text.slice(0, first).matchAll(/^#\s*shellcheck\s[^\n]*?\bdisable=(\S+)/gm)) {
      const start = found.index + found[0].length - found[1]!.length;
      for (const [code, what] of HIDING)
        if (found[1]!.split(',').includes(code)) {
          report({
            at: { start, end: start + found[1]!.length },
            message: `${code} is switched off for the whole file: ${what} will not be found`,
          });
          break;
        }
    }
    return undefined;
  },
};
