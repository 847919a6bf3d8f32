/** `[ -v x ]`, `[ -a file ]`: operators that the image's test does not have. */
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

/** Unary operators of bash's test alone. */
const UNARY = /^-[avoNR]$/;

export const testOperator: Rule = {
  id: 'test-operator',
  severity: 'error',
  group: 'dialect',
  problem: 'test of dash and busybox does not know this operator: it complains, and the status is 2 in every case',
  remedy: 'Write `[ -n "${x+set}" ]` for -v, `-e` for -a, and `case` for patterns.',
  why:
    'A status of 2 counts as no, so that the branch is never taken, or always after `!` and `||`. bash alone has -v, -a FILE, -o OPTION, -N and -R; none has =~ in `[`. ' +
    'Checked with dash 0.5.12 and busybox 1.35 (ShellCheck SC3016, SC2331).',
  bad: [
    { text: '[ -v root ] || return 0\n', lines: [1] },
    { text: 'if test -a /etc/hostid; then\n    return 0\nfi\n', shell: 'busybox', lines: [1] },
    { text: 'if [ "$root" =~ ^zfs: ]; then\n    return 0\nfi\n', lines: [1] },
  ],
  good: [
    {
      text: '[ -n "${root+set}" ] || return 0\n[ -n "$a" -a -n "$b" ] || return 0\n[ -e "$a" -o -e "$b" ] || return 0\n',
    },
    { text: '[ -v root ] || return 0\n', shell: 'bash' },
    { text: '[ ! -t 0 ] && return\n[ "$1" = -v ] && return 0\n' },
  ],
  script(file, report) {
    const found = lacking(file, 'dash', 'busybox');
    if (!found) return undefined;
    return {
      simple(node, context) {
        const name = nameOf(node);
        if ((name !== '[' && name !== 'test') || isAskedFor(context, file)) return;
        const words = operandsOf(node).slice(0, name === '[' ? -1 : undefined);
        const from = words[0]?.plain === '!' ? 1 : 0;
        const operator = words[from];
        const told = { ...found.severity };
        if (words.length - from === 2 && UNARY.test(operator?.plain ?? ''))
          report({
            at: operator!,
            message: `test of ${found.shell} has no ${operator!.plain}: the status is 2 in every case`,
            ...told,
          });
        const binary = words[from + 1];
        if (words.length - from === 3 && literalOf(binary) === '=~')
          report({ at: binary!, message: `test of ${found.shell} has no =~: the status is 2 in every case`, ...told });
      },
    };
  },
};
