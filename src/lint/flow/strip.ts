/** `${x#…}`, `${x%…}` and their like on values: exact on known text, by meaning on names. */
import {
  behind,
  changed,
  type Done,
  firstPart,
  lastPart,
  replaced,
  schemeOf,
  withoutFirst,
  withoutLast,
  withoutSnapshot,
} from './parts.ts';
import { matchedEnd, type Pattern } from './pattern.ts';
import { extend } from './trail.ts';
import {
  isName,
  knownText,
  mapNames,
  mapShapes,
  merged,
  type Name,
  type Piece,
  type Shape,
  text,
  type Value,
} from './value.ts';

export function stripped(value: Value, operator: '#' | '##' | '%' | '%%', pattern: Pattern, done: Done): Value {
  const longest = operator.length === 2;
  return mapShapes(value, (shape) => {
    const known = knownText(shape);
    const pieces =
      known !== undefined && pattern.every((token) => token.kind !== 'text' || token.text.length < 200)
        ? stripText(shape, known, operator, pattern)
        : operator.startsWith('#')
          ? stripFront(shape.pieces, pattern, longest, done)
          : stripBack(shape.pieces, pattern, longest, done);
    return pieces === shape.pieces ? shape : { pieces: merged(pieces), lines: shape.lines };
  });
}

function stripText(shape: Shape, known: string, operator: string, pattern: Pattern): readonly Piece[] {
  const front = operator.startsWith('#');
  const length = matchedEnd(known, pattern, front ? 'start' : 'end', operator.length === 2);
  if (length === undefined || length === 0) return shape.pieces;
  return [text(front ? known.slice(length) : known.slice(0, known.length - length))];
}

/** `*S` or `S*`: everything up to a text, or from it on. */
const around = (pattern: Pattern, anyFirst: boolean): string | undefined => {
  const [any, fixed] = anyFirst ? pattern : [pattern[1], pattern[0]];
  return pattern.length === 2 && any?.kind === 'any' && fixed?.kind === 'text' ? fixed.text : undefined;
};

function stripFront(pieces: readonly Piece[], pattern: Pattern, longest: boolean, done: Done): readonly Piece[] {
  const upTo = around(pattern, true);
  if (upTo !== undefined) return longest ? behindLast(pieces, upTo, done) : behindFirst(pieces, upTo, done);
  if (pattern.some(({ kind }) => kind === 'any' || kind === 'one')) return allChanged(pieces, done);
  let rest = [...pieces];
  for (const token of pattern as readonly Piece[]) {
    const [first] = rest;
    if (!first) return pieces;
    if (isName(token)) {
      if (!isName(first)) return pieces;
      if (first.id !== token.id) return allChanged(pieces, done);
      rest = rest.slice(1);
    } else if (isName(first)) {
      if (rest.length < pieces.length) return allChanged(pieces, done);
      return [behind(first, token.text, false, done.place), ...rest.slice(1)];
    } else if (first.text.startsWith(token.text)) rest[0] = text(first.text.slice(token.text.length));
    else if (rest.length === 1 || !token.text.startsWith(first.text)) return pieces;
    else return allChanged(pieces, done);
    rest = rest.filter((piece) => isName(piece) || piece.text !== '');
  }
  return rest;
}

/** `${x#*S}` */
function behindFirst(pieces: readonly Piece[], mark: string, done: Done): readonly Piece[] {
  for (const [index, piece] of pieces.entries()) {
    const rest = pieces.slice(index + 1);
    if (!isName(piece)) {
      const at = piece.text.indexOf(mark);
      if (at >= 0) return [text(piece.text.slice(at + mark.length)), ...rest];
      continue;
    }
    if (mark === '/') {
      if (piece.slash) return [withoutFirst(piece, done), ...rest];
      if (rest.length === 0 && index === 0) return pieces;
      continue;
    }
    return [afterMark(piece, mark, done), ...rest];
  }
  return pieces;
}

/** `${x##*S}` */
function behindLast(pieces: readonly Piece[], mark: string, done: Done): readonly Piece[] {
  for (let index = pieces.length - 1; index >= 0; index--) {
    const piece = pieces[index]!;
    const rest = pieces.slice(index + 1);
    if (!isName(piece)) {
      const at = piece.text.lastIndexOf(mark);
      if (at >= 0) return [text(piece.text.slice(at + mark.length)), ...rest];
      continue;
    }
    if (mark === '/') {
      if (piece.slash) return [lastPart(piece, done), ...rest];
      continue;
    }
    return [afterMark(piece, mark, done), ...rest];
  }
  return pieces;
}

