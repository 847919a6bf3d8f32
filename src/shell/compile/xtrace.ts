/** `set -x`: the command as it will run, on standard error. */
import { tracedWord } from '../bash/quote.ts';
import { note } from '../events.ts';
import type { Interpreter } from '../interpreter.ts';
import { shellQuote } from '../show-words.ts';

/** Prints one command; `assignments` are those before it, which bash gives lines of their own. */
export function xtrace(sh: Interpreter, words: readonly string[], assignments: readonly string[]): void {
  if (sh.tracing) return;
  if (sh.dialect === 'dash') traceText(sh, [...assignments, ...words].join(' '));
  else if (sh.dialect === 'busybox')
    traceText(sh, [...assignments.map(quotedAssignment(sh)), ...words.map(quoted(sh))].join(' '));
  else {
    // Arrays have been told already.
    for (const assignment of assignments) if (assignment !== '') traceText(sh, quotedAssignment(sh)(assignment));
    if (words.length > 0) traceText(sh, words.map(quoted(sh)).join(' '));
  }
}

/** Prints one line after PS4. */
export function traceText(sh: Interpreter, line: string): void {
  if (sh.tracing) return;
  const text = sh.tracePrefix() + line;
  if (sh.trace.full) note(sh, { kind: 'xtrace', text });
  sh.writeError(`${text}\n`, sh.traceDescriptor);
}

/** What busybox writes without quotes. */
const BUSYBOX_SAFE = /^[-+,./0-9:@A-Z\]^_a-z]*$/;
const KEYWORDS: ReadonlySet<string> = new Set([
  '!',
  '{',
  '}',
  'case',
  'do',
  'done',
  'elif',
  'else',
  'esac',
  'fi',
  'for',
  'function',
  'if',
  'in',
  'then',
  'until',
  'while',
]);

const quoted =
  (sh: Interpreter) =>
  (word: string): string => {
    if (sh.dialect !== 'busybox') return tracedWord(sh, word);
    if (!BUSYBOX_SAFE.test(word)) return shellQuote(word, sh.dialect);
    return KEYWORDS.has(word) ? `'${word}'` : word;
  };

const quotedAssignment =
  (sh: Interpreter) =>
  (assignment: string): string => {
    const equals = assignment.indexOf('=') + 1;
    const value = assignment.slice(equals);
    return value === '' ? assignment : assignment.slice(0, equals) + quoted(sh)(value);
  };
