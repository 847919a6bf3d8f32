/** What a test that came out one way says about the values in it. */
import type { Word } from '../../syntax/tree.ts';
import { behind } from './parts.ts';
import { ANY, type Discovery, discover, matches, type Pattern } from './pattern.ts';
import { type State, substitute, withVariable } from './state.ts';
import type { Place } from './trail.ts';
import { isName, mapNames, type Name, onlyName, type Piece, type Shape, text, type Value } from './value.ts';

/** A value that is tested, and where it was taken from. */
export interface Subject {
  readonly word: Word;
  readonly value: Value;
}

/** The state once the subject matched one of the patterns, or none; undefined: that cannot be. */
export function refine(
  state: State,
  subject: Subject,
  patterns: readonly Pattern[],
  matched: boolean,
  place: Place,
): State | undefined {
  if (patterns.length > 1 && matched) {
    // Any of them: only what cannot be is ruled out.
    const possible = subject.value.shapes.filter((shape) =>
      patterns.some((pattern) => matches(shape, pattern) !== 'no'),
    );
    return possible.length === 0 ? undefined : narrowed(state, subject, possible);
  }
  let result: State | undefined = state;
  let current = subject;
  for (const pattern of patterns) {
    if (!result) return undefined;
    const next: { state: State; value: Value } | undefined = refineBy(result, current, pattern, matched, place);
    result = next?.state;
    if (next) current = { ...subject, value: next.value };
  }
  return result;
}

function refineBy(state: State, subject: Subject, pattern: Pattern, matched: boolean, place: Place) {
  const found = subject.value.shapes.map((shape) => ({ shape, discovery: discoverIn(shape, pattern, matched, place) }));
  const possible = found.filter(({ discovery }) => discovery !== 'impossible');
  if (possible.length === 0) return undefined;
  const shapes = possible.map(({ shape, discovery }) => applied(shape, discovery));
  let next = narrowed(state, subject, shapes);
  for (const { discovery } of possible) {
    if (!discovery || discovery === 'impossible') continue;
    // A name found out only in one of several alternatives says nothing about it elsewhere, unless something is merely ruled out.
    const [piece] = discovery.pieces;
    const ruledOut = discovery.pieces.length === 1 && piece && isName(piece) && piece.id === discovery.name.id;
    if (possible.length === 1 || ruledOut) next = substitute(next, discovery.name, discovery.pieces);
  }
  return { state: next, value: { shapes } };
}

function applied(shape: Shape, discovery: Discovery): Shape {
  if (!discovery || discovery === 'impossible') return shape;
  const { name, pieces } = discovery;
  return mapNames({ shapes: [shape] }, (each) => (each.id === name.id ? pieces : each)).shapes[0]!;
}

/** Only these alternatives are left of the variable that the subject is. */
function narrowed(state: State, { word, value }: Subject, shapes: readonly Shape[]): State {
  if (shapes.length === value.shapes.length && shapes.every((shape, index) => shape === value.shapes[index]))
    return state;
  const variable = variableOf(word);
  if (variable === undefined) return state;
  if (/^[1-9]$/.test(variable)) {
    const values = [...state.positional.values];
    if (values.length < Number(variable)) return state;
    values[Number(variable) - 1] = { shapes };
    return { ...state, positional: { ...state.positional, values } };
  }
  return /^\w+$/.test(variable) && !/^\d/.test(variable) ? withVariable(state, variable, { shapes }) : state;
}

/** `"$x"`, `${x:-}`: nothing but a variable. */
function variableOf(word: Word): string | undefined {
  const parts = word.parts.filter((part) => part.kind !== 'literal' || part.value !== '');
  const [only] = parts;
  if (parts.length !== 1 || only?.kind !== 'parameter' || only.index || only.indirect) return undefined;
  if (only.operator === '') return only.name;
  return (only.operator === ':-' || only.operator === '-') && only.word?.parts.length === 0 ? only.name : undefined;
}

