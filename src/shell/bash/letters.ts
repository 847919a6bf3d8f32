/** Letters large and small, and characters as the locale counts them. Texts are bytes; in a UTF-8 locale several may be one character. */
import { Buffer } from 'node:buffer';
import type { Interpreter } from '../interpreter.ts';
import type { Letters } from './extension.ts';

/** Whether the shell's locale encodes characters as UTF-8. */
export function isUtf8(sh: Interpreter): boolean {
  const { variables } = sh;
  const locale = variables.get('LC_ALL') || variables.get('LC_CTYPE') || variables.get('LANG') || '';
  return /\.utf-?8$/i.test(locale);
}

const UTF8_CHARACTER = /[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\s\S]/g;
const ASCII = /^[\x00-\x7f]*$/;

/** The characters of a text, each as its bytes; what is no character is a byte of its own. */
export function characters(sh: Interpreter, text: string): readonly string[] {
  if (ASCII.test(text) || !isUtf8(sh)) return [...text];
  return text.match(UTF8_CHARACTER) ?? [];
}

/** How many characters a text has. */
export const lengthOf = (sh: Interpreter, text: string): number =>
  ASCII.test(text) || !isUtf8(sh) ? text.length : characters(sh, text).length;

/** One character to upper or lower case; only where that is one character again. */
export function changeCase(character: string, to: 'upper' | 'lower' | 'toggle'): string {
  const known = character.length > 1 ? decode(character) : character;
  if (known.length === 1 && character.length === 1 && known > '\x7f') return character;
  const upper = known.toUpperCase();
  const lower = known.toLowerCase();
  const changed = to === 'upper' ? upper : to === 'lower' ? lower : known === upper ? lower : upper;
  return [...changed].length !== 1 ? character : character.length > 1 ? encode(changed) : changed;
}

/** A character of one byte or several. */
export const decode = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
const encode = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** A text as `declare -u`, `-l` or `-c` makes it. */
export function inLetters(sh: Interpreter, text: string, letters: Letters): string {
  const list = characters(sh, text);
  if (letters === 'capital')
    return list.map((each, index) => changeCase(each, index === 0 ? 'upper' : 'lower')).join('');
  return list.map((each) => changeCase(each, letters)).join('');
}
