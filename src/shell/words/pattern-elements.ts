/** From a pattern's text to its elements. */
import type { Dialect } from '../../syntax/dialect.ts';
import { parseBracket } from './bracket.ts';

export type Element =
  | { readonly kind: 'byte'; readonly code: number }
  | { readonly kind: 'set'; readonly has: Uint8Array }
  | { readonly kind: 'star' }
  | { readonly kind: 'never' }
  /** bash's extended patterns. */
  | {
      readonly kind: 'group';
      readonly operator: '?' | '*' | '+' | '@' | '!';
      readonly alternatives: readonly (readonly Element[])[];
    };

const ANY: Element = { kind: 'set', has: new Uint8Array(256).fill(1) };
const STAR: Element = { kind: 'star' };
const NEVER: Element = { kind: 'never' };

/** How deep extended patterns may nest. */
const MAX_DEPTH = 100;

/** `text` has backslashes before quoted characters. */
export function parsePattern(text: string, dialect: Dialect, extended: boolean): readonly Element[] {
  return new PatternParser(text, dialect, extended).elements(false, 0);
}

class PatternParser {
  readonly #text: string;
  readonly #dialect: Dialect;
  readonly #extended: boolean;
  #at = 0;

  constructor(text: string, dialect: Dialect, extended: boolean) {
    this.#text = text;
    this.#dialect = dialect;
    this.#extended = extended;
  }

  /** Up to the end, or inside a group up to its `|` or `)`. */
  elements(inGroup: boolean, depth: number): Element[] {
    const text = this.#text;
    const elements: Element[] = [];
    while (this.#at < text.length) {
      const c = text[this.#at]!;
      if (inGroup && (c === '|' || c === ')')) break;
      if (this.#extended && text[this.#at + 1] === '(' && '?*+@!'.includes(c) && depth < MAX_DEPTH) {
        const group = this.#group(c as '?', depth);
        if (group) {
          elements.push(group);
          continue;
        }
      }
      this.#at++;
      if (c === '*') {
        if (elements.at(-1) !== STAR) elements.push(STAR);
      } else if (c === '?') elements.push(ANY);
      else if (c === '[') elements.push(this.#bracket());
      else if (c === '\\') elements.push(this.#escaped());
      else elements.push({ kind: 'byte', code: c.charCodeAt(0) });
    }
    return elements;
  }

  #bracket(): Element {
    const bracket = parseBracket(this.#text, this.#at - 1, this.#dialect);
    if (!bracket) return { kind: 'byte', code: 91 };
    if (bracket.kind === 'never') {
      this.#at = this.#text.length;
      return NEVER;
    }
    this.#at = bracket.next;
    return { kind: 'set', has: bracket.has };
  }

  /** A backslash at the end: itself, but fnmatch(3), which busybox calls, never matches. */
  #escaped(): Element {
    if (this.#at < this.#text.length) return { kind: 'byte', code: this.#text.charCodeAt(this.#at++) };
    return this.#dialect === 'busybox' ? NEVER : { kind: 'byte', code: 92 };
  }

  #group(operator: '?' | '*' | '+' | '@' | '!', depth: number): Element | undefined {
    const start = this.#at;
    const alternatives: Element[][] = [];
    this.#at += 2;
    for (;;) {
      alternatives.push(this.elements(true, depth + 1));
      const c = this.#text[this.#at++];
      if (c === ')') return { kind: 'group', operator, alternatives };
      if (c === '|') continue;
      this.#at = start;
      return undefined;
    }
  }
}
