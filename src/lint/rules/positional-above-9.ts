/** `$10` is `${1}0`. */
import type { Rule } from '../rule.ts';

export const positionalAbove9: Rule = {
  id: 'positional-above-9',
  severity: 'error',
  group: 'dialect',
  problem: '`$10` is the first operand with a 0 behind it',
  remedy: 'Write `${10}`, or `${1}0` when that is meant.',
  why: 'Every shell reads one digit after the dollar sign (POSIX XCU 2.5.1). The tenth operand is never seen, and the value looks nearly right (ShellCheck SC1037).',
  bad: [
    { text: 'attach() {\n    mount -o "$10" "$1" /run\n}\n', lines: [2] },
    { text: 'echo $11\n', shell: 'bash', lines: [1] },
  ],
  good: [{ text: 'echo "${10}" "${1}0" "$1" "$1x" "$x1"\n' }],
  script(file, report) {
    return {
      parameter(node) {
        if (
          /^\d$/.test(node.name) &&
          node.operator === '' &&
          node.end - node.start === 2 &&
          /^\d/.test(file.text[node.end] ?? '')
        )
          report({ at: { start: node.start, end: node.end + 1 } });
      },
    };
  },
};
