/** `set -x`: the command as it will run, on standard error. */
import { isBash } from '../../syntax/dialect.ts';
import { note } from '../events.ts';
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

const quoted =
  (_sh: Interpreter) =>
  (word: string): string =>
    SAFE.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

const quotedAssignment =
  (sh: Interpreter) =>
  (assignment: string): string => {
    const equals = assignment.indexOf('=') + 1;
    const value = assignment.slice(equals);
    return value === '' ? assignment : assignment.slice(0, equals) + quoted(sh)(value);
  };
