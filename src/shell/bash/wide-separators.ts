/** IFS with characters of several bytes: they are single ones while a text is split. */
import { isBash } from '../../syntax/dialect.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Field, Piece } from '../words/split.ts';
import { splitFields } from '../words/split.ts';
import { characters, isUtf8 } from './letters.ts';

/** Beyond all bytes. */
const FIRST = 0xe000;
const ASCII = /^[\x00-\x7f]*$/;

/** True where IFS has such characters. */
export const hasWideSeparators = (sh: Interpreter, ifs: string | undefined): ifs is string =>
  ifs !== undefined && !ASCII.test(ifs) && isBash(sh.dialect) && isUtf8(sh);

/** `splitFields` where it has. */
export function splitWide(sh: Interpreter, pieces: readonly Piece[], ifs: string): Field[] {
  const wide = characters(sh, ifs).filter((each) => each.length > 1);
  const change = (text: string, from: (index: number) => string, to: (index: number) => string): string =>
    wide.reduce((result, _, index) => result.replaceAll(from(index), to(index)), text);
  const bytes = (index: number): string => wide[index]!;
  const single = (index: number): string => String.fromCharCode(FIRST + index);
  const narrow = pieces.map((piece) =>
    'break' in piece ? piece : { ...piece, text: change(piece.text, bytes, single) },
  );
  return splitFields(narrow, change(ifs, bytes, single), true).map((field) =>
    field.map((fragment) => ({ ...fragment, text: change(fragment.text, single, bytes) })),
  );
}
