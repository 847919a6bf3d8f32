/** `. lib.sh`: searched in PATH, and the shell ends when it is not there. */
import { nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import { lacking } from '../shell-differences.ts';

export const dotPathSearch: Rule = {
  id: 'dot-path-search',
  severity: 'error',
  group: 'dialect',
  problem:
    '`.` looks for a name without a slash in PATH only, and when it is not there the shell ends, and with it the phase',
  remedy: 'Write the path: `. /lib/…`.',
  why:
    'dot is a special builtin, whose errors end a shell that is not interactive (POSIX XCU 2.8.1). Only bash under its own name looks in the current directory besides, which is why it ' +
    'works when it is tried out. Checked with dash 0.5.12, busybox 1.35 and bash 5.2 as sh.',
  bad: [
    { text: '. own-lib.sh\n', lines: [1] },
    { text: '[ -n "$x" ] || . own-lib.sh\n', shell: 'busybox', lines: [1] },
  ],
  good: [
    { text: '. /lib/dracut-lib.sh\n. ./own-lib.sh\n. "$library"\n' },
    { text: '#!/bin/bash\n. own-lib.sh\n', role: 'program' },
  ],
  script(file, report, project) {
    const found = lacking(file, 'dash', 'busybox', 'bash-posix');
    if (!found || file.execution === 'build') return undefined;
    return {
      simple(node, context) {
        const word = operandsOf(node)[0];
        const name = word?.plain ?? word?.fixed;
        if (nameOf(node) !== '.' || !word || name === undefined || name.includes('/') || name === '') return;
        if (context.subshell || project.inventory.hasProgram(name)) return;
        report({ at: word, ...found.severity });
      },
    };
  },
};
