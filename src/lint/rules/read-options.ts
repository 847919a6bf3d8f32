/** Options of read that the image's shell does not have. */
import type { Simple } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

export const readOptions: Rule = {
  id: 'read-options',
  severity: 'error',
  group: 'dialect',
  problem: 'read of this shell does not have the option: nothing is read, and the variable is not set',
  remedy: 'dash has -r and -p; use `stty`, `timeout` or `dd` for the rest, and name a variable.',
  why:
    'dash says "read: Illegal option -t" and the status is 2, so that a loop around it never waits: it spins or ends at once. A password that was to be read with -s ' +
    'is empty. dash(1) has only -p and -r and wants a name; busybox has no -a (ShellCheck SC3045).',
  bad: [
    { text: 'read -t 5 -r answer < /dev/console\n', lines: [1] },
    { text: 'stty -echo\nread -rs pass < /dev/console\n', lines: [2] },
    { text: 'read -r < /etc/hostid\n', lines: [1] },
    { text: 'read -ra words < /etc/list\n', shell: 'busybox', lines: [1] },
  ],
  good: [
    { text: 'read -r answer < /dev/console\nread -rp "Key: " key < /dev/console\n' },
    { text: 'read -t 5 -rs answer\n', shell: 'busybox' },
    { text: 'read -ra words\nread -d : x\n', shell: 'bash' },
  ],
  script(file, report) {
    const dash = lacking(file, 'dash');
    const found = dash ?? lacking(file, 'busybox');
    if (!found) return undefined;
    return {
      simple(node, context) {
        if (nameOf(node) !== 'read' || isAskedFor(context, file)) return;
        const { letters, names } = optionsOf(node);
        const lacked = letters.find((letter) => (dash ? !/[pr]/.test(letter) : letter === 'a'));
        if (lacked !== undefined)
          report({
            at: node,
            message: `read of ${found.shell} has no -${lacked}: nothing is read, and the variable is not set`,
            ...found.severity,
          });
        else if (names === 0 && dash)
          report({ at: node, message: 'read of dash wants a variable: nothing is read', ...dash.severity });
      },
    };
  },
};

function optionsOf(node: Simple): { readonly letters: readonly string[]; readonly names: number } {
  const letters: string[] = [];
  const words = operandsOf(node);
  let at = 0;
  for (; at < words.length; at++) {
    const text = literalOf(words[at]);
    if (text === undefined || !/^-[a-zA-Z]/.test(text)) break;
    const given = [...text.slice(1)];
    const valued = given.findIndex((letter) => /[dtnNpiu]/.test(letter));
    letters.push(...(valued < 0 ? given : given.slice(0, valued + 1)));
    if (valued === given.length - 1) at++;
  }
  return { letters, names: words.length - at };
}
