/** Patterns of `case`, `[[ ]]` and `${x#…}` against values: does it match, and what is then known. */
import { behind } from './parts.ts';
import type { Place } from './trail.ts';
import { isName, knownText, merged, type Name, type Piece, type Shape, text } from './value.ts';

/** Known text, a name, or a wildcard. */
export type Token = Piece | { readonly kind: 'any' } | { readonly kind: 'one'; readonly source: string };
export type Pattern = readonly Token[];

export const ANY: Token = { kind: 'any' };

/** The tokens of unquoted text. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') tokens.push(text(plain));
    plain = '';
  };
  for (let at = 0; at < source.length; at++) {
    const char = source[at]!;
    if (char === '*') {
      flush();
      if (tokens.at(-1)?.kind !== 'any') tokens.push(ANY);
    } else if (char === '?') {
      flush();
      tokens.push({ kind: 'one', source: '[\\s\\S]' });
    } else if (char === '[') {
      const bracket = /^\[([!^]?)(\]?(?:\[:\w+:\]|[^\]])*)\]/.exec(source.slice(at));
      if (bracket) {
        flush();
        tokens.push({ kind: 'one', source: bracketSource(bracket[1]!, bracket[2]!) });
        at += bracket[0].length - 1;
      } else plain += char;
    } else plain += char;
  }
  flush();
  return tokens;
}

const CLASSES: Readonly<Record<string, string>> = {
  digit: '0-9',
  alpha: 'A-Za-z',
  alnum: '0-9A-Za-z',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  xdigit: '0-9A-Fa-f',
};

const bracketSource = (negated: string, inside: string): string =>
  `[${negated === '' ? '' : '^'}${inside
    .replace(/[\\\][^]/g, (char, at: number) => (inside.slice(at).startsWith('[:') ? char : `\\${char}`))
    .replace(/\[:(\w+):\\?\]/g, (_, name: string) => CLASSES[name] ?? '')}]`;

/** A pattern of text and wildcards as a regular expression for whole texts; undefined when it holds names. */
function expressionOf(pattern: Pattern): RegExp | undefined {
  const source = sourceOf(pattern);
  if (source === undefined) return undefined;
  let expression = expressions.get(source);
  if (!expression) {
    try {
      expression = new RegExp(`^(?:${source})$`);
    } catch {
      return undefined;
    }
    if (expressions.size > 5_000) expressions.clear();
    expressions.set(source, expression);
  }
  return expression;
}

const expressions = new Map<string, RegExp>();

function sourceOf(pattern: Pattern): string | undefined {
  let source = '';
  for (const token of pattern) {
    if (token.kind === 'any') source += '[\\s\\S]*';
    else if (token.kind === 'one') source += token.source;
    else if (token.kind === 'text') source += token.text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    else return undefined;
  }
  return source;
}

export type Match = 'yes' | 'no' | 'maybe';

/** Whether every, no or some string of the shape matches. */
export function matches(shape: Shape, pattern: Pattern): Match {
  if (pattern.length === 1 && pattern[0]!.kind === 'any') return 'yes';
  const known = knownText(shape);
  if (known !== undefined) {
    const [only] = pattern;
    if (!only) return known === '' ? 'yes' : 'no';
    if (pattern.length === 1 && only.kind === 'text') return known === only.text ? 'yes' : 'no';
    const expression = expressionOf(pattern);
    if (expression) return expression.test(known) ? 'yes' : 'no';
  }
  const { rest, tokens, clash } = align(shape.pieces, pattern);
  if (clash) return 'no';
  if (rest.length === 0 && tokens.length === 0) return 'yes';
  if (tokens.length === 1 && tokens[0]!.kind === 'any') return 'yes';
  if (tokens.length === 0 && rest.some((piece) => !isName(piece) && piece.text !== '')) return 'no';
  const [only] = rest;
  if (rest.length === 1 && only && isName(only)) {
    if (tokens.length === 0 && !only.empty) return 'no';
    if (hasSeparator(tokens, only) && !only.slash) return 'no';
    if (only.kind === 'pool' && tokens.some((each) => each.kind === 'text' && each.text.includes('/'))) return 'no';
  }
  return 'maybe';
}

