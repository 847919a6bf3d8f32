/** The STRING1 and STRING2 of tr: parsed into elements, expanded into bytes. */
import { characterClasses } from '../../regex/character-class.ts';
import { quote } from './quote.ts';

type Element =
  | { readonly kind: 'bytes'; readonly bytes: readonly number[] }
  | { readonly kind: 'class'; readonly name: string; readonly bytes: readonly number[] }
  | { readonly kind: 'equivalence'; readonly bytes: readonly number[] }
  /** `count` 0 fills up to the length of string1. */
  | { readonly kind: 'repeat'; readonly byte: number; readonly count: number };

interface Unescaped {
  readonly bytes: readonly number[];
  readonly escaped: readonly boolean[];
  readonly warnings: readonly string[];
}

/** The two strings as byte sequences; a string is the complaint. */
export interface CharacterSets {
  readonly first: readonly number[];
  readonly second: readonly number[] | undefined;
  readonly warnings: readonly string[];
}

export interface SetOptions {
  readonly complement: boolean;
  readonly truncate: boolean;
  readonly translating: boolean;
}

const NAMED: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };

const readEscapes = (text: string): Unescaped => {
  const bytes: number[] = [];
  const escaped: boolean[] = [];
  const warnings: string[] = [];
  const put = (byte: number, by: boolean): void => {
    bytes.push(byte);
    escaped.push(by);
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c !== '\\') {
      put(c.charCodeAt(0), false);
      continue;
    }
    const next = text[i + 1];
    if (next === undefined) {
      warnings.push('warning: an unescaped backslash at end of string is not portable');
      put(92, false);
      continue;
    }
    let octal = /^[0-7]{1,3}/.exec(text.slice(i + 1, i + 4))?.[0];
    if (octal !== undefined) {
      if (Number.parseInt(octal, 8) > 255) {
        const two = octal.slice(0, 2);
        warnings.push(
          `warning: the ambiguous octal escape \\${octal} is being\n\tinterpreted as the 2-byte sequence \\0${two}, ${octal[2]}`,
        );
        octal = two;
      }
      put(Number.parseInt(octal, 8), true);
      i += octal.length;
      continue;
    }
    put(NAMED[next] ?? next.charCodeAt(0), true);
    i++;
  }
  return { bytes, escaped, warnings };
};

const printable = (byte: number): string =>
  byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;

const parseElements = (unescaped: Unescaped): readonly Element[] | string => {
  const { bytes, escaped } = unescaped;
  const elements: Element[] = [];
  const is = (at: number, c: string): boolean => bytes[at] === c.charCodeAt(0) && !escaped[at];
  const text = String.fromCharCode(...bytes);
  let i = 0;
  while (i < bytes.length) {
    if (is(i, '[') && i + 2 < bytes.length) {
      if (is(i + 1, ':') || is(i + 1, '=')) {
        const delimiter = text[i + 1]!;
        let close = -1;
        for (let at = i + 2; at + 1 < bytes.length; at++) {
          if (is(at, delimiter) && is(at + 1, ']')) {
            close = at;
            break;
          }
        }
        if (close >= 0) {
          const name = text.slice(i + 2, close);
          const looksRepeated = /^\*[0-9]*\]/.test(text.slice(i + 2)) && !escaped[i + 2];
          if (name === '' && !looksRepeated) {
            return delimiter === ':'
              ? "missing character class name '[::]'"
              : "missing equivalence class character '[==]'";
          }
          const test = characterClasses.get(name);
          if (delimiter === ':' && test) {
            const members = Array.from({ length: 256 }, (_, byte) => byte).filter(test);
            elements.push({ kind: 'class', name, bytes: members });
            i = close + 2;
            continue;
          }
          if (delimiter === '=' && name.length === 1) {
            elements.push({ kind: 'equivalence', bytes: [name.charCodeAt(0)] });
            i = close + 2;
            continue;
          }
          if (!looksRepeated) {
            return delimiter === ':'
              ? `invalid character class ${quote(name)}`
              : `${name}: equivalence class operand must be a single character`;
          }
        }
      }
      if (is(i + 2, '*')) {
        let close = -1;
        for (let at = i + 3; at < bytes.length; at++) {
          if (is(at, ']')) {
            close = at;
            break;
          }
        }
        if (close >= 0) {
          const digits = text.slice(i + 3, close);
          const octal = digits.startsWith('0');
          if (!(octal ? /^[0-7]*$/ : /^[0-9]*$/).test(digits)) {
            return `invalid repeat count ${quote(digits)} in [c*n] construct`;
          }
          const count = digits === '' ? 0 : Number.parseInt(digits, octal ? 8 : 10);
          elements.push({ kind: 'repeat', byte: bytes[i + 1]!, count });
          i = close + 1;
          continue;
        }
      }
    }
    if (is(i + 1, '-') && i + 2 < bytes.length) {
      const low = bytes[i]!;
      const high = bytes[i + 2]!;
      if (low > high) {
        return `range-endpoints of '${printable(low)}-${printable(high)}' are in reverse collating sequence order`;
      }
      elements.push({ kind: 'bytes', bytes: Array.from({ length: high - low + 1 }, (_, n) => low + n) });
      i += 3;
      continue;
    }
    elements.push({ kind: 'bytes', bytes: [bytes[i]!] });
    i++;
  }
  return elements;
};

