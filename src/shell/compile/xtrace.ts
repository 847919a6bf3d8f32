/** `set -x`: the command as it will run, on standard error. */
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

const SAFE = /^[A-Za-z0-9_.,:/@%+=-]+$/;
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
  (word: string): string =>
    sh.dialect === 'busybox' && !BUSYBOX_SAFE.test(word)
      ? shellQuote(word, sh.dialect)
      : sh.dialect === 'busybox'
        ? KEYWORDS.has(word)
          ? `'${word}'`
          : word
        : SAFE.test(word)
          ? word
          : `'${word.replaceAll("'", "'\\''")}'`;

const quotedAssignment =
  (sh: Interpreter) =>
  (assignment: string): string => {
    const equals = assignment.indexOf('=') + 1;
    const value = assignment.slice(equals);
    return value === '' ? assignment : assignment.slice(0, equals) + quoted(sh)(value);
  };
