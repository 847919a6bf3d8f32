/** The keys of sort: which part of a line, compared how. */

export type Ordering = 'bytes' | 'numeric' | 'general' | 'human' | 'month' | 'version';

export interface KeyOptions {
  ordering: Ordering;
  ignoreStartBlanks: boolean;
  ignoreEndBlanks: boolean;
  dictionary: boolean;
  fold: boolean;
  printing: boolean;
  reverse: boolean;
}

export interface SortKey extends KeyOptions {
  startField: number;
  startByte: number;
  /** undefined is the end of the line. */
  endField: number | undefined;
  endByte: number;
}

export const plainOptions = (): KeyOptions => ({
  ordering: 'bytes',
  ignoreStartBlanks: false,
  ignoreEndBlanks: false,
  dictionary: false,
  fold: false,
  printing: false,
  reverse: false,
});

const LETTER_ORDERING: Readonly<Record<string, Ordering>> = {
  n: 'numeric',
  g: 'general',
  h: 'human',
  M: 'month',
  V: 'version',
};

/** Sets what an option letter means; false for a letter that is none. */
export const applyLetter = (options: KeyOptions, letter: string, end: 'start' | 'end' | 'both'): boolean => {
  const ordering = LETTER_ORDERING[letter];
  if (ordering) options.ordering = ordering;
  else if (letter === 'b') {
    if (end !== 'end') options.ignoreStartBlanks = true;
    if (end !== 'start') options.ignoreEndBlanks = true;
  } else if (letter === 'd') options.dictionary = true;
  else if (letter === 'f') options.fold = true;
  else if (letter === 'i') options.printing = true;
  else if (letter === 'r') options.reverse = true;
  else return false;
  return true;
};

/** Parses `F[.C][OPTS][,F[.C][OPTS]]`; a string is the complaint. */
export const parseKey = (spec: string): SortKey | string => {
  const key: SortKey = { ...plainOptions(), startField: 0, startByte: 0, endField: undefined, endByte: 0 };
  let rest = spec;
  const number = (): number | undefined => {
    const digits = /^\d+/.exec(rest)?.[0];
    if (digits === undefined) return undefined;
    rest = rest.slice(digits.length);
    return Number(digits);
  };
  const letters = (end: 'start' | 'end'): void => {
    while (rest !== '' && applyLetter(key, rest[0]!, end)) rest = rest.slice(1);
  };
  const invalid = (why: string, text: string): string => `${why}: invalid field specification '${text}'`;
  const start = number();
  if (start === undefined) return `invalid number at field start: invalid count at start of '${rest}'`;
  if (start === 0) return invalid('field number is zero', spec);
  key.startField = start - 1;
  if (rest[0] === '.') {
    rest = rest.slice(1);
    const byte = number();
    if (byte === undefined) return `invalid number after '.': invalid count at start of '${rest}'`;
    if (byte === 0) return invalid('character offset is zero', spec);
    key.startByte = byte - 1;
  }
  letters('start');
  if (rest[0] === ',') {
    rest = rest.slice(1);
    const end = number();
    if (end === undefined) return `invalid number after ',': invalid count at start of '${rest}'`;
    if (end === 0) return invalid('field number is zero', spec);
    key.endField = end - 1;
    if (rest[0] === '.') {
      rest = rest.slice(1);
      const byte = number();
      if (byte === undefined) return `invalid number after '.': invalid count at start of '${rest}'`;
      key.endByte = byte;
    }
    letters('end');
  }
  return rest === '' ? key : invalid('stray character in field spec', spec);
};

const isBlank = (c: string | undefined): boolean => c === ' ' || c === '\t' || c === '\n';

/** The part of a line that a key looks at. */
export const keyText = (line: string, key: SortKey, tab: string | undefined): string => {
  const end = line.length;
  const skipBlanks = (from: number): number => {
    let at = from;
    while (at < end && isBlank(line[at])) at++;
    return at;
  };
  const skipField = (from: number): number => {
    let at = skipBlanks(from);
    while (at < end && !isBlank(line[at])) at++;
    return at;
  };
  let low = 0;
  for (let n = key.startField; n > 0 && low < end; n--) {
    if (tab === undefined) low = skipField(low);
    else {
      const place = line.indexOf(tab, low);
      low = place < 0 ? end : place + 1;
    }
  }
  if (key.ignoreStartBlanks) low = skipBlanks(low);
  low = Math.min(end, low + key.startByte);
  if (key.endField === undefined) return line.slice(low);
  let fields = key.endByte === 0 ? key.endField + 1 : key.endField;
  let high = 0;
  while (high < end && fields > 0) {
    fields--;
    if (tab === undefined) high = skipField(high);
    else {
      const place = line.indexOf(tab, high);
      high = place < 0 ? end : place;
      if (high < end && (fields > 0 || key.endByte > 0)) high++;
    }
  }
  if (key.endByte > 0) {
    if (key.ignoreEndBlanks) high = skipBlanks(high);
    high = Math.min(end, high + key.endByte);
  }
  return line.slice(low, Math.max(low, high));
};
