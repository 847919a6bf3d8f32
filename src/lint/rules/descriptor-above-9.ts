/** `exec 10> file` where the shell reads the command 10. */

import type { Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

export const descriptorAbove9: Rule = {
  id: 'descriptor-above-9',
  severity: 'error',
  group: 'dialect',
  problem: 'dash only knows descriptors of one digit: the number is taken for an operand',
  remedy: 'Use 3 to 9.',
  why:
    '`exec 200> /run/lock` looks for a program 200 and ends the shell with status 127; `cmd 10> file` gives cmd a further operand and writes its output into the file. ' +
    'The usual recipe of flock(1) has such a number. Checked with dash 0.5.12 (ShellCheck SC3023).',
  bad: [
    { text: 'exec 200> /run/hook.lock\nflock 200\n', lines: [1] },
    { text: 'systemd-notify --ready 10>&1\n', lines: [1] },
  ],
  good: [
    { text: 'exec 9> /run/hook.lock\nflock 9\necho 10 > /run/count\n' },
    { text: 'exec 200> /run/hook.lock\n', shell: 'busybox' },
    { text: 'exec 200> /run/hook.lock\n', shell: 'bash' },
  ],
  script(file, report) {
    const found = lacking(file, 'dash');
    if (!found) return undefined;
    return {
      simple(node, context) {
        if (isAskedFor(context, file)) return;
        for (const redirection of node.redirections) {
          const word = node.words.find(
            ({ end, plain }) => end === redirection.start && plain !== undefined && /^\d{2,}$/.test(plain),
          );
          if (word) report({ at: { start: word.start, end: redirection.end }, ...found.severity });
          else if (file.shell !== 'dash' && redirection.descriptor > 9 && redirection.variable === undefined)
            report({ at: redirection, ...found.severity });
        }
      },
    };
  },
};
