/** What a word may be, without running it: alternatives, each a row of known text and of names whose kind and origin are known. `/dev/zvol/$1/keystore` is text, a name, text; a test or a strip of it can then be worked out. */
import { extend, type Place, type Trail } from './trail.ts';

/** Alternatives; never empty. */
export interface Value {
  readonly shapes: readonly Shape[];
}

export interface Shape {
  readonly pieces: readonly Piece[];
  /** Possibly several lines, each of this shape. */
  readonly lines: boolean;
}

export type Piece = Text | Name;

export interface Text {
  readonly kind: 'text';
  readonly text: string;
  /** Set where slashes were replaced by hand. */
  readonly replaced?: Trail;
}

export type NameKind =
  | 'dataset'
  | 'pool'
  | 'snapshot'
  | 'key-uri'
  | 'key-path'
  | 'path'
  | 'device'
  | 'scheme'
  /** The last part of a dataset's name, or what is left of it without its pool. */
  | 'part'
  /** One of a fixed set of words: on, off, available, filesystem. */
  | 'keyword'
  | 'number'
  /** The kernel command line, a word of it, an argument's value. */
  | 'command-line'
  | 'command-line-word'
  | 'argument'
  | 'unknown';

export type Source =
  | 'zfs get'
  | 'zfs list'
  | 'zpool get'
  | 'zpool list'
  | 'kernel argument'
  | 'kernel command line'
  | 'driver variable'
  | 'unset variable'
  | 'parameter'
  | 'command'
  | 'input'
  | 'unknown';

export interface Origin extends Place {
  readonly source: Source;
  /** The property, argument, variable, command. */
  readonly subject: string;
  /** What was asked: the operand of `zfs get`. */
  readonly of?: Value;
}

export interface Name {
  readonly kind: NameKind;
  readonly origin: Origin;
  /** Equal for what is the same text at run time, apart from what is known about it. */
  readonly id: string;
  /** May hold a `/` (or what stands for it, see separator). */
  readonly slash: boolean;
  /** What its slashes have been replaced by, `/` as long as they are there. */
  readonly separator: string;
  readonly empty: boolean;
  /** Words with a meaning of their own that it may still be: `-`, `none`, `legacy`, `prompt`, `zfs:AUTO`. */
  readonly sentinels: readonly string[];
  /** A `+` in it may stand for a space: root= as it was typed. */
  readonly encoded: boolean;
  /** It was decoded, so it may hold spaces. */
  readonly spaces: boolean;
  /** The first of possibly several lines, while the one that is meant may be another: pools, or lines of which some are `-`. */
  readonly first: boolean;
  /** Prefixes that have been cut off. */
  readonly cut: readonly string[];
  /** What it was cut from, where a test of the part says something about the whole: a scheme, a first part. */
  readonly whole?: Name;
  readonly trail: Trail;
}

export const text = (content: string): Text => ({ kind: 'text', text: content });
export const isName = (piece: Piece): piece is Name => piece.kind !== 'text';

/** A value with this one text. */
export const literal = (content: string): Value => ({
  shapes: [{ pieces: content === '' ? [] : [text(content)], lines: false }],
});

export const EMPTY: Value = literal('');

export interface NameFacts {
  readonly slash?: boolean;
  readonly empty?: boolean;
  readonly sentinels?: readonly string[];
  readonly encoded?: boolean;
  readonly spaces?: boolean;
}

/** A name at its origin. */
export function nameFrom(kind: NameKind, origin: Origin, said: string, facts: NameFacts = {}): Name {
  const { file, at } = origin;
  return {
    kind,
    origin,
    id: `${origin.source} ${origin.subject} ${file.name}:${at.start}`,
    slash: facts.slash ?? (kind !== 'pool' && kind !== 'number' && kind !== 'keyword' && kind !== 'scheme'),
    separator: '/',
    empty: facts.empty ?? false,
    sentinels: facts.sentinels ?? [],
    encoded: facts.encoded ?? false,
    spaces: facts.spaces ?? false,
    first: false,
    cut: [],
    trail: extend(undefined, { file, at, text: said }),
  };
}

/** Something made of a name: another text at run time, told apart by what was done. */
export const derive = (name: Name, how: string, changes: Partial<Omit<Name, 'id' | 'origin'>>): Name => ({
  ...name,
  ...changes,
  id: `${name.id}|${how}`,
});

