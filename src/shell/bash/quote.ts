/** How bash writes values so that they can be read again: `%q`, `@Q`, `declare -p`, `set`. */
import type { Interpreter } from '../interpreter.ts';
import { characters } from './letters.ts';

const CONTROLS: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\E',
};

/** True when a text holds what is not printed as it is: controls, bytes that are no characters. */
function isUnprintable(sh: Interpreter, text: string): boolean {
  if (/^[\x20-\x7e]*$/.test(text)) return false;
  return characters(sh, text).some(isUnprintableCharacter);
}

const isUnprintableCharacter = (character: string): boolean =>
  character.length === 1 ? character < ' ' || character > '~' : /^\xc2[\x80-\x9f]$/.test(character);

/** `$'…'`. */
export function dollarQuoted(sh: Interpreter, text: string): string {
  const inner = characters(sh, text).map((character) => {
    if (character === '\\' || character === "'") return `\\${character}`;
    if (!isUnprintableCharacter(character)) return character;
    return (
      CONTROLS[character] ??
      [...character].map((byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`).join('')
    );
  });
  return `$'${inner.join('')}'`;
}

export const singleQuoted = (text: string): string => (text === "'" ? "\\'" : `'${text.replaceAll("'", "'\\''")}'`);

const METACHARACTERS = /[ \t\n'"\\|&;()<>!{}*[\]?^$`]|(?:^|[=:])~|(?:^|[ \t])#/;

/** As `set` and `declare` list a value: quoted only where it must be. */
export function listedValue(sh: Interpreter, text: string): string {
  if (isUnprintable(sh, text)) return dollarQuoted(sh, text);
  return METACHARACTERS.test(text) ? singleQuoted(text) : text;
}

/** As `declare -p` does: in double quotes. */
export function declaredValue(sh: Interpreter, text: string): string {
  return isUnprintable(sh, text) ? dollarQuoted(sh, text) : `"${text.replace(/[\\"$`]/g, '\\$&')}"`;
}

/** `${x@Q}` and `printf %Q`'s kin: always in quotes. */
export function reusable(sh: Interpreter, text: string): string {
  return isUnprintable(sh, text) ? dollarQuoted(sh, text) : singleQuoted(text);
}

/** `printf %q`: backslashes. */
export function backslashed(sh: Interpreter, text: string): string {
  if (text === '') return "''";
  if (isUnprintable(sh, text)) return dollarQuoted(sh, text);
  return text.replace(/[ !"$&'()*,;<>?[\\\]^`{|}]|^[#~]|(?<=[=:])~/g, '\\$&');
}

/** A key of an associative array between its brackets. */
export function listedKey(sh: Interpreter, key: string): string {
  if (isUnprintable(sh, key)) return dollarQuoted(sh, key);
  return METACHARACTERS.test(key) || key === '@' || key === '*' || key === ''
    ? `"${key.replace(/[\\"$`]/g, '\\$&')}"`
    : key;
}

/** A word in a line of xtrace: quoted where it must be, `$'…'` only where single quotes would not do. */
export function tracedWord(sh: Interpreter, text: string): string {
  if (text === '' || METACHARACTERS.test(text)) return singleQuoted(text);
  return isUnprintable(sh, text) ? dollarQuoted(sh, text) : text;
}

/** A name in a complaint about it. */
export const printableName = (sh: Interpreter, name: string): string =>
  isUnprintable(sh, name) ? dollarQuoted(sh, name) : name;