const lengthOf = (element: Element): number => (element.kind === 'repeat' ? element.count : element.bytes.length);

const expand = (elements: readonly Element[], fillTo: number): number[] => {
  const fixed = elements.reduce((sum, element) => sum + lengthOf(element), 0);
  return elements.flatMap((element) =>
    element.kind === 'repeat'
      ? new Array<number>(element.count === 0 ? Math.max(0, fillTo - fixed) : element.count).fill(element.byte)
      : element.bytes,
  );
};

const isCase = (element: Element): boolean =>
  element.kind === 'class' && (element.name === 'upper' || element.name === 'lower');

/** Where upper and lower classes begin, counted in bytes. */
const casePlaces = (elements: readonly Element[], fillTo: number): number[] => {
  const fixed = elements.reduce((sum, element) => sum + lengthOf(element), 0);
  const places: number[] = [];
  let at = 0;
  for (const element of elements) {
    if (isCase(element)) places.push(at);
    at += element.kind === 'repeat' && element.count === 0 ? Math.max(0, fillTo - fixed) : lengthOf(element);
  }
  return places;
};

export const parseSets = (one: string, two: string | undefined, options: SetOptions): CharacterSets | string => {
  const text1 = readEscapes(one);
  const elements1 = parseElements(text1);
  if (typeof elements1 === 'string') return elements1;
  const text2 = two === undefined ? undefined : readEscapes(two);
  const elements2 = text2 && parseElements(text2);
  if (typeof elements2 === 'string') return elements2;
  const warnings = [...text1.warnings, ...(text2?.warnings ?? [])];

  if (elements1.some((element) => element.kind === 'repeat' && element.count === 0)) {
    return 'the [c*] repeat construct may not appear in string1';
  }
  let first = expand(elements1, 0);
  if (options.complement) {
    const members = new Set(first);
    first = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !members.has(byte));
  }
  if (elements2 === undefined) return { first, second: undefined, warnings };

  const fills = elements2.filter((element) => element.kind === 'repeat' && element.count === 0).length;
  if (fills > 1) return 'only one [c*] repeat construct may appear in string2';
  if (!options.translating) {
    if (fills > 0) return 'the [c*] construct may appear in string2 only when translating';
    return { first, second: expand(elements2, 0), warnings };
  }
  if (elements2.some((element) => element.kind === 'equivalence')) {
    return '[=c=] expressions may not appear in string2 when translating';
  }
  if (elements2.some((element) => element.kind === 'class' && !isCase(element))) {
    return "when translating, the only character classes that may appear in\nstring2 are 'upper' and 'lower'";
  }
  const cases2 = casePlaces(elements2, first.length);
  if (cases2.length > 0) {
    const cases1 = options.complement ? [] : casePlaces(elements1, 0);
    if (cases2.some((place) => !cases1.includes(place))) return 'misaligned [:upper:] and/or [:lower:] construct';
  }
  const second = expand(elements2, first.length);
  if (!options.truncate) {
    if (second.length === 0 && (first.length > 0 || two === '')) {
      return 'when not truncating set1, string2 must be non-empty';
    }
    if (first.length > second.length && isCase(elements2.at(-1)!)) {
      return 'when translating with string1 longer than string2,\nthe latter string must not end with a character class';
    }
    while (second.length < first.length) second.push(second.at(-1)!);
  }
  if (
    options.complement &&
    elements1.some((element) => element.kind === 'class') &&
    !(second.length === first.length && second.every((byte) => byte === second[0]))
  ) {
    return 'when translating with complemented character classes,\nstring2 must map all characters in the domain to one';
  }
  return { first, second, warnings };
};