const MARKED: Readonly<Record<string, string>> = { '://': 'file://', ':': 'zfs:', '=': 'ZFS=' };

/** A name behind a mark that it may hold: `${uri#*://}`, `${root#*:}`. */
function afterMark(piece: Piece, mark: string, done: Done): Piece {
  if (!isName(piece)) return piece;
  const prefix = MARKED[mark];
  if (piece.kind === 'key-uri') return behind(piece, 'file://', false, done.place);
  if (prefix && piece.kind === 'dataset') return behind(piece, prefix, false, done.place);
  return changed(piece, done);
}

function stripBack(pieces: readonly Piece[], pattern: Pattern, longest: boolean, done: Done): readonly Piece[] {
  const from = around(pattern, false);
  if (from !== undefined) return longest ? beforeFirst(pieces, from, done) : beforeLast(pieces, from, done);
  const [only] = pattern;
  if (pattern.length !== 1 || only?.kind !== 'text') return allChanged(pieces, done);
  const last = pieces.at(-1);
  if (last && !isName(last) && last.text.endsWith(only.text))
    return [...pieces.slice(0, -1), text(last.text.slice(0, last.text.length - only.text.length))];
  return pieces;
}

/** `${x%%S*}` */
export function beforeFirst(pieces: readonly Piece[], mark: string, done: Done): readonly Piece[] {
  for (const [index, piece] of pieces.entries()) {
    const front = pieces.slice(0, index);
    if (!isName(piece)) {
      const at = piece.text.indexOf(mark);
      if (at >= 0) return [...front, text(piece.text.slice(0, at))];
    } else if (mark === '@') {
      if (piece.kind === 'snapshot' || piece.kind === 'unknown') return [...front, withoutSnapshot(piece, done)];
    } else if (mark === piece.separator || mark === '/') {
      if (piece.slash || (piece.separator === mark && mark !== '/')) return [...front, firstPart(piece, done)];
    } else if (mark.startsWith(':') && piece.kind === 'key-uri') return [...front, schemeOf(piece, done)];
    else if (mayHold(piece, mark)) return [...front, changed(piece, done)];
  }
  return pieces;
}

/** Names of datasets and pools hold letters, digits and `-_.:` and space (zfs(8)); only root= has a colon as a rule, behind its prefix. */
const mayHold = ({ kind, origin }: Name, mark: string): boolean => {
  if (/^[ \t\n]/.test(mark)) return false;
  if (kind !== 'dataset' && kind !== 'pool' && kind !== 'snapshot' && kind !== 'part') return true;
  return mark.startsWith(':') ? origin.subject === 'root' : /^[\w.-]/.test(mark);
};

/** `${x%S*}` */
function beforeLast(pieces: readonly Piece[], mark: string, done: Done): readonly Piece[] {
  for (let index = pieces.length - 1; index >= 0; index--) {
    const piece = pieces[index]!;
    const front = pieces.slice(0, index);
    if (!isName(piece)) {
      const at = piece.text.lastIndexOf(mark);
      if (at >= 0) return [...front, text(piece.text.slice(0, at))];
    } else if (mark === '@') return [...front, withoutSnapshot(piece, done)];
    else if (mark === '/') {
      if (piece.slash) return [...front, withoutLast(piece, done)];
    } else if (mark.startsWith(':') && piece.kind === 'key-uri') return [...front, schemeOf(piece, done)];
    else return [...front, changed(piece, done)];
  }
  return pieces;
}

const allChanged = (pieces: readonly Piece[], done: Done): readonly Piece[] =>
  pieces.map((piece) => (isName(piece) ? changed(piece, done) : piece));

/** One character, or a short text, replaced everywhere: `tr / -`, `${x//\//-}`, `s,/,-,g`. */
export function replacedEverywhere(value: Value, from: string, to: string, done: Done): Value {
  return mapShapes(value, (shape) => ({
    pieces: merged(
      shape.pieces.map((piece): Piece => {
        if (isName(piece)) return replaced(piece, from, to, done);
        if (!piece.text.includes(from)) return piece;
        const content = piece.text.replaceAll(from, to);
        return from === '/' && to !== '/' && piece.text.length > 1
          ? {
              kind: 'text',
              text: content,
              replaced: extend(piece.replaced, { ...done.place, text: `every / replaced by ${done.by}` }),
            }
          : { ...piece, text: content };
      }),
    ),
    lines: shape.lines,
  }));
}

/** The whole value through something that is not understood. */
export const unknownChange = (value: Value, done: Done): Value => mapNames(value, (name) => changed(name, done));
