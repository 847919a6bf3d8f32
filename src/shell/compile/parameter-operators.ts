/** What bash's operators make of a value: `${x/…}`, `${x:o:l}`, `${x^}`, `${x@Q}`. */
import { changeCase, characters } from '../bash/letters.ts';
import { narrowed } from '../bash/utf8-patterns.ts';
import type { Interpreter } from '../interpreter.ts';
import { compilePattern, type Fragment, type Pattern } from '../words/pattern.ts';
import type { Piece } from '../words/split.ts';

/** A replacement: texts, and `null` where the match itself stands. */
export type Replacement = readonly (string | null)[];

/** Unquoted `&` stands for what was matched, unless `patsub_replacement` is off. */
export function replacementOf(sh: Interpreter, pieces: readonly Piece[]): Replacement {
  const parts: (string | null)[] = [];
  for (const piece of pieces) {
    if ('break' in piece) parts.push(' ');
    else if (piece.quoted || !sh.shopts.patsub_replacement || !piece.text.includes('&')) parts.push(piece.text);
    else
      for (const [token] of piece.text.matchAll(/\\[\\&]|&|[^\\&]+|\\/g))
        parts.push(token === '&' ? null : token.length === 2 && token[0] === '\\' ? token[1]! : token);
  }
  return parts;
}

/** `${x/pattern/replacement}`, by its operator. */
export function substituted(
  sh: Interpreter,
  given: string,
  operator: '/' | '//' | '/#' | '/%',
  fragments: readonly Fragment[],
  by: Replacement,
): string {
  const empty = fragments.every(({ text }) => text === '');
  // bash takes such a bracket for longer than it is, and finds it only where a star makes lengths unknown (umatchlen).
  if (fragments.some(({ text, quoted }) => !quoted && /\[[!^]\]/.test(text) && !text.includes('*'))) return given;
  const narrow = narrowed(sh, given, fragments);
  const pattern = compilePattern(narrow.fragments, sh.dialect, sh.casePatterns);
  if (narrow.value === given) return replacedIn(given, operator, pattern, by, empty, (part) => part);
  return replacedIn(narrow.value, operator, pattern, by, empty, narrow.widen);
}

function replacedIn(
  value: string,
  operator: '/' | '//' | '/#' | '/%',
  pattern: Pattern,
  by: Replacement,
  empty: boolean,
  widen: (part: string) => string,
): string {
  const replaced = (match: string): string => {
    let text = '';
    for (const part of by) text += part ?? widen(match);
    return text;
  };
  if (operator === '/#' || operator === '/%') {
    const prefix = operator === '/#';
    if (empty) return prefix ? replaced('') + widen(value) : widen(value) + replaced('');
    const rest = prefix ? pattern.withoutPrefix(value, true) : pattern.withoutSuffix(value, true);
    if (rest.length === value.length && !pattern.matches('')) return widen(value);
    const match = prefix ? value.slice(0, value.length - rest.length) : value.slice(rest.length);
    return prefix ? replaced(match) + widen(rest) : widen(rest) + replaced(match);
  }
  if (empty) return widen(value);
  let text = '';
  let from = 0;
  while (from <= value.length) {
    const found = pattern.find(value, from);
    if (!found) break;
    if (found.end === found.start) {
      // An empty match counts only where there is nothing else.
      if (value !== '') break;
      return replaced('');
    }
    text += widen(value.slice(from, found.start)) + replaced(value.slice(found.start, found.end));
    from = found.end;
    if (operator === '/' || from >= value.length) break;
  }
  return text + widen(value.slice(from));
}

/** `${x^}`, `${x,,}` and the like; only characters that the pattern matches, all without one. */
export function caseChanged(
  sh: Interpreter,
  value: string,
  operator: string,
  pattern: readonly Fragment[] | undefined,
): string {
  if (value === '') return value;
  const only = pattern && pattern.length > 0 ? compilePattern(pattern, sh.dialect, sh.patterns) : undefined;
  const to = operator[0] === '^' ? 'upper' : operator[0] === ',' ? 'lower' : 'toggle';
  const change = (character: string): string =>
    !only || only.matches(character) ? changeCase(character, to) : character;
  const list = characters(sh, value);
  if (operator.length === 2) return list.map(change).join('');
  return change(list[0]!) + value.slice(list[0]!.length);
}

/** `${x:offset:length}`: of a text's characters. */
export function slicedText(sh: Interpreter, value: string, offset: number, length: number | undefined): string {
  const list = characters(sh, value);
  const start = offset < 0 ? list.length + offset : offset;
  if (start < 0 || start > list.length) return '';
  if (length === undefined) return list.slice(start).join('');
  const end = length < 0 ? list.length + length : Math.min(start + length, list.length);
  if (end < start) sh.failExpansion(`${length}: substring expression < 0`);
  return list.slice(start, end).join('');
}

/** The same of the elements of a list whose indices are `keys`. */
export function slicedList(
  sh: Interpreter,
  values: readonly string[],
  keys: readonly number[],
  offset: number,
  length: number | undefined,
): readonly string[] {
  if (length !== undefined && length < 0) sh.failExpansion(`${length}: substring expression < 0`);
  if (values.length === 0) return [];
  const from = offset < 0 ? keys[keys.length - 1]! + 1 + offset : offset;
  if (from < 0) return [];
  const first = keys.findIndex((key) => key >= from);
  return first < 0 ? [] : values.slice(first, length === undefined ? undefined : first + length);
}
