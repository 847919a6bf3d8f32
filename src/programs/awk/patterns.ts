/** Regular expressions of awk: their escapes are those of strings, also inside brackets; the rest is POSIX extended. */
import { compileRegex, type Regex, type RegexError } from '../../regex/regex.ts';

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
const SPECIAL = '.[]\\()*+?{}|^$';

const literal = (c: string): string => (SPECIAL.includes(c) ? `\\${c}` : c);

/** The character behind a backslash, and how many characters that were. */
const escapeAt = (source: string, at: number): readonly [string, number] => {
  const octal = /^[0-7]{1,3}/.exec(source.slice(at));
  if (octal) return [String.fromCharCode(Number.parseInt(octal[0], 8) & 255), octal[0].length];
  const c = source[at]!;
  return [ESCAPES[c] ?? c, 1];
};

/** A bracket expression from `at`, behind its `[`, without backslashes; undefined when it is not closed. */
function bracket(source: string, at: number): { readonly text: string; readonly next: number } | undefined {
  let i = at;
  const negated = source[i] === '^';
  if (negated) i++;
  let [close, caret, dash, rest] = [false, false, false, ''];
  let first = true;
  for (; ; first = false) {
    const c = source[i];
    if (c === undefined) return undefined;
    if (c === ']' && !first) break;
    if (c === '[' && /^\[[:.=]/.test(source.slice(i, i + 2))) {
      const end = source.indexOf(`${source[i + 1]}]`, i + 2);
      if (end < 0) return undefined;
      rest += source.slice(i, end + 2);
      i = end + 2;
      continue;
    }
    let one = c;
    if (c === '\\' && i + 1 < source.length) {
      const [escaped, length] = escapeAt(source, i + 1);
      one = escaped;
      i += length;
    }
    i++;
    if (source[i] === '-' && source[i + 1] !== undefined && source[i + 1] !== ']') {
      let high = source[i + 1]!;
      i += 2;
      if (high === '\\') {
        const [escaped, length] = escapeAt(source, i);
        high = escaped;
        i += length;
      }
      rest = one === ']' || one === '^' || one === '-' ? `${one}-${high}${rest}` : `${rest}${one}-${high}`;
    } else if (one === ']') close = true;
    else if (one === '^') caret = true;
    else if (one === '-') dash = true;
    else rest += one;
  }
  if (!close && caret && rest === '' && !negated) return { text: dash ? '[-^]' : '\\^', next: i + 1 };
  return {
    text: `[${negated ? '^' : ''}${close ? ']' : ''}${rest}${caret ? '^' : ''}${dash ? '-' : ''}]`,
    next: i + 1,
  };
}

const translate = (source: string): string => {
  let out = '';
  for (let i = 0; i < source.length; ) {
    const c = source[i]!;
    if (c === '\\' && i + 1 < source.length) {
      const [escaped, length] = escapeAt(source, i + 1);
      out += literal(escaped);
      i += 1 + length;
    } else if (c === '[') {
      const found = bracket(source, i + 1);
      out += found ? found.text : '\\[';
      i = found ? found.next : i + 1;
    } else {
      out += c === '\\' ? '\\\\' : c;
      i++;
    }
  }
  return out;
};

const MAX_CACHED = 300;
const cache = new Map<string, Regex | RegexError>();

export const compilePattern = (source: string): Regex | RegexError => {
  let compiled = cache.get(source);
  if (!compiled) {
    compiled = compileRegex(translate(source), { syntax: 'posix-extended' });
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(source, compiled);
  }
  return compiled;
};
