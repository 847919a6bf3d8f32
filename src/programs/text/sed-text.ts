/** Escapes in the texts of a sed script: expressions, replacements, lines to insert. */
import type { CaseChange, ReplacementPart } from './sed-command.ts';

const SIMPLE: Readonly<Record<string, string>> = { a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

interface Produced {
  readonly text: string;
  readonly length: number;
}

const NUMERIC: Readonly<Record<string, { readonly digits: RegExp; readonly base: number }>> = {
  d: { digits: /^\d{1,3}/, base: 10 },
  o: { digits: /^[0-7]{1,3}/, base: 8 },
  x: { digits: /^[0-9A-Fa-f]{1,2}/, base: 16 },
};

/** The character that `\cX`, `\dNNN`, `\oNNN` or `\xHH` at `at` (the place after the backslash) makes. */
const produced = (text: string, at: number): Produced | undefined => {
  const letter = text[at] ?? '';
  if (letter === 'c' && at + 1 < text.length) {
    const control = text[at + 1]!.toUpperCase().charCodeAt(0) ^ 0x40;
    return { text: String.fromCharCode(control & 0xff), length: 2 };
  }
  const numeric = NUMERIC[letter];
  const digits = numeric?.digits.exec(text.slice(at + 1, at + 4))?.[0];
  if (numeric === undefined || digits === undefined) return undefined;
  return { text: String.fromCharCode(Number.parseInt(digits, numeric.base) & 0xff), length: 1 + digits.length };
};

/** Turns the escapes that the regular expression language does not have into characters. */
export const regexText = (text: string): string => {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    const next = text[i + 1];
    if (c !== '\\' || next === undefined) {
      out += c;
      continue;
    }
    const simple = SIMPLE[next];
    const made = simple === undefined ? produced(text, i + 1) : undefined;
    if (simple !== undefined) {
      out += simple;
      i++;
    } else if (made) {
      // What comes from a number means itself, also when it is an operator.
      out += /[[\]*.^$\\+?{}()|/]/.test(made.text) ? `\\${made.text}` : made.text;
      i += made.length;
    } else {
      out += c + next;
      i++;
    }
  }
  return out;
};

/** The lines of a, i and c: backslashes go, escapes become characters. */
export const insertedText = (text: string): string => {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c !== '\\') {
      out += c;
      continue;
    }
    const made = produced(text, i + 1);
    if (made) {
      out += made.text;
      i += made.length;
    } else if (i + 1 < text.length) {
      i++;
      out += SIMPLE[text[i]!] ?? text[i]!;
    }
  }
  return out;
};

const CASES: Readonly<Record<string, CaseChange>> = {
  U: 'upper',
  L: 'lower',
  u: 'upper-next',
  l: 'lower-next',
  E: 'end',
};

export const parseReplacement = (text: string): readonly ReplacementPart[] => {
  const parts: ReplacementPart[] = [];
  let held = '';
  const put = (part: ReplacementPart): void => {
    if (held !== '') parts.push({ kind: 'text', text: held });
    held = '';
    parts.push(part);
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '&') put({ kind: 'group', index: 0 });
    else if (c !== '\\' || i + 1 >= text.length) held += c;
    else {
      const next = text[i + 1]!;
      const change = CASES[next];
      const made = produced(text, i + 1);
      if (next >= '0' && next <= '9') put({ kind: 'group', index: Number(next) });
      else if (change) put({ kind: 'case', change });
      else if (made) {
        held += made.text;
        i += made.length - 1;
      } else held += SIMPLE[next] ?? next;
      i++;
    }
  }
  if (held !== '') parts.push({ kind: 'text', text: held });
  return parts;
};

const upper = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** Fills in the groups of a match and applies the case changes. */
export const expandReplacement = (parts: readonly ReplacementPart[], group: (index: number) => string): string => {
  let out = '';
  let lasting: 'none' | 'upper' | 'lower' = 'none';
  let next: 'none' | 'upper-next' | 'lower-next' = 'none';
  for (const part of parts) {
    if (part.kind === 'case') {
      if (part.change === 'end') lasting = next = 'none';
      else if (part.change === 'upper' || part.change === 'lower') {
        lasting = part.change;
        next = 'none';
      } else next = part.change;
      continue;
    }
    let text = part.kind === 'text' ? part.text : group(part.index);
    if (lasting !== 'none') text = lasting === 'upper' ? upper(text) : lower(text);
    if (next !== 'none' && text !== '') {
      text = (next === 'upper-next' ? upper(text[0]!) : lower(text[0]!)) + text.slice(1);
      next = 'none';
    }
    out += text;
  }
  return out;
};
