/** `[^a]` in a pattern, where the shell reads a caret among the characters. */
import type { Word } from '../../syntax/tree.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

export const caretBracket: Rule = {
  id: 'caret-bracket',
  severity: 'error',
  group: 'dialect',
  problem: 'in patterns of dash `[^…]` matches a caret or one of the characters: the opposite of what was meant',
  remedy: 'Write `[!…]`.',
  why:
    '`case $x in *[^0-9]*)` then finds the numbers instead of all others, and `${x%%[^a-z]*}` cuts at the letters. bash and busybox take both for "not", POSIX has only `!` ' +
    '(XCU 2.13.1). Checked with dash 0.5.12 of Debian (ShellCheck SC3026).',
  bad: [
    {
      text: 'case "$1" in\n    *[^0-9]*) return 1 ;;\nesac\n',
      lines: [2],
      fixed: 'case "$1" in\n    *[!0-9]*) return 1 ;;\nesac\n',
    },
    { text: 'name=${unit%%[^a-z]*}\n', lines: [1], fixed: 'name=${unit%%[!a-z]*}\n' },
    {
      text: 'for dev in /dev/sd[^a]; do\n    echo "$dev"\ndone\n',
      lines: [1],
      fixed: 'for dev in /dev/sd[!a]; do\n    echo "$dev"\ndone\n',
    },
  ],
  good: [
    { text: 'case "$1" in\n    *[!0-9]*) return 1 ;;\n    "[^x]") return 2 ;;\nesac\nsed \'s/[^0-9]//\' /etc/x\n' },
    { text: 'case "$1" in\n    *[^0-9]*) return 1 ;;\nesac\n', shell: 'busybox' },
    { text: 'name=${unit%%[^a-z]*}\n', shell: 'bash' },
  ],
  script(file, report) {
    const found = lacking(file, 'dash');
    if (!found) return undefined;
    const look = (word: Word): void => {
      if (!word.parts.some((part) => part.kind === 'literal' && !part.quoted && part.value.includes('[^'))) return;
      for (const start of caretsIn(word, file))
        report({
          at: { start, end: start + 2 },
          ...found.severity,
          fix: { title: 'Write [!', edits: [{ start, end: start + 2, text: '[!' }] },
        });
    };
    return {
      case(node, context) {
        if (!isAskedFor(context, file)) for (const { patterns } of node.items) patterns.forEach(look);
      },
      for(node) {
        node.words?.forEach(look);
      },
      parameter(node) {
        if (/^[#%]{1,2}$/.test(node.operator) && node.word) look(node.word);
      },
    };
  },
};

/** Offsets of `[^` outside of quotes and expansions of a pattern. */
function caretsIn(word: Word, file: LintedFile): number[] {
  const text = file.source(word);
  const found: number[] = [];
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const c = text[at]!;
    if (c === '\\' && quote !== "'") at++;
    else if (quote) quote = c === quote ? '' : quote;
    else if (c === "'" || c === '"') quote = c;
    else if (c === '$' || c === '`') return found;
    else if (c === '[' && text[at + 1] === '^' && text.includes(']', at + 3)) found.push(word.start + at);
  }
  return found;
}
