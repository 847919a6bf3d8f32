/** `trap … SIGTERM`, `trap … ERR`, `kill -SIGTERM`: names that dash does not know. */

import type { Word } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Fix, Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

export const signalNames: Rule = {
  id: 'signal-names',
  severity: 'warning',
  group: 'dialect',
  problem: 'dash does not know this name of a signal',
  remedy: 'Write the name without SIG; ERR, DEBUG and RETURN are of bash.',
  why:
    'dash says "trap: SIGTERM: bad trap" and sets nothing, so that what was to be cleaned up is left; `kill -SIGTERM` says "Illegal option -S" and the process lives. ' +
    'POSIX has the names without SIG (XCU trap). Checked with dash 0.5.12; busybox takes SIG but neither DEBUG nor RETURN (ShellCheck SC3047, SC3048, SC3049).',
  bad: [
    {
      role: 'program',
      text: 'trap "rm -f /run/lock" EXIT SIGTERM\n',
      lines: [1],
      fixed: 'trap "rm -f /run/lock" EXIT TERM\n',
    },
    { role: 'program', text: 'trap failed ERR\n', lines: [1] },
    {
      text: 'kill -SIGKILL "$pid"\nkill -s SIGTERM "$pid"\n',
      lines: [1, 2],
      fixed: 'kill -KILL "$pid"\nkill -s TERM "$pid"\n',
    },
  ],
  good: [
    { role: 'program', text: 'trap "rm -f /run/lock" EXIT TERM 2\ntrap - TERM\ntrap ERR\n' },
    { role: 'program', text: 'trap failed ERR SIGTERM\nkill -SIGTERM "$pid"\n', shell: 'bash' },
    { role: 'program', text: 'trap failed ERR SIGTERM\n', shell: 'busybox' },
  ],
  script(file, report) {
    const dash = lacking(file, 'dash');
    const found = dash ?? lacking(file, 'busybox');
    if (!found) return undefined;
    const look = (word: Word | undefined, prefix: string): void => {
      const text = literalOf(word)?.slice(prefix.length);
      if (!word || text === undefined) return;
      const sig = dash && /^SIG[A-Z0-9]+$/i.test(text);
      if (!sig && !/^(?:DEBUG|RETURN)$/.test(text) && !(dash && text === 'ERR')) return;
      report({
        at: word,
        message: `${found.shell} does not know the signal ${text}`,
        ...found.severity,
        ...(sig && word.plain !== undefined ? { fix: without(word, prefix, text) } : {}),
      });
    };
    return {
      simple(node, context) {
        const name = nameOf(node);
        if ((name !== 'trap' && name !== 'kill') || isAskedFor(context, file)) return;
        const words = operandsOf(node);
        if (name === 'trap') for (const word of words.slice(1)) look(word, '');
        else if (dash && literalOf(words[0]) === '-s') look(words[1], '');
        else if (dash && literalOf(words[0])?.startsWith('-')) look(words[0], '-');
      },
    };
  },
};

const without = (word: Word, prefix: string, text: string): Fix => ({
  title: 'Write the name without SIG',
  edits: [{ start: word.start, end: word.end, text: `${prefix}${text.slice(3)}` }],
});