function discoverIn(shape: Shape, pattern: Pattern, matched: boolean, place: Place): Discovery {
  const found = discover(shape, pattern, matched, place);
  if (found === 'impossible') return found;
  const [only] = shape.pieces;
  if (shape.pieces.length !== 1 || !only || !isName(only) || !only.whole) return found;
  if (only.kind === 'scheme') return schemeFound(only.whole, pattern, matched, place) ?? found;
  // `[ "$x" = "${x%%/*}" ]`: a name that is its own first part.
  const [token] = pattern;
  if (pattern.length === 1 && token?.kind !== 'text' && (token as Name).id === only.whole.id)
    return { name: only.whole, pieces: [{ ...only.whole, slash: !matched }] };
  return found;
}

/** `${uri%%://*}` compared with `file`, `http*`, `prompt`. */
function schemeFound(uri: Name, pattern: Pattern, matched: boolean, place: Place): Discovery {
  const [token, more] = pattern;
  if (token?.kind !== 'text') return undefined;
  const word = token.text;
  const open = more?.kind === 'any' && pattern.length === 2;
  if (pattern.length > 1 && !open) return undefined;
  const keyword = /^(prompt|none|-)?$/.test(word);
  if (matched) {
    if (keyword) return { name: uri, pieces: word === '' ? [] : [text(word)] };
    const prefix = open ? word : `${word}://`;
    return { name: uri, pieces: [text(prefix), behind(uri, prefix, true, place)] };
  }
  const sentinels = uri.sentinels.filter((each) =>
    open ? !each.startsWith(word) : each !== word && each !== `${word}://`,
  );
  return { name: uri, pieces: [{ ...uri, sentinels }] };
}

/** Two values that turned out equal, or not. */
export function refineEqual(
  state: State,
  left: Subject,
  right: Subject,
  equal: boolean,
  place: Place,
): State | undefined {
  const known = (subject: Subject) =>
    subject.value.shapes.every(({ pieces }) => pieces.every((piece) => !isName(piece)));
  const [subject, other] = known(left) && !known(right) ? [right, left] : [left, right];
  const same = [...(ownPart(subject.value, other.value) ?? []), ...(ownPart(other.value, subject.value) ?? [])];
  if (same.length > 0) {
    // `[ "$x" = "${x%%/*}" ]`, `[ "$x" = "${x%/*}" ]`: without a slash it is its own first part, and its own parent.
    let next = state;
    for (const name of same)
      next = substitute(next, name, [{ ...name, slash: !equal, sentinels: equal ? name.sentinels : [] }]);
    return next;
  }
  if (!equal && other.value.shapes.length > 1) return state;
  return refine(
    state,
    subject,
    other.value.shapes.map(({ pieces }) => pieces),
    equal,
    place,
  );
}

/** The names of the first value, where the second is what is left of each once something was cut off at a slash. */
function ownPart(whole: Value, part: Value): readonly Name[] | undefined {
  const names: Name[] = [];
  const parts = part.shapes.map(onlyName);
  for (const shape of whole.shapes) {
    const name = onlyName(shape);
    // Cut already: the parent of a parent is taken for the parent.
    const own = parts.find(
      (other) =>
        name && other?.kind !== 'scheme' && (other?.whole?.id === name.id || (other?.id === name.id && name.whole)),
    );
    if (!name || !own) return undefined;
    names.push(name);
  }
  return names;
}

/** `-n` and `-z`. */
export const refineEmpty = (state: State, subject: Subject, empty: boolean, place: Place): State | undefined =>
  refine(state, subject, [[] as readonly Piece[]], empty, place);

/** A name holds (or does not hold) a text somewhere: `grep -q /`. */
export const refineContains = (
  state: State,
  subject: Subject,
  part: string,
  holds: boolean,
  place: Place,
): State | undefined => refine(state, subject, [[ANY, text(part), ANY]], holds, place);
