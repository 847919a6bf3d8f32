/** `echo -e` where echo prints the option. */

import type { Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

export const echoOptions: Rule = {
  id: 'echo-options',
  severity: 'warning',
  group: 'dialect',
  problem: 'echo of dash prints this option, as it only knows -n',
  remedy: 'Write `printf \'%b\\n\' "…"`.',
  why:
    'What was to be read by another program, a udev rule, a configuration or a key, begins with "-e ". On the console it is only ugly. dash(1) has -n and always ' +
    'interprets backslashes; bash and busybox have -e and -E (ShellCheck SC3037).',
  bad: [
    { text: 'echo -e "a\\tb" > /run/list\n', lines: [1], fixed: 'printf \'%b\\n\' "a\\tb" > /run/list\n' },
    { text: 'echo -ne "\\033c" > /dev/console\n', lines: [1], fixed: 'printf \'%b\' "\\033c" > /dev/console\n' },
  ],
  good: [
    { text: 'printf \'a\\tb\\n\'\necho -n "$x"\necho "-e" is text\n' },
    { text: 'echo -e "a\\tb"\n', shell: 'busybox' },
    { text: 'echo -e "a\\tb"\n', shell: 'bash' },
  ],
  script(file, report) {
    const found = lacking(file, 'dash');
    if (!found) return undefined;
    return {
      simple(node, context) {
        const [name, ...rest] = node.words;
        // What comes after -n that dash knows.
        const at = rest.findIndex(({ plain }) => plain !== '-n');
        const [option, operand, ...others] = rest.slice(at);
        if (name?.plain !== 'echo' || !option?.plain || !/^-[neE]*[eE][neE]*$/.test(option.plain)) return;
        if (isAskedFor(context, file)) return;
        const format = option.plain.includes('n') ? "'%b'" : "'%b\\n'";
        const edit = { start: name.start, end: option.end, text: `printf ${format}` };
        const single =
          at === 0 &&
          operand &&
          others.length === 0 &&
          !option.plain.includes('E') &&
          /^"[^"]*"$|^'[^']*'$/.test(file.source(operand)) &&
          !/[$@*`]/.test(file.source(operand));
        report({
          at: option,
          ...found.severity,
          ...(single ? { fix: { title: 'Write printf %b', edits: [edit] } } : {}),
        });
      },
    };
  },
};
