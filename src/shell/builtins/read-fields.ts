/** How `read` splits a line between its variables: the last one takes what is left. The dialects differ where delimiters stand at its end. */
import type { Dialect } from '../../syntax/dialect.ts';
import { isIfsWhiteSpace } from '../words/split.ts';

export interface Character {
  readonly byte: string;
  /** A backslash stood before it: it does not separate. */
  readonly escaped: boolean;
}

type Line = readonly Character[];

/** At most `count` fields. A single delimiter at the end of the last field is dropped, with the white space around it; more stay. */
export function splitLine(line: Line, ifs: string, count: number, dialect: Dialect): string[] {
  return dialect === 'dash'
    ? dashFields(line, ifs, count)
    : dialect === 'busybox'
      ? busyboxFields(line, ifs, count)
      : plainFields(line, ifs, count, true);
}

/** Every field, for bash's `read -a`. */
export const fieldsOfLine = (line: Line, ifs: string): string[] => plainFields(line, ifs, line.length + 2, false);

function text(line: Line, from: number, to: number): string {
  let joined = '';
  for (let index = from; index < to; index++) joined += line[index]!.byte;
  return joined;
}

/**
 * dash looks for the end of the last field only at characters without backslash: `x \y` gives `x`.
 * Otherwise as POSIX has it.
 */
function dashFields(line: Line, ifs: string, count: number): string[] {
  const fields: string[] = [];
  let left = count;
  let start = 0;
  /** Where the last field would end if only delimiters follow. */
  let end: number | undefined;
  let afterSpace = false;
  for (let at = 0; at < line.length; at++) {
    const { byte, escaped } = line[at]!;
    if (escaped) {
      afterSpace = false;
      // Where lines were joined nothing stands.
      if (byte === '' && at === start) start++;
      continue;
    }
    const delimits = ifs.includes(byte);
    const blank = delimits && isIfsWhiteSpace(byte);
    if (left === 0) {
      if (blank) {
        end ??= at;
        continue;
      }
      if (!(delimits && afterSpace)) end = undefined;
      afterSpace = false;
      continue;
    }
    if (afterSpace) {
      start = delimits ? at + 1 : at;
      if (blank) continue;
      afterSpace = false;
      continue;
    }
    if (!delimits) continue;
    if (at === start && blank) {
      start = at + 1;
      continue;
    }
    afterSpace = blank;
    if (--left === 0) {
      end = at;
      continue;
    }
    fields.push(text(line, start, at));
    start = at + 1;
  }
  const rest = text(line, start, end ?? line.length);
  if (rest !== '') fields.push(rest);
  return fields;
}

/** busybox takes a character behind a backslash as it is while it splits, but knows nothing of the backslash when it trims the end. */
function busyboxFields(line: Line, ifs: string, count: number): string[] {
  const fields: string[] = [];
  let value = '';
  /** At the beginning of a word: 2 when one delimiter that is no white space may still be skipped. */
  let beginning = 1;
  for (const { byte, escaped } of line) {
    if (!escaped) {
      const delimits = ifs.includes(byte);
      if (beginning > 0 && delimits) {
        if (isIfsWhiteSpace(byte)) continue;
        beginning--;
        if (beginning === 1) continue;
      }
      beginning = 0;
      if (fields.length < count - 1 && delimits) {
        fields.push(value);
        value = '';
        beginning = isIfsWhiteSpace(byte) ? 2 : 1;
        continue;
      }
    }
    value += byte;
  }
  const blankAt = (index: number): boolean =>
    index >= 0 && ifs.includes(value[index]!) && isIfsWhiteSpace(value[index]!);
  let end = value.length - 1;
  while (blankAt(end)) end--;
  value = value.slice(0, end + 1);
  if (end >= 0 && ifs.includes(value[end]!)) {
    do end--;
    while (blankAt(end));
    if (![...value.slice(0, end + 1)].some((byte) => ifs.includes(byte))) value = value.slice(0, end + 1);
  }
  fields.push(value);
  return fields;
}

/** As POSIX has it. `trimEscaped`: bash cuts white space off the end of a field that holds delimiters, with a backslash or without. */
function plainFields(line: Line, ifs: string, count: number, trimEscaped: boolean): string[] {
  const fields: string[] = [];
  let at = 0;
  const separates = (index: number): boolean => ifs.includes(line[index]!.byte);
  const delimits = (index: number): boolean => !line[index]!.escaped && separates(index);
  const blank = (index: number): boolean => delimits(index) && isIfsWhiteSpace(line[index]!.byte);
  const skipBlanks = (): void => {
    while (at < line.length && blank(at)) at++;
  };
  skipBlanks();
  while (at < line.length && fields.length < count - 1) {
    const start = at;
    while (at < line.length && !delimits(at)) at++;
    fields.push(text(line, start, at));
    skipBlanks();
    // White space that ended the field takes one other delimiter with it; so does that delimiter the white space behind it.
    if (at < line.length && delimits(at)) {
      at++;
      skipBlanks();
    }
  }
  if (at >= line.length) return fields;
  let first = at;
  while (first < line.length && !delimits(first)) first++;
  if (trimEscaped) {
    fields.push(bashLastField(line, ifs, at, first));
    return fields;
  }
  let end = line.length;
  if (first < end)
    while (end > at && isIfsWhiteSpace(line[end - 1]!.byte) && (trimEscaped ? separates(end - 1) : delimits(end - 1)))
      end--;
  // One field and its terminator: nothing but that delimiter stands between the field and the end.
  let rest = first;
  while (rest < end && blank(rest)) rest++;
  fields.push(text(line, at, rest === end - 1 && delimits(rest) ? first : end));
  return fields;
}

/** What is left of the line from `at` on, whose first word ends at `first` (get_word_from_string and strip_trailing_ifs_whitespace in bash). */
function bashLastField(line: Line, ifs: string, at: number, first: number): string {
  const separates = (index: number): boolean => index < line.length && ifs.includes(line[index]!.byte);
  const delimits = (index: number): boolean => separates(index) && !line[index]!.escaped;
  const blank = (index: number): boolean => delimits(index) && isIfsWhiteSpace(line[index]!.byte);
  let after = first;
  if (after < line.length) {
    const white = blank(after);
    after++;
    while (blank(after)) after++;
    if (white && delimits(after)) {
      after++;
      while (blank(after)) after++;
    }
  }
  if (after >= line.length) return text(line, at, first);
  let end = line.length;
  while (end > at && isIfsWhiteSpace(line[end - 1]!.byte) && separates(end - 1)) end--;
  // Where nothing is left, bash leaves its own mark of the backslash.
  return end === at && line[at]!.escaped ? '\x01' : text(line, at, end);
}