export const valueOfName = (name: Name, lines = false): Value => ({ shapes: [{ pieces: [name], lines }] });

/** A row of pieces with neighbouring texts put together and empty ones left out. */
export function merged(pieces: readonly Piece[]): readonly Piece[] {
  if (pieces.length < 2) return pieces.length === 1 && !isName(pieces[0]!) && pieces[0]!.text === '' ? [] : pieces;
  const result: Piece[] = [];
  for (const piece of pieces) {
    if (isName(piece)) {
      result.push(piece);
      continue;
    }
    if (piece.text === '') continue;
    const last = result.at(-1);
    if (last && !isName(last)) result[result.length - 1] = { ...last, ...piece, text: last.text + piece.text };
    else result.push(piece);
  }
  return result;
}

/** The text where all of it is known. */
export function knownText(shape: Shape): string | undefined {
  let result = '';
  for (const piece of shape.pieces) {
    if (isName(piece)) return undefined;
    result += piece.text;
  }
  return result;
}

/** The one text of a value that has but one. */
export const onlyText = (value: Value): string | undefined =>
  value.shapes.length === 1 ? knownText(value.shapes[0]!) : undefined;

/** The one name that a shape is. */
export const onlyName = (shape: Shape): Name | undefined => {
  const [first] = shape.pieces;
  return shape.pieces.length === 1 && first && isName(first) ? first : undefined;
};

/** More alternatives than this are not kept: those with names are the ones that count. */
const MOST_SHAPES = 8;
const MOST_PIECES = 24;

const keys = new WeakMap<Shape, string>();

/** Equal for shapes that differ only in what is known about their names. */
function shapeKey(shape: Shape): string {
  let key = keys.get(shape);
  if (key === undefined) {
    const [only] = shape.pieces;
    if (shape.pieces.length === 1 && only && !isName(only)) return only.text;
    key = '';
    for (const piece of shape.pieces) key += isName(piece) ? `\x01${piece.id}\x02` : piece.text;
    keys.set(shape, key);
  }
  return key;
}

/** Either of several values. What brings nothing new to the first gives the first itself, so that values can be compared by identity. */
export function either(values: readonly Value[]): Value {
  const [first] = values;
  if (!first) return EMPTY;
  if (values.every((value) => value === first || value.shapes.every((shape) => holds(first, shape)))) return first;
  const shapes = values.flatMap((value) => value.shapes);
  const result = ofShapes(shapes);
  const same =
    result.shapes.length === first.shapes.length &&
    result.shapes.every((shape, index) => shape === first.shapes[index]);
  return same ? first : result;
}

/** Whether a shape brings nothing new. */
function holds({ shapes }: Value, shape: Shape): boolean {
  for (const known of shapes)
    if (known === shape || (shapeKey(known) === shapeKey(shape) && saysLess(known, shape))) return true;
  return false;
}

/** Of two shapes with the same key: all that the second leaves open the first leaves open too. */
function saysLess(one: Shape, other: Shape): boolean {
  if (other.lines && !one.lines) return false;
  return one.pieces.every((piece, index) => {
    const with_ = other.pieces[index];
    return piece === with_ || !isName(piece) || !with_ || !isName(with_) || joinNames(piece, with_) === piece;
  });
}

export function ofShapes(shapes: readonly Shape[]): Value {
  if (shapes.length === 0) return EMPTY;
  if (shapes.length === 1) return { shapes };
  const found = new Map<string, Shape>();
  for (const shape of shapes) {
    const key = shapeKey(shape);
    const known = found.get(key);
    if (!known) found.set(key, shape);
    else if (known !== shape) found.set(key, joinShapes(known, shape));
  }
  let result = [...found.values()];
  if (result.length > MOST_SHAPES) {
    const named = result.filter(({ pieces }) => pieces.some(isName));
    result = [...named, ...result.filter(({ pieces }) => !pieces.some(isName))].slice(0, MOST_SHAPES);
  }
  return { shapes: result };
}

function joinShapes(one: Shape, other: Shape): Shape {
  let same = one.lines || !other.lines;
  const pieces = one.pieces.map((piece, index) => {
    const with_ = other.pieces[index];
    if (!isName(piece) || !with_ || !isName(with_)) return piece;
    const joined = joinNames(piece, with_);
    if (joined !== piece) same = false;
    return joined;
  });
  return same ? one : { pieces, lines: one.lines || other.lines };
}

