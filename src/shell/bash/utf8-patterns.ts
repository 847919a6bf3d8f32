/** Patterns know bytes. In a UTF-8 locale a value's characters are given bytes of their own while a pattern is held against it. */
import type { Interpreter } from '../interpreter.ts';
import type { Fragment } from '../words/pattern.ts';
import { characters, decode, isUtf8 } from './letters.ts';

export interface Narrowed {
  readonly value: string;
  readonly fragments: readonly Fragment[];
  /** A part of `value` as it was. */
  readonly widen: (part: string) => string;
}

const FIRST = 0x80;
const ROOM = 0x80;
const asItIs = (part: string): string => part;

/** Classes as Unicode has them, for what is no ASCII. */
const CLASSES: Readonly<Record<string, RegExp>> = {
  alpha: /^[\p{L}\p{Nl}\p{Mn}]$/u,
  alnum: /^[\p{L}\p{N}\p{Mn}]$/u,
  word: /^[\p{L}\p{N}\p{Mn}]$/u,
  upper: /^\p{Lu}$/u,
  lower: /^\p{Ll}$/u,
  punct: /^[\p{P}\p{S}]$/u,
  space: /^[\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]$/u,
  blank: /^[\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]$/u,
  cntrl: /^[\p{Cc}\u2028\u2029]$/u,
  graph: /^[^\p{C}\p{Z}]$/u,
  print: /^[^\p{C}\u2028\u2029]$/u,
};

/** The members of the classes in a pattern that are no ASCII are named one by one. */
function withClasses(text: string, wide: readonly string[]): string {
  if (!text.includes('[:')) return text;
  return text.replace(/\[:([a-z]+):\]/g, (whole, name: string) => {
    const members = wide.map((bytes, index) =>
      CLASSES[name]?.test(decode(bytes)) ? String.fromCharCode(FIRST + index) : '',
    );
    return whole + members.join('');
  });
}

/** The value and the pattern in which every character is one byte; both as they are where bytes are characters anyway. */
export function narrowed(sh: Interpreter, value: string, fragments: readonly Fragment[]): Narrowed {
  if (/^[\x00-\x7f]*$/.test(value) || !isUtf8(sh)) return { value, fragments, widen: asItIs };
  const split = fragments.map(({ text }) => characters(sh, text));
  const list = characters(sh, value);
  // In their order, so that ranges stay ranges.
  const wide = [...new Set([...list, ...split.flat()].filter((each) => each > '\x7f'))].sort();
  // More different characters than there are bytes: as bytes then.
  if (wide.length > ROOM) return { value, fragments, widen: asItIs };
  const codes = new Map(wide.map((character, index) => [character, String.fromCharCode(FIRST + index)]));
  const narrow = (text: readonly string[]): string => text.map((each) => codes.get(each) ?? each).join('');
  return {
    value: narrow(list),
    fragments: fragments.map((fragment, index) => ({
      ...fragment,
      text: fragment.quoted ? narrow(split[index]!) : withClasses(narrow(split[index]!), wide),
    })),
    widen: (part) => [...part].map((each) => (each < '\x80' ? each : wide[each.charCodeAt(0) - FIRST]!)).join(''),
  };
}
