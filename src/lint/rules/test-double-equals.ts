/** `[ a == b ]` where test only knows `=`. */
import { nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

export const testDoubleEquals: Rule = {
  id: 'test-double-equals',
  severity: 'error',
  group: 'dialect',
  problem:
    'test of dash does not know `==`: it says "unexpected operator", and the status is 2 whether the two are equal or not',
  remedy: 'Write `=`.',
  why:
    'The branch that was meant for equal texts is never taken, with one line on the console that does not name the hook. The same text works on bash ' +
    'and busybox. POSIX has only `=` (XCU test); archzfs has had such a test in a hook (ShellCheck SC3014).',
  bad: [
    {
      text: 'if [ "$keystatus" == available ]; then\n    return 0\nfi\n',
      lines: [1],
      fixed: 'if [ "$keystatus" = available ]; then\n    return 0\nfi\n',
    },
    {
      text: '[ -n "$a" ] && [ "$a" == "$b" -o "$a" == x ] && return 0\n',
      lines: [1, 1],
      fixed: '[ -n "$a" ] && [ "$a" = "$b" -o "$a" = x ] && return 0\n',
    },
  ],
  good: [
    { text: '[ "$keystatus" = available ] && return 0\n' },
    { text: '[ "$keystatus" == available ] && return 0\n', shell: 'busybox' },
    { text: '[ "$keystatus" == available ] && return 0\n', shell: 'bash' },
    { text: '[ "==" = "$x" ] && return 0\n' },
  ],
  script(file, report) {
    const found = lacking(file, 'dash');
    if (!found) return undefined;
    return {
      simple(node, context) {
        const name = nameOf(node);
        if ((name !== '[' && name !== 'test') || isAskedFor(context, file)) return;
        for (const [index, word] of operandsOf(node).entries()) {
          if (index === 0 || word.plain !== '==') continue;
          report({
            at: word,
            ...found.severity,
            fix: { title: 'Write =', edits: [{ start: word.start, end: word.end, text: '=' }] },
          });
        }
      },
    };
  },
};
