/** `return -1`, `exit 256`: statuses that are none. */
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import { lacking } from '../shell-differences.ts';

export const statusRange: Rule = {
  id: 'status-range',
  severity: 'error',
  group: 'dialect',
  problem: 'a status is a number from 0 to 255',
  remedy: 'Write 1, or another number up to 255.',
  why:
    'dash and busybox say "Illegal number: -1" and end, as return and exit are special builtins: the hook takes the phase with it instead of giving up by itself. bash makes 255 of it. 256 becomes 0, a ' +
    'success. Checked with dash 0.5.12, busybox 1.35 and bash 5.2 (ShellCheck SC2151, SC2242).',
  bad: [
    { text: '[ -b "$dev" ] || return -1\n', lines: [1], fixed: '[ -b "$dev" ] || return 255\n' },
    { text: 'give_up() {\n    return 256\n}\n', shell: 'busybox', lines: [2] },
  ],
  good: [
    { text: '[ -b "$dev" ] || return 1\nf() {\n    return "$x"\n}\n' },
    { text: '[ -b "$dev" ] || return -1\n', shell: 'bash', note: 'It becomes 255.' },
  ],
  script(file, report) {
    const ends = lacking(file, 'dash', 'busybox');
    return {
      simple(node) {
        const name = nameOf(node);
        const [word] = operandsOf(node);
        const text = literalOf(word);
        if ((name !== 'return' && name !== 'exit') || !word || text === undefined || !/^-?\d+$/.test(text)) return;
        const number = Number(text);
        if (number < 0 && ends)
          report({
            at: word,
            message: `${name} ${text} is an error that ends ${ends.shell}`,
            ...ends.severity,
            fix: {
              title: 'Write the status that bash makes of it',
              edits: [{ start: word.start, end: word.end, text: String(number & 255) }],
            },
          });
        else if (number > 255)
          report({
            at: word,
            message: `${name} ${text} gives ${number & 255}: a status has 8 bits`,
            severity: 'warning',
          });
      },
    };
  },
};