/** The same text, known in two ways: only what both say is sure. */
function joinNames(one: Name, other: Name): Name {
  if (one === other) return one;
  const [asked, askedElse] = [one.origin.of, other.origin.of];
  const of = asked && askedElse && asked !== askedElse ? either([asked, askedElse]) : asked;
  const sentinels = union(one.sentinels, other.sentinels);
  if (
    of === asked &&
    sentinels === one.sentinels &&
    (one.slash || !other.slash) &&
    (one.empty || !other.empty) &&
    (one.encoded || !other.encoded) &&
    (one.first || !other.first)
  )
    return one;
  return {
    ...one,
    origin: of && of !== asked ? { ...one.origin, of } : one.origin,
    slash: one.slash || other.slash,
    empty: one.empty || other.empty,
    sentinels,
    encoded: one.encoded || other.encoded,
    first: one.first || other.first,
  };
}

const union = (one: readonly string[], other: readonly string[]): readonly string[] =>
  one === other || other.every((each) => one.includes(each)) ? one : [...new Set([...one, ...other])];

/** One value directly behind another. */
export function concatenate(values: readonly Value[]): Value {
  if (values.length === 0) return EMPTY;
  if (values.length === 1) return values[0]!;
  let rows: Shape[] = [{ pieces: [], lines: false }];
  for (const { shapes } of values) {
    const next: Shape[] = [];
    for (const row of rows)
      for (const shape of shapes) {
        if (next.length >= MOST_SHAPES * 2) break;
        next.push({ pieces: [...row.pieces, ...shape.pieces].slice(0, MOST_PIECES), lines: row.lines || shape.lines });
      }
    rows = next;
  }
  return ofShapes(rows.map(({ pieces, lines }) => ({ pieces: merged(pieces), lines })));
}

/** Every shape changed by itself; undefined leaves it out. */
export function mapShapes(value: Value, change: (shape: Shape) => Shape | readonly Shape[] | undefined): Value {
  const result: Shape[] = [];
  let same = true;
  for (const shape of value.shapes) {
    const changed = change(shape);
    if (changed !== shape) same = false;
    if (changed === undefined) continue;
    if (Array.isArray(changed)) result.push(...(changed as readonly Shape[]));
    else result.push(changed as Shape);
  }
  return same ? value : ofShapes(result);
}

/** Every name changed by itself. */
export function mapNames(value: Value, change: (name: Name) => Piece | readonly Piece[]): Value {
  if (!hasNames(value)) return value;
  return mapShapes(value, (shape) => {
    let pieces: Piece[] | undefined;
    for (const [index, piece] of shape.pieces.entries()) {
      const changed = isName(piece) ? change(piece) : piece;
      if (changed === piece) {
        pieces?.push(piece);
        continue;
      }
      pieces ??= shape.pieces.slice(0, index);
      if (Array.isArray(changed)) pieces.push(...(changed as readonly Piece[]));
      else pieces.push(changed as Piece);
    }
    return pieces ? { pieces: merged(pieces), lines: shape.lines } : shape;
  });
}

/** Whether anything in it is not known to the last character; of this name, when one is given. */
export function hasNames(value: Value, id?: string): boolean {
  for (const { pieces } of value.shapes)
    for (const piece of pieces) if (isName(piece) && (id === undefined || piece.id === id)) return true;
  return false;
}

/** All names get a further step. */
export const withStep = (value: Value, place: Place, said: string): Value =>
  mapNames(value, (name) => {
    const trail = extend(name.trail, { ...place, text: said });
    return trail === name.trail ? name : { ...name, trail };
  });

/** Equal for values that are alike in all that a rule may ask. */
export function fingerprint(value: Value): string {
  let key = '';
  for (const shape of value.shapes) {
    key += shape.lines ? '\x03' : '\x04';
    for (const piece of shape.pieces)
      key += isName(piece)
        ? `\x01${piece.id}${piece.slash ? '/' : ''}${piece.empty ? '0' : ''}${piece.encoded ? '+' : ''}${piece.first ? '1' : ''}${piece.sentinels.join()}\x02`
        : piece.text;
  }
  return key;
}
