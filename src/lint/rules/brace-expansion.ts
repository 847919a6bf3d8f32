/** `{a,b}` in a shell that takes it for text. */
import type { Word } from '../../syntax/tree.ts';
import type { Fix, Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

const BRACES = /^([^{}\\]*)\{([^{}\s\\]*,[^{}\s\\]*)\}([^{}\\]*)$/;
const RANGE = /\{-?\d+\.\.-?\d+(?:\.\.-?\d+)?\}/;

export const braceExpansion: Rule = {
  id: 'brace-expansion',
  severity: 'error',
  group: 'dialect',
  problem: 'dash and busybox do not expand braces: the command gets them as they are written',
  remedy: 'Write out the words.',
  why:
    '`mkdir -p /run/{keys,store}` makes one directory with braces in its name; `for i in {1..10}` has one round. bash expands them, in POSIX mode too. Checked with ' +
    'dash 0.5.12 and busybox 1.35 (ShellCheck SC3009).',
  bad: [
    { text: 'mkdir -p /run/{keys,store}\n', lines: [1], fixed: 'mkdir -p /run/keys /run/store\n' },
    { text: 'for _i in {1..10}; do\n    sleep 1\ndone\n', shell: 'busybox', lines: [1] },
  ],
  good: [
    { text: 'mkdir -p /run/keys /run/store\n' },
    { text: 'mkdir -p /run/{keys,store}\n', shell: 'bash' },
    {
      text: "awk '{print $1,$2}' /proc/mounts\nfind . -exec echo {} +\ncase $x in\n    {a,b}) return 0 ;;\nesac\nx={a,b}\n",
    },
  ],
  script(file, report) {
    const found = lacking(file, 'dash', 'busybox');
    if (!found) return undefined;
    const look = (word: Word): void => {
      const text = word.parts.map((part) => (part.kind === 'literal' && !part.quoted ? part.value : '\0')).join('');
      const parts = BRACES.exec(text);
      if (!parts && !RANGE.test(text)) return;
      report({
        at: word,
        ...found.severity,
        ...(parts && word.plain !== undefined ? { fix: spelt(word, parts) } : {}),
      });
    };
    return {
      simple(node, context) {
        if (!isAskedFor(context, file)) for (const word of node.words) if (word.assignment === 0) look(word);
      },
      for(node, context) {
        if (!isAskedFor(context, file)) for (const word of node.words ?? []) look(word);
      },
    };
  },
};

function spelt(word: Word, [, before, inside, after]: RegExpExecArray): Fix {
  const words = inside!.split(',').map((one) => `${before}${one}${after}`);
  return { title: 'Write out the words', edits: [{ start: word.start, end: word.end, text: words.join(' ') }] };
}
