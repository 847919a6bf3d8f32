/** Shell patterns (XCU 2.14): compiled once, matched in linear or at worst quadratic time, on bytes. */
import { type Dialect, isBash } from '../../syntax/dialect.ts';
import { type Element, parsePattern } from './pattern-elements.ts';
import { GeneralPattern } from './pattern-general.ts';
import { LiteralPattern, SegmentedPattern } from './pattern-stars.ts';

/** A stretch of a word after expansion. Unquoted text may hold pattern characters, and backslashes that escape them. */
export interface Fragment {
  readonly text: string;
  readonly quoted: boolean;
}

export interface PatternOptions {
  /** bash: `@(a|b)` and the like. */
  readonly extended?: boolean;
  readonly ignoreCase?: boolean;
}

export interface Pattern {
  /** The text that is the only match, when the pattern has no special characters. */
  readonly literal: string | undefined;
  /** The whole value. */
  matches(value: string): boolean;
  /** What is left of the value without its shortest or longest matching beginning: `${x#…}`, `${x##…}`. */
  withoutPrefix(value: string, longest: boolean): string;
  /** `${x%…}`, `${x%%…}`. */
  withoutSuffix(value: string, longest: boolean): string;
  /** Index of the first match and its end, the longest there; undefined when nothing matches from `from` on. For bash's `${x/…/…}`. */
  find(value: string, from: number): { readonly start: number; readonly end: number } | undefined;
}

const CACHE_ENTRIES = 5_000;
const caches = new Map<string, Map<string, Pattern>>();

/** Compiles; cached by text. */
export function compilePattern(
  fragments: readonly Fragment[],
  dialect: Dialect,
  options: PatternOptions = {},
): Pattern {
  const [only] = fragments;
  const text =
    fragments.length === 1
      ? only!.quoted
        ? escaped(only!.text)
        : only!.text
      : fragments.map((fragment) => (fragment.quoted ? escaped(fragment.text) : fragment.text)).join('');
  return compilePatternText(text, dialect, options);
}

/** The same for a text in which backslashes stand before quoted characters. */
export function compilePatternText(text: string, dialect: Dialect, options: PatternOptions = {}): Pattern {
  const key = `${dialect}${options.extended ? '+' : ''}${options.ignoreCase ? '~' : ''}`;
  let cache = caches.get(key);
  if (!cache) {
    cache = new Map();
    caches.set(key, cache);
  }
  let pattern = cache.get(text);
  if (!pattern) {
    if (cache.size >= CACHE_ENTRIES) cache.clear();
    pattern = compile(text, dialect, options);
    cache.set(text, pattern);
  }
  return pattern;
}

/** Quoted text as pattern text. Letters and digits are never special, so that `[[:"alpha":]]` still names a class, as in all three shells. */
export function escaped(text: string): string {
  return /^[A-Za-z0-9_]*$/.test(text) ? text : text.replace(/[^A-Za-z0-9_]/g, '\\$&');
}

function compile(text: string, dialect: Dialect, options: PatternOptions): Pattern {
  if (!/[*?[\\]/.test(text) && !options.ignoreCase && !(options.extended && /[+@!]\(/.test(text)))
    return new LiteralPattern(text);
  const parsed = parsePattern(text, dialect, (options.extended ?? false) && isBash(dialect));
  const elements = options.ignoreCase ? parsed.map(caseless) : parsed;
  if (elements.some((element) => element.kind === 'group' || element.kind === 'never'))
    return new GeneralPattern(elements);
  if (elements.every((element) => element.kind === 'byte'))
    return new LiteralPattern(elements.map((element) => String.fromCharCode(element.code)).join(''));
  return new SegmentedPattern(elements);
}

const otherCase = (code: number): number =>
  code >= 65 && code <= 90 ? code + 32 : code >= 97 && code <= 122 ? code - 32 : code;

function caseless(element: Element): Element {
  if (element.kind === 'group')
    return { ...element, alternatives: element.alternatives.map((alternative) => alternative.map(caseless)) };
  if (element.kind !== 'byte' && element.kind !== 'set') return element;
  const has = new Uint8Array(256);
  for (let code = 0; code < 256; code++) {
    const matches = element.kind === 'byte' ? element.code === code : element.has[code] === 1;
    if (matches) has[code] = has[otherCase(code)] = 1;
  }
  return { kind: 'set', has };
}
