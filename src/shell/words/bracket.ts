/** Bracket expressions of patterns (XCU 2.14.1, XBD 9.3.5), each dialect with what it knows of them. */
import { type Dialect, isBash } from '../../syntax/dialect.ts';

/** A set of bytes, or `never`: fnmatch(3) refuses the whole pattern. */
export type Bracket =
  | { readonly kind: 'set'; readonly has: Uint8Array; readonly next: number }
  | { readonly kind: 'never' }
  | undefined;

const inRanges =
  (...ranges: readonly (readonly [number, number])[]) =>
  (code: number): boolean =>
    ranges.some(([low, high]) => code >= low && code <= high);

/** The C locale. */
const CLASSES: Readonly<Record<string, (code: number) => boolean>> = {
  alnum: inRanges([48, 57], [65, 90], [97, 122]),
  alpha: inRanges([65, 90], [97, 122]),
  blank: inRanges([9, 9], [32, 32]),
  cntrl: inRanges([0, 31], [127, 127]),
  digit: inRanges([48, 57]),
  graph: inRanges([33, 126]),
  lower: inRanges([97, 122]),
  print: inRanges([32, 126]),
  punct: inRanges([33, 47], [58, 64], [91, 96], [123, 126]),
  space: inRanges([9, 13], [32, 32]),
  upper: inRanges([65, 90]),
  xdigit: inRanges([48, 57], [65, 70], [97, 102]),
};
/** bash alone. */
const WORD = inRanges([48, 57], [65, 90], [95, 95], [97, 122]);

/**
 * The bracket expression whose `[` is at `open`; undefined when it is none and the `[` is literal.
 * Quoted characters have a backslash before them.
 */
export function parseBracket(text: string, open: number, dialect: Dialect): Bracket {
  let at = open + 1;
  const inverted = text[at] === '!' || (text[at] === '^' && dialect !== 'dash');
  if (inverted) at++;
  let has: Uint8Array = new Uint8Array(256);
  let known: Uint8Array | undefined;
  const first = at;
  for (;;) {
    if (at >= text.length) return undefined;
    if (text[at] === ']' && at > first) break;
    const member = dialect === 'dash' ? dashClass(text, at) : namedMember(text, at, dialect);
    if (member === 'never') return { kind: 'never' };
    // fnmatch(3) gives up at a class that it does not know, unless a member before it has matched.
    if (member?.unknown) known ??= inverted ? new Uint8Array(256) : has.slice();
    if (member && member.single === undefined) {
      for (let code = 0; code < 256; code++) if (member.test(code)) has[code] = 1;
      at = member.next;
      continue;
    }
    let low: number;
    if (member) {
      low = member.single!;
      at = member.next;
    } else {
      if (text[at] === '\\') {
        if (at + 1 >= text.length) return dialect === 'dash' ? undefined : { kind: 'never' };
        at++;
      }
      low = text.charCodeAt(at++);
    }
    if (text[at] !== '-' || text[at + 1] === ']') {
      has[low] = 1;
      continue;
    }
    at++;
    if (at >= text.length) return dialect === 'dash' ? undefined : { kind: 'never' };
    const end = dialect === 'dash' ? undefined : namedMember(text, at, dialect);
    let high: number;
    if (typeof end === 'object' && end.single !== undefined) {
      high = end.single;
      at = end.next;
    } else {
      if (text[at] === '\\' && at + 1 < text.length) at++;
      high = text.charCodeAt(at++);
    }
    addRange(has, low, high, dialect);
  }
  if (known) has = known;
  else if (inverted) for (let code = 0; code < 256; code++) has[code] = has[code] ? 0 : 1;
  return { kind: 'set', has, next: at + 1 };
}

/** dash compares bytes as signed characters. */
function addRange(has: Uint8Array, low: number, high: number, dialect: Dialect): void {
  const value = (code: number): number => (dialect === 'dash' && code > 127 ? code - 256 : code);
  for (let code = 0; code < 256; code++) if (value(code) >= value(low) && value(code) <= value(high)) has[code] = 1;
}

interface Member {
  /** Set for a collating symbol, which may begin a range. */
  readonly single?: number;
  readonly test: (code: number) => boolean;
  readonly next: number;
  readonly unknown?: boolean;
}

/** dash knows character classes only; what is no class is ordinary characters. */
function dashClass(text: string, at: number): Member | undefined {
  const found = /^\[:([a-z]+):\]/.exec(text.slice(at, at + 12));
  const test = found && CLASSES[found[1]!];
  return test ? { test, next: at + found[0].length } : undefined;
}

function namedMember(text: string, at: number, dialect: Dialect): Member | 'never' | undefined {
  const kind = text[at] === '[' ? text[at + 1] : undefined;
  if (kind !== ':' && kind !== '.' && kind !== '=') return undefined;
  const close = text.indexOf(`${kind}]`, at + 2);
  const name = close < 0 ? undefined : text.slice(at + 2, close);
  if (kind === ':') {
    if (name === undefined || !/^[A-Za-z]*$/.test(name)) return undefined;
    const test = isBash(dialect) && name === 'word' ? WORD : CLASSES[name];
    return { test: test ?? (() => false), next: close + 2, unknown: !test && !isBash(dialect) };
  }
  if (kind === '=') {
    if (name?.length !== 1) return undefined;
    const code = name.charCodeAt(0);
    return { test: (other) => other === code, next: close + 2 };
  }
  if (name === undefined && isBash(dialect)) return undefined;
  if (name?.length !== 1) return 'never';
  const code = name.charCodeAt(0);
  return { single: code, test: (other) => other === code, next: close + 2 };
}
