/** `set -x`: the command as it will run, on standard error. */
import { isBash } from '../../syntax/dialect.ts';
import { note } from '../events.ts';
import { shellQuote } from '../show-words.ts';
import type { Interpreter } from '../interpreter.ts';

/** Prints one command; `assignments` are those before it. */
export function xtrace(sh: Interpreter, words: readonly string[], assignments: readonly string[]): void {
  if (sh.tracing) return;
  const shown =
    isBash(sh.dialect) || sh.dialect === 'busybox'
      ? [...assignments.map(quotedAssignment(sh)), ...words.map(quoted(sh))]
      : [...assignments, ...words];
  const text = `${sh.tracePrefix()}${shown.join(' ')}`;
  if (sh.trace.full) note(sh, { kind: 'xtrace', text });
  sh.writeError(`${text}\n`, sh.traceDescriptor);
}

const SAFE = /^[A-Za-z0-9_.,:/@%+=-]+$/;
/** What busybox writes without quotes. */
const BUSYBOX_SAFE = /^[-+,./0-9:@A-Z\]^_a-z]*$/;
const KEYWORDS: ReadonlySet<string> = new Set(['!', '{', '}', 'case', 'do', 'done', 'elif', 'else', 'esac', 'fi', 'for', 'function', 'if', 'in', 'then', 'until', 'while']);

const quoted =
  (sh: Interpreter) =>
  (word: string): string =>
    sh.dialect === 'busybox' && !BUSYBOX_SAFE.test(word) ? shellQuote(word, sh.dialect) : sh.dialect === 'busybox' ? (KEYWORDS.has(word) ? `'${word}'` : word) : SAFE.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

const quotedAssignment =
  (sh: Interpreter) =>
  (assignment: string): string => {
    const equals = assignment.indexOf('=') + 1;
    const value = assignment.slice(equals);
    return value === '' ? assignment : assignment.slice(0, equals) + quoted(sh)(value);
  };
