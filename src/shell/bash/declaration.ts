/** A variable as `declare -p` prints it, and its attributes' letters. */
import type { Interpreter } from '../interpreter.ts';
import type { Variable } from '../variables.ts';
import { declaredValue, listedKey, listedValue, singleQuoted } from './quote.ts';
import { allKeys, allValues } from './reference.ts';

/** The letters of its attributes, in bash's order; '' when it has none. */
export function attributeLetters(variable: Variable): string {
  const { extension } = variable;
  const array = extension?.array?.kind ?? (extension?.dynamic?.values ? 'indexed' : undefined);
  return [
    array === 'indexed' ? 'a' : '',
    array === 'associative' ? 'A' : '',
    extension?.integer ? 'i' : '',
    extension?.reference ? 'n' : '',
    variable.readonly ? 'r' : '',
    extension?.traced ? 't' : '',
    variable.exported ? 'x' : '',
    extension?.letters === 'capital' ? 'c' : '',
    extension?.letters === 'lower' ? 'l' : '',
    extension?.letters === 'upper' ? 'u' : '',
  ].join('');
}

/** The elements as they are written in parentheses. */
export function elementsText(sh: Interpreter, variable: Variable): string {
  const keys = allKeys(sh, variable);
  const values = allValues(sh, variable) ?? [];
  const associative = variable.extension?.array?.kind === 'associative';
  const written = keys.map(
    (key, index) => `[${associative ? listedKey(sh, key) : key}]=${declaredValue(sh, values[index] ?? '')}`,
  );
  return `(${written.join(' ')}${associative && written.length > 0 ? ' ' : ''})`;
}

export const isArray = (variable: Variable | undefined): boolean =>
  variable?.extension?.array !== undefined || variable?.extension?.dynamic?.values !== undefined;

/** `declare -ax name=(…)`; without a newline. */
export function declaration(sh: Interpreter, name: string, variable: Variable): string {
  return `declare -${attributeLetters(variable) || '-'} ${name}${shownValue(sh, variable, declaredValue)}`;
}

/** `=value`, or nothing when there is none. */
function shownValue(sh: Interpreter, variable: Variable, show: (sh: Interpreter, text: string) => string): string {
  const { extension } = variable;
  if (isArray(variable))
    return extension!.bare ? '' : extension?.dynamic?.hidden?.(sh) ? '' : `=${elementsText(sh, variable)}`;
  if (extension?.reference) return extension.target === undefined ? '' : `="${extension.target}"`;
  const value = extension?.dynamic ? extension.dynamic.get(sh) : variable.value;
  return value === undefined ? '' : `=${show(sh, value)}`;
}

/** What `set` leaves out as long as nobody has asked for it. */
const UNLISTED: ReadonlySet<string> = new Set([
  'BASHPID',
  'BASH_ARGV0',
  'BASH_SUBSHELL',
  'COMP_WORDBREAKS',
  'EPOCHREALTIME',
  'EPOCHSECONDS',
  'HISTCMD',
  'RANDOM',
  'SECONDS',
  'SRANDOM',
]);

/** In POSIX mode nothing is written as `$'…'`. */
const posixValue = (_sh: Interpreter, text: string): string =>
  /^[\w%+,./:=@-]*$/.test(text) ? text : singleQuoted(text);

/** Arrays that are empty as long as nobody has asked for them. */
const UNASKED: ReadonlySet<string> = new Set(['DIRSTACK', 'GROUPS']);
/** Listed where they have elements. */
const UNLESS_EMPTY: ReadonlySet<string> = new Set(['FUNCNAME', 'PIPESTATUS']);

/** As `set` lists it; undefined when it has no value. */
export function listedVariable(sh: Interpreter, name: string, variable: Variable): string | undefined {
  const dynamic = variable.extension?.dynamic;
  if (dynamic && !variable.extension?.asked) {
    if (UNLISTED.has(name)) return undefined;
    if (UNASKED.has(name)) return `${name}=()`;
    if (UNLESS_EMPTY.has(name) && dynamic.values?.(sh).length === 0) return undefined;
  }
  const value = shownValue(sh, variable, sh.dialect === 'bash-posix' ? posixValue : listedValue);
  return value === '' ? undefined : `${name}${value}`;
}
