/** `set -o pipefail` where set does not know it, and ends the shell. */
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

/** What bash has and dash 0.5.12 has not; its own are allexport, errexit, noglob, monitor and the like. */
const LONG =
  /^(?:pipefail|errtrace|functrace|posix|hashall|histexpand|history|keyword|onecmd|physical|privileged|braceexpand)$/;

export const setOption: Rule = {
  id: 'set-option',
  severity: 'error',
  group: 'dialect',
  problem: 'set of dash does not know this option: it says "Illegal option" and ends the shell, and with it the phase',
  remedy:
    'Leave it out, and test the status of what matters; `( set -o pipefail ) 2> /dev/null && set -o pipefail` asks first.',
  why:
    'set is a special builtin, whose errors end a shell that is not interactive (POSIX XCU 2.8.1). dash has had pipefail in no release up to 0.5.12, which Debian 12 and ' +
    'Ubuntu have. `set -euo pipefail` has been put into hooks of ignition (coreos/ignition#2250) (ShellCheck SC3040).',
  bad: [
    { role: 'program', text: '#!/bin/sh\nset -o pipefail\n', lines: [2] },
    { role: 'program', text: '#!/bin/sh\nset -euo pipefail\n', lines: [2] },
  ],
  good: [
    { role: 'program', text: '#!/bin/sh\nset -eu\nset -o noglob\nset -- -o pipefail\n' },
    { role: 'program', text: '#!/bin/sh\n(set -o pipefail) 2> /dev/null && set -o pipefail\n' },
    { role: 'program', text: '#!/bin/bash\nset -euo pipefail\n' },
    { role: 'program', text: '#!/bin/sh\nset -o pipefail\n', shell: 'busybox' },
  ],
  script(file, report) {
    const found = lacking(file, 'dash');
    if (!found) return undefined;
    return {
      simple(node, context) {
        if (nameOf(node) !== 'set' || context.subshell || context.tested || isAskedFor(context, file, 'pipefail'))
          return;
        if (context.parents.some((parent) => parent.kind === 'and-or' && file.source(parent).includes('(set -o')))
          return;
        const words = operandsOf(node);
        for (let at = 0; at < words.length; at++) {
          const text = literalOf(words[at]);
          if (text === undefined || text === '--' || !/^[-+]/.test(text)) return;
          if (!text.includes('o')) continue;
          const option = words[++at];
          if (LONG.test(literalOf(option) ?? ''))
            report({
              at: option!,
              message: `set of dash does not know ${literalOf(option)}: it says "Illegal option" and ends the shell`,
              ...found.severity,
            });
        }
      },
    };
  },
};
