/** Parses a bracket expression of a regular expression in the C locale. */
import { characterClasses } from './character-class.ts';
import { RegexError } from './node.ts';

export interface BracketRules {
  /** `[b-a]` is an error; otherwise it matches nothing. */
  readonly rangesMustAscend: boolean;
  /** `[:space:]` outside of brackets is refused with a hint. */
  readonly hintAtClassSyntax: boolean;
  readonly ignoreCase: boolean;
}

/** Nothing at all behind `[` or `[^`. */
const NOTHING = new RegexError('Invalid regular expression');
const UNMATCHED = new RegexError('Unmatched [, [^, [:, [., or [=');

/** The hint of GNU dfa, which has a status of its own in sed. */
export const CLASS_SYNTAX = new RegexError('character class syntax is [[:space:]], not [:space:]');

/** Adds the other case of each letter. */
export const foldCase = (has: Uint8Array): void => {
  for (let byte = 65; byte <= 90; byte++) {
    if (has[byte] || has[byte + 32]) has[byte] = has[byte + 32] = 1;
  }
};

/** `at` is the place after `[`; gives the set and the place after `]`. */
export const parseBracket = (
  source: string,
  at: number,
  rules: BracketRules,
): { readonly has: Uint8Array; readonly next: number } | RegexError => {
  const has = new Uint8Array(256);
  let i = at;
  const negated = source[i] === '^';
  if (negated) i++;
  const first = i;
  for (;;) {
    const c = source[i];
    if (c === undefined) return i === first ? NOTHING : UNMATCHED;
    if (c === ']' && i > first) break;
    let low: number | undefined;
    const element = (): number | RegexError | undefined => {
      const kind = source[i + 1];
      if (source[i] === '[' && (kind === ':' || kind === '.' || kind === '=')) {
        const close = source.indexOf(`${kind}]`, i + 2);
        if (close >= 0) {
          const name = source.slice(i + 2, close);
          i = close + 2;
          if (kind === ':') {
            const test = characterClasses.get(
              rules.ignoreCase && (name === 'upper' || name === 'lower') ? 'alpha' : name,
            );
            if (test === undefined) return new RegexError('Invalid character class name');
            for (let byte = 0; byte < 256; byte++) if (test(byte)) has[byte] = 1;
            return undefined;
          }
          if (name.length !== 1) return new RegexError('Invalid collation character');
          return name.charCodeAt(0);
        }
        if (kind !== ':') return UNMATCHED;
      }
      return source.charCodeAt(i++);
    };
    const start = element();
    if (start instanceof RegexError) return start;
    low = start;
    if (source[i] === '-' && source[i + 1] !== ']' && source[i + 1] !== undefined) {
      i++;
      const end = element();
      if (end instanceof RegexError) return end;
      if (low === undefined || end === undefined) return new RegexError('Invalid range end');
      if (low > end && rules.rangesMustAscend) return new RegexError('Invalid range end');
      for (let byte = low; byte <= end; byte++) has[byte] = 1;
    } else if (low !== undefined) has[low] = 1;
  }
  if (rules.hintAtClassSyntax && /^:[^:].*:$/s.test(source.slice(first, i)) && !negated) return CLASS_SYNTAX;
  if (rules.ignoreCase) foldCase(has);
  if (negated) for (let byte = 0; byte < 256; byte++) has[byte] = has[byte] ? 0 : 1;
  return { has, next: i + 1 };
};
