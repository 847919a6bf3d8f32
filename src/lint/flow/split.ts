/** Splitting at IFS: the fields of `read`, `set -- $x`, `for x in $y`, and of `cut` and `awk`. */
import { type Done, firstPart, withoutFirst } from './parts.ts';
import { derive, isName, merged, type Piece, type Shape, text } from './value.ts';

export const DEFAULT_IFS = ' \t\n';

interface Taken {
  readonly field: readonly Piece[];
  /** What follows the field; undefined: nothing. */
  readonly rest: readonly Piece[] | undefined;
}

const isBlank = (char: string): boolean => char === ' ' || char === '\t' || char === '\n';

/** The first field. Names are split where their separator is one of the characters, and command lines at blanks. */
export function takeField(pieces: readonly Piece[], ifs: string, done: Done): Taken {
  const field: Piece[] = [];
  for (const [index, piece] of pieces.entries()) {
    const following = pieces.slice(index + 1);
    if (isName(piece)) {
      if (piece.slash || piece.separator !== '/') {
        const separator = piece.separator === '/' ? '/' : piece.separator;
        if (ifs.includes(separator) && separator !== '')
          return { field: [...field, firstPart(piece, done)], rest: [withoutFirst(piece, done), ...following] };
      }
      if (piece.kind === 'command-line' && ifs.includes(' '))
        return {
          field: [derive(piece, 'word', { kind: 'command-line-word', spaces: false })],
          rest: [piece, ...following],
        };
      field.push(piece);
      continue;
    }
    let start = 0;
    if (field.length === 0)
      while (start < piece.text.length && isBlank(piece.text[start]!) && ifs.includes(piece.text[start]!)) start++;
    let end = start;
    while (end < piece.text.length && !ifs.includes(piece.text[end]!)) end++;
    const before = piece.text.slice(start, end);
    if (before !== '') field.push({ ...piece, text: before });
    if (end === piece.text.length) continue;
    return {
      field: merged(field),
      rest: withoutDelimiter(merged([{ ...piece, text: piece.text.slice(end) }, ...following]), ifs),
    };
  }
  return { field: merged(field), rest: undefined };
}

/** Blanks, then one other character of IFS, then blanks. */
function withoutDelimiter(pieces: readonly Piece[], ifs: string): readonly Piece[] {
  const [first, ...following] = pieces;
  if (!first || isName(first)) return pieces;
  let at = 0;
  const skip = () => {
    while (at < first.text.length && isBlank(first.text[at]!) && ifs.includes(first.text[at]!)) at++;
  };
  skip();
  if (at < first.text.length && ifs.includes(first.text[at]!) && !isBlank(first.text[at]!)) {
    at++;
    skip();
  }
  return merged([text(first.text.slice(at)), ...following]);
}

const MOST_FIELDS = 20;

/** All fields of a line. */
export function allFields(pieces: readonly Piece[], ifs: string, done: Done): readonly (readonly Piece[])[] {
  const fields: (readonly Piece[])[] = [];
  let rest: readonly Piece[] | undefined = pieces;
  while (rest && fields.length < MOST_FIELDS) {
    const taken: Taken = takeField(rest, ifs, done);
    const more: boolean = taken.rest !== undefined && taken.rest.length > 0;
    if (taken.field.length > 0 || more) fields.push(taken.field);
    if (taken.rest && taken.rest === rest) break;
    rest = taken.rest && taken.rest.length > 0 ? taken.rest : undefined;
  }
  return fields;
}

/** One shape for each of the variables of `read`: the last gets what is left. */
export function readFields(shape: Shape, ifs: string, count: number, done: Done): readonly Shape[] {
  const result: Shape[] = [];
  let rest: readonly Piece[] | undefined = shape.pieces;
  for (let index = 0; index < count; index++) {
    if (index === count - 1 || rest === undefined) {
      result.push({ pieces: rest ?? [], lines: false });
      rest = undefined;
      continue;
    }
    const taken: Taken = takeField(rest, ifs, done);
    result.push({ pieces: taken.field, lines: false });
    rest = taken.rest;
  }
  return result;
}

/** The n-th field (from 1) at a single character, as `cut -d` counts: empty fields count too. */
export function cutField(pieces: readonly Piece[], delimiter: string, number: number, done: Done): readonly Piece[] {
  if (delimiter !== ' ' && delimiter !== '\t') {
    const fields = allCutFields(pieces, delimiter, done);
    return fields[number - 1] ?? (fields.length === 1 ? pieces : []);
  }
  return allFields(pieces, delimiter, done)[number - 1] ?? [];
}

function allCutFields(pieces: readonly Piece[], delimiter: string, done: Done): readonly (readonly Piece[])[] {
  const fields: Piece[][] = [[]];
  for (const piece of pieces) {
    if (isName(piece)) {
      const separated = piece.separator === delimiter && (piece.slash || delimiter !== '/');
      fields.at(-1)!.push(separated ? firstPart(piece, done) : piece);
      if (separated) fields.push([withoutFirst(piece, done)]);
      continue;
    }
    const [first, ...more] = piece.text.split(delimiter);
    fields.at(-1)!.push(text(first!));
    for (const each of more) fields.push([text(each)]);
  }
  return fields.map(merged);
}
