/** `$'…'`: C escapes in a quotation (bash, busybox). */
import { type Dialect, isBash } from './dialect.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
  E: '\x1b',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};
/** What busybox knows of them. */
const BUSYBOX: ReadonlySet<string> = new Set(["'", '"', '\\', 'a', 'b', 'f', 'n', 'r', 't', 'v']);

/** Reads from after the opening quote; `end` is the offset after the closing one, -1 without it. A NUL ends the value; busybox leaves it out. */
export function ansiC(text: string, from: number, dialect: Dialect): { readonly value: string; readonly end: number } {
  const bash = isBash(dialect);
  let value = '';
  for (let at = from; at < text.length; ) {
    const c = text[at]!;
    if (c === "'") return { value: bash ? value.split('\0')[0]! : value.replaceAll('\0', ''), end: at + 1 };
    if (c !== '\\' || at + 1 >= text.length) {
      value += c;
      at++;
      continue;
    }
    const rest = text.slice(at + 1, at + 12);
    const octal = /^[0-7]{1,3}/.exec(rest);
    const hex = /^x([0-9a-fA-F]{1,2})/.exec(rest);
    const unicode = bash ? (/^u([0-9a-fA-F]{1,4})/.exec(rest) ?? /^U([0-9a-fA-F]{1,8})/.exec(rest)) : null;
    const control = bash ? /^c(\\\\|[^'])/.exec(rest) : null;
    const bracedHex = bash ? /^x\{([0-9a-fA-F]*)\}?/.exec(text.slice(at + 1)) : null;
    if (octal) {
      value += String.fromCharCode(Number.parseInt(octal[0], 8) & 255);
      at += 1 + octal[0].length;
    } else if (bracedHex) {
      value += String.fromCharCode(Number.parseInt(bracedHex[1]!.slice(-2) || '0', 16));
      at += 1 + bracedHex[0].length;
    } else if (hex) {
      value += String.fromCharCode(Number.parseInt(hex[1]!, 16));
      at += 1 + hex[0].length;
    } else if (unicode) {
      const point = Number.parseInt(unicode[1]!, 16);
      value +=
        point <= 0x10ffff
          ? Array.from(new TextEncoder().encode(String.fromCodePoint(point)), (byte) => String.fromCharCode(byte)).join(
              '',
            )
          : '';
      at += 1 + unicode[0].length;
    } else if (control) {
      value += control[1] === '?' ? '\x7f' : String.fromCharCode(control[1]!.charCodeAt(0) & 31);
      at += 1 + control[0].length;
    } else {
      const simple = bash || BUSYBOX.has(rest[0]!) ? SIMPLE[rest[0]!] : undefined;
      value += simple ?? `\\${rest[0]}`;
      at += 2;
    }
  }
  return { value, end: -1 };
}