/** What is left of both once the beginning that is equal for sure is taken off. */
function align(pieces: readonly Piece[], pattern: Pattern) {
  const rest = [...pieces];
  const tokens = [...pattern];
  while (rest.length > 0 && tokens.length > 0) {
    const [piece, token] = [rest[0]!, tokens[0]!];
    if (token.kind === 'any' || token.kind === 'one') break;
    if (isName(piece) || isName(token as Piece)) {
      if (!(isName(piece) && isName(token as Piece) && piece.id === (token as Name).id)) break;
      rest.shift();
      tokens.shift();
      continue;
    }
    const [one, other] = [piece.text, (token as { readonly text: string }).text];
    const length = Math.min(one.length, other.length);
    if (one.slice(0, length) !== other.slice(0, length)) return { rest, tokens, clash: true };
    if (one.length === length) rest.shift();
    else rest[0] = text(one.slice(length));
    if (other.length === length) tokens.shift();
    else tokens[0] = text(other.slice(length));
  }
  const clash = rest.length === 0 && tokens.some((token) => token.kind === 'text' && token.text !== '');
  return { rest, tokens, clash };
}

const isAny = (token: Token | undefined): boolean => token?.kind === 'any';

/** `*S*` with the separator of the name. */
const hasSeparator = (tokens: Pattern, name: Name): boolean =>
  tokens.length === 3 && isAny(tokens[0]) && isAny(tokens[2]) && isText(tokens[1], name.separator);

const isText = (token: Token | undefined, content: string): boolean => token?.kind === 'text' && token.text === content;

/** What a name of the value turns out to be, once the comparison came out so: the pieces to put in its place everywhere. */
export type Discovery = { readonly name: Name; readonly pieces: readonly Piece[] } | 'impossible' | undefined;

/** What is learnt about the last name of a shape when it matches (or does not). */
export function discover(shape: Shape, pattern: Pattern, matched: boolean, place: Place): Discovery {
  const match = matches(shape, pattern);
  if (match === (matched ? 'no' : 'yes')) return 'impossible';
  if (!shape.pieces.some(isName)) return undefined;
  const { rest, tokens } = align(shape.pieces, pattern);
  const [name] = rest;
  if (rest.length !== 1 || !name || !isName(name)) return undefined;
  const pieces = matched ? whenMatched(name, tokens, place) : whenNot(name, tokens);
  return pieces && { name, pieces };
}

function whenMatched(name: Name, tokens: Pattern, place: Place): readonly Piece[] | undefined {
  if (tokens.length === 0) return [text('')];
  const end = tokens.findIndex((token) => token.kind === 'any' || token.kind === 'one');
  const fixed = (end < 0 ? tokens : tokens.slice(0, end)) as readonly Piece[];
  if (end < 0) return fixed;
  if (hasSeparator(tokens, name)) return [{ ...name, slash: true, empty: false, sentinels: [] }];
  if (end > 0 && end === tokens.length - 1 && isAny(tokens[end])) {
    const [prefix] = fixed;
    const whole = fixed.map((piece) => (isName(piece) ? 'x' : piece.text)).join('');
    return merged([
      ...fixed,
      behind(name, fixed.length === 1 && prefix && !isName(prefix) ? prefix.text : whole, true, place),
    ]);
  }
  const expression = expressionOf(tokens);
  if (!expression) return undefined;
  const sentinels = name.sentinels.filter((each) => expression.test(each));
  return [{ ...name, sentinels, empty: name.empty && expression.test('') }];
}

function whenNot(name: Name, tokens: Pattern): readonly Piece[] | undefined {
  if (tokens.length === 0) return name.empty ? [{ ...name, empty: false }] : undefined;
  if (hasSeparator(tokens, name)) return name.slash ? [{ ...name, slash: false }] : undefined;
  const expression = expressionOf(tokens);
  return expression && without(name, (each) => !expression.test(each));
}

function without(name: Name, keep: (sentinel: string) => boolean): readonly Piece[] | undefined {
  const sentinels = name.sentinels.filter(keep);
  return sentinels.length === name.sentinels.length ? undefined : [{ ...name, sentinels }];
}

/** The shortest or longest beginning (or end) of a text that the pattern matches; undefined: none, or the pattern holds names. */
export function matchedEnd(
  content: string,
  pattern: Pattern,
  at: 'start' | 'end',
  longest: boolean,
): number | undefined {
  const expression = expressionOf(pattern);
  if (!expression) return undefined;
  for (let step = 0; step <= content.length; step++) {
    const length = longest ? content.length - step : step;
    const part = at === 'start' ? content.slice(0, length) : content.slice(content.length - length);
    if (expression.test(part)) return length;
  }
  return undefined;
}
