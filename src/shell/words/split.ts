/** Field splitting (XCU 2.6.5), of words and of the lines that `read` takes. */
import type { Fragment } from './pattern.ts';

/**
 * A word after expansion, in order. `split`: the result of an unquoted expansion, to be split (and matched as a pattern);
 * not split and not quoted: text of the script itself, a pattern but never split. `break` ends a field between the
 * parameters of `$@`; parameters that are empty come as empty pieces (quoted ones keep their field, unquoted ones do not).
 */
export type Piece = { readonly text: string; readonly quoted: boolean; readonly split: boolean } | { readonly break: true };

export type Field = readonly Fragment[];

/** Value of IFS when it is unset. */
export const DEFAULT_IFS = ' \t\n';

/** The text of a field, quotes gone. */
export const fieldText = (field: Field): string => (field.length === 1 ? field[0]!.text : field.map((fragment) => fragment.text).join(''));

/** The fields of a word; none when nothing but unquoted emptiness is left. `ifs` undefined: unset. */
export function splitFields(pieces: readonly Piece[], ifs: string | undefined): Field[] {
  void ifs;
  return [pieces.flatMap((piece) => ('break' in piece ? [] : [{ text: piece.text, quoted: piece.quoted }]))];
}

/** The fields of one unquoted expansion that is the whole word: the common case, without fragments. */
export function splitText(text: string, ifs: string | undefined): string[] {
  void ifs;
  return text.split(/[ \t\n]+/).filter(Boolean);
}
