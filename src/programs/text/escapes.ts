/** Backslash escapes of echo -e and printf. */

const SIMPLE: Readonly<Record<string, string>> = {
  '\\': '\\',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

export interface Unescaped {
  readonly text: string;
  /** `\c` was met: no further output. */
  readonly stop: boolean;
}

/** The escape behind a backslash at `at`; undefined when it is none and the backslash stays. */
export const escapeAt = (
  text: string,
  at: number,
  octal: RegExp,
): { readonly text: string; readonly length: number } | undefined => {
  const c = text[at];
  if (c === undefined) return undefined;
  const simple = SIMPLE[c];
  if (simple !== undefined) return { text: simple, length: 1 };
  if (c === 'x') {
    const digits = /^[0-9A-Fa-f]{1,2}/.exec(text.slice(at + 1, at + 3))?.[0];
    if (digits === undefined) return undefined;
    return { text: String.fromCharCode(Number.parseInt(digits, 16)), length: 1 + digits.length };
  }
  const digits = octal.exec(text.slice(at, at + 4))?.[0];
  if (digits === undefined) return undefined;
  return { text: String.fromCharCode(Number.parseInt(digits, 8) & 0xff), length: digits.length };
};

/** echo -e and %b: octal numbers may begin with a 0 that does not count among the three digits. */
export const unescapeEcho = (text: string, octal: RegExp): Unescaped => {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '\\') {
      out += text[i];
      continue;
    }
    if (text[i + 1] === 'c') return { text: out, stop: true };
    const found = escapeAt(text, i + 1, octal);
    if (found === undefined) out += '\\';
    else {
      out += found.text;
      i += found.length;
    }
  }
  return { text: out, stop: false };
};
