/** `$RANDOM`, `$SECONDS`: variables that only bash sets. */

import type { Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

const BASH_ONLY =
  /^(?:SECONDS|UID|EUID|BASHPID|BASH_SOURCE|BASH_LINENO|FUNCNAME|PIPESTATUS|OSTYPE|MACHTYPE|HOSTTYPE|EPOCHREALTIME|DIRSTACK|GROUPS)$/;
/** busybox sets these too. */
const NOT_IN_DASH = /^(?:RANDOM|EPOCHSECONDS)$/;

export const bashVariables: Rule = {
  id: 'bash-variables',
  severity: 'warning',
  group: 'dialect',
  problem: 'the shell of the image does not set this variable: it is empty',
  remedy: 'Use `date +%s` or /proc/uptime, `$(id -u)`, `$$` or /proc/sys/kernel/random/uuid.',
  why:
    'A deadline that is computed from SECONDS is over at once or never; a random name is the same each time. With set -u the phase ends. Checked with dash 0.5.12 and ' +
    'busybox 1.35 (ShellCheck SC3028).',
  bad: [
    { text: '_end=$((SECONDS + 30))\nwhile [ "$SECONDS" -lt "$_end" ]; do\n    sleep 1\ndone\n', lines: [1, 2] },
    { text: 'name=store-$RANDOM\n', lines: [1] },
    { text: '[ "$UID" = 0 ] || return 0\n', shell: 'busybox', lines: [1] },
  ],
  good: [
    { text: 'SECONDS=$(date +%s)\necho "$SECONDS"\n', note: 'A variable of its own.' },
    { text: 'name=store-$RANDOM\n', shell: 'busybox' },
    { text: 'name=store-$RANDOM-$SECONDS\n', shell: 'bash' },
    { text: 'echo "${RANDOM:-4}"\nhere=${BASH_SOURCE:-$0}\n' },
  ],
  script(file, report, project) {
    const neither = lacking(file, 'dash', 'busybox');
    if (!neither) return undefined;
    const dash = lacking(file, 'dash');
    const own = (name: string): boolean => {
      const sets = new RegExp(
        `^(?:[^#\\n]*[^\\w$#])?(?:${name}=|for\\s+${name}\\b|(?:read|local|export)\\b[^#\\n]*\\b${name}\\b)`,
        'm',
      );
      return project.scope(file).some(({ text }) => sets.test(text));
    };
    const foundFor = (name: string) => (BASH_ONLY.test(name) ? neither : NOT_IN_DASH.test(name) ? dash : undefined);
    return {
      parameter(node, context) {
        const found = foundFor(node.name);
        if (!found || /^:?[-=+?]$/.test(node.operator) || isAskedFor(context, file) || own(node.name)) return;
        report({ at: node, message: `${found.shell} does not set ${node.name}: it is empty`, ...found.severity });
      },
      arithmetic(node, context) {
        for (const part of node.expression.parts) {
          const name = part.kind === 'literal' ? /(?<![\w$])[A-Z]+\b(?!\s*=[^=])/.exec(part.value)?.[0] : undefined;
          const found = name === undefined ? undefined : foundFor(name);
          if (name === undefined || !found || isAskedFor(context, file) || own(name)) continue;
          report({ at: node, message: `${found.shell} does not set ${name}: it counts as 0`, ...found.severity });
        }
      },
    };
  },
};
