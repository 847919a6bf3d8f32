/** `$'…'` where the shell takes the dollar sign for itself. */
import type { Word } from '../../syntax/tree.ts';
import type { Fix, Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

export const ansiCQuotes: Rule = {
  id: 'ansi-c-quotes',
  severity: 'error',
  group: 'dialect',
  problem: "dash has no `$'…'`: it is a dollar sign and a text in which backslashes mean nothing",
  remedy: 'Write `"$(printf \'\\t\')"`, or the character itself between quotes.',
  why:
    "`IFS=$'\\n'` splits at dollar signs, backslashes and the letter n; `cut -d$'\\t'` is refused. bash, busybox and POSIX.1-2024 have it, dash 0.5.12 does not " +
    '(ShellCheck SC3003).',
  bad: [
    {
      text: 'IFS=$\'\\n\'\nfor x in $list; do echo "$x"; done\n',
      lines: [1],
      fixed: 'IFS=\'\n\'\nfor x in $list; do echo "$x"; done\n',
    },
    { text: "cut -d$'\\t' -f1 /etc/list\n", lines: [1], fixed: 'cut -d"$(printf \'\\t\')" -f1 /etc/list\n' },
  ],
  good: [
    { text: "IFS='\n'\n" },
    { text: "IFS=$'\\n'\n", shell: 'bash' },
    { text: "IFS=$'\\n'\n", shell: 'busybox' },
    { text: "grep 'x$' /etc/list\ngrep \"x$\"'y' /etc/list\nsed -n '$'p /etc/list\n" },
  ],
  script(file, report) {
    const found = lacking(file, 'dash');
    if (!found) return undefined;
    const look = (word: Word, text: string): void => {
      for (const at of quotesIn(text))
        report({
          at: { start: word.start + at.start, end: word.start + at.end },
          ...found.severity,
          ...fixOf(word.start + at.start, text.slice(at.start, at.end)),
        });
    };
    return {
      word(node, context) {
        if (file.source(node).includes("$'") && !isAskedFor(context, file)) look(node, file.source(node));
      },
    };
  },
};

/** Where `$'…'` stands outside of quotes and expansions; those have words of their own. */
function quotesIn(text: string): { readonly start: number; readonly end: number }[] {
  const found: { readonly start: number; readonly end: number }[] = [];
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (c === '\\') at++;
    else if (c === "'") at = text.indexOf("'", at + 1);
    else if (c === '"') at = endOfQuote(text, at);
    else if (c === '`' || (c === '$' && /[({]/.test(text[at + 1] ?? ''))) return found;
    else if (c === '$' && text[at + 1] === "'") {
      const end = text.indexOf("'", at + 2);
      if (end < 0) return found;
      // `'$'p` at the end of a text that was opened before is none; a backslash inside says that it is meant.
      if (/\\/.test(text.slice(at, end))) found.push({ start: at, end: end + 1 });
      at = end;
    }
    if (at < 0) return found;
  }
  return found;
}

function endOfQuote(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

/** Only for the two that can be spelt without doubt. */
function fixOf(start: number, text: string): { readonly fix?: Fix } {
  const spelt = text === "$'\\n'" ? "'\n'" : text === "$'\\t'" ? '"$(printf \'\\t\')"' : undefined;
  if (spelt === undefined) return {};
  return { fix: { title: 'Write the character', edits: [{ start, end: start + text.length, text: spelt }] } };
}
