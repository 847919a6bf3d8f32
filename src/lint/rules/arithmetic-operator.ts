/** `$((i++))`, `$((2**3))`, `$((16#ff))` in dash, and numbers like 08 in every shell. */
import { shapeOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

/** What dash cannot read or reads as two signs. */
const IN_DASH: readonly (readonly [RegExp, string])[] = [
  [
    /[A-Za-z_]\w*\s*(?:\+\+|--)(?!\s*[\w$(\0])/,
    'dash has no `++` and `--` behind a variable: it says "expecting primary" and ends',
  ],
  [/(?:^|[=(,;?:]\s*)\s*(?:\+\+|--)\s*[A-Za-z_]/, 'dash reads `++x` as two signs: the variable keeps its value'],
  [/[\w)\0]\s*\*\*\s*[\w($\0]/, 'dash has no `**`: it says "expecting primary" and ends'],
  [/\b\d+#\w/, 'dash knows no base before `#`: it says "expecting EOF" and ends'],
];

export const arithmeticOperator: Rule = {
  id: 'arithmetic-operator',
  severity: 'error',
  group: 'dialect',
  problem: 'arithmetic of dash does not have this: the shell ends at it, or the variable keeps its value',
  remedy: 'Write `x=$((x + 1))`, products, and `0x…` for hexadecimal numbers.',
  why:
    'An error in an expansion ends a shell that is not interactive, and with it the phase (POSIX XCU 2.8.1); `++x` is worse, as it only never counts: a loop that ' +
    'waits with it waits for ever. 08 and 09 are octal numbers in every shell, and errors. Checked with dash 0.5.12 (ShellCheck SC3018, SC3019, SC3052, SC2080).',
  bad: [
    { text: 'while [ $((_n++)) -lt 10 ]; do\n    sleep 1\ndone\n', lines: [1] },
    { text: ': $((++_n))\nsize=$((2**20))\nmode=$((16#ff))\n', lines: [1, 2, 3] },
    { text: 'month=$((08 + 1))\n', shell: 'busybox', lines: [1] },
  ],
  good: [
    { text: '_n=$((_n + 1))\nsize=$((1 << 20))\nmode=$((0xff))\nx=$((a - -1))\ny=$((a+ +b))\nz=$((x-1))\n' },
    { text: ': $((_n++)) $((2**20)) $((16#ff))\n', shell: 'busybox' },
  ],
  script(file, report) {
    const dash = lacking(file, 'dash');
    return {
      arithmetic(node, context) {
        const text = shapeOf(node.expression);
        if (/(?:^|[^\w#.])0\d*[89]/.test(text)) {
          report({
            at: node,
            message: 'a number that begins with 0 is octal and has no 8 or 9: the shell says so and ends',
          });
          return;
        }
        const found = dash && IN_DASH.find(([pattern]) => pattern.test(text));
        if (found && !isAskedFor(context, file)) report({ at: node, message: found[1], ...dash.severity });
      },
    };
  },
};
