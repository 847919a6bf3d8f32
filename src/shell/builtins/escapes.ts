/** Backslash escapes of echo, printf and `%b`. Bytes come out. */

export interface Unescaped {
  readonly text: string;
  /** `\c` was met: nothing more is to be printed. */
  readonly stopped: boolean;
}

/** Which escapes count. */
export interface EscapeRules {
  readonly letters: Readonly<Record<string, string>>;
  /** An octal number needs a 0 first, which does not count among its three digits. */
  readonly octal: 'leading-zero' | 'any' | 'three' | 'byte' | 'three-in-byte';
  readonly hexadecimal: boolean;
  /** `\uHHHH` and `\UHHHHHHHH`, as UTF-8. */
  readonly unicode: boolean;
  readonly stop: boolean;
}

const C: Readonly<Record<string, string>> = {
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
const BASH_C = { ...C, E: '\x1b' };

export const DASH_ECHO: EscapeRules = { letters: C, octal: 'any', hexadecimal: false, unicode: false, stop: true };
export const DASH_FORMAT: EscapeRules = { letters: C, octal: 'three', hexadecimal: false, unicode: false, stop: false };
export const BUSYBOX_ECHO: EscapeRules = { letters: C, octal: 'byte', hexadecimal: true, unicode: false, stop: true };
export const BUSYBOX_FORMAT: EscapeRules = {
  letters: C,
  octal: 'three-in-byte',
  hexadecimal: true,
  unicode: false,
  stop: true,
};
export const BASH_ECHO: EscapeRules = {
  letters: BASH_C,
  octal: 'leading-zero',
  hexadecimal: true,
  unicode: true,
  stop: true,
};
export const BASH_B: EscapeRules = { letters: BASH_C, octal: 'any', hexadecimal: true, unicode: true, stop: true };
export const BASH_FORMAT: EscapeRules = {
  letters: { ...BASH_C, '"': '"', "'": "'", '?': '?' },
  octal: 'three',
  hexadecimal: true,
  unicode: true,
  stop: false,
};

export function unescaped(text: string, rules: EscapeRules): Unescaped {
  if (!text.includes('\\')) return { text, stopped: false };
  let out = '';
  for (let at = 0; at < text.length; ) {
    const c = text[at]!;
    if (c !== '\\') {
      out += c;
      at++;
      continue;
    }
    if (rules.stop && text[at + 1] === 'c') return { text: out, stopped: true };
    const found = escapeAt(text, at + 1, rules);
    out += found.text;
    at += 1 + found.length;
  }
  return { text: out, stopped: false };
}

/** The escape behind a backslash: its text, and how many characters it is. The backslash stays where there is none. */
export function escapeAt(
  text: string,
  at: number,
  rules: EscapeRules,
): { readonly text: string; readonly length: number } {
  const c = text[at];
  if (c === undefined) return { text: '\\', length: 0 };
  const letter = rules.letters[c];
  if (letter !== undefined) return { text: letter, length: 1 };
  if (c === 'x' && rules.hexadecimal) {
    const digits = /^[0-9A-Fa-f]{1,2}/.exec(text.slice(at + 1, at + 3))?.[0];
    if (digits !== undefined)
      return { text: String.fromCharCode(Number.parseInt(digits, 16)), length: 1 + digits.length };
  }
  if ((c === 'u' || c === 'U') && rules.unicode) {
    const digits = (c === 'u' ? /^[0-9A-Fa-f]{1,4}/ : /^[0-9A-Fa-f]{1,8}/).exec(text.slice(at + 1, at + 9))?.[0];
    if (digits !== undefined) return { text: utf8(Number.parseInt(digits, 16)), length: 1 + digits.length };
  }
  const octal = OCTAL[rules.octal].exec(text.slice(at, at + 4))?.[0];
  if (octal !== undefined) return { text: String.fromCharCode(Number.parseInt(octal, 8) & 0xff), length: octal.length };
  // What follows is read for what it is.
  return { text: '\\', length: 0 };
}

const OCTAL = {
  'leading-zero': /^0[0-7]{0,3}/,
  any: /^(?:0[0-7]{0,3}|[1-7][0-7]{0,2})/,
  three: /^[0-7]{1,3}/,
  /** No more digits than a byte holds. */
  byte: /^0?(?:[0-3][0-7]{2}|[0-7]{1,2})/,
  'three-in-byte': /^(?:[0-3][0-7]{2}|[0-7]{1,2})/,
} as const;

function utf8(code: number): string {
  if (code < 0x80) return String.fromCharCode(code);
  const bytes: number[] = [];
  let rest = code;
  let room = 0x3f;
  while (rest > room) {
    bytes.unshift(0x80 | (rest & 0x3f));
    rest = Math.floor(rest / 64);
    room >>= 1;
  }
  const mark = (0xff << (7 - bytes.length)) & 0xff;
  return String.fromCharCode(mark | rest, ...bytes);
}
