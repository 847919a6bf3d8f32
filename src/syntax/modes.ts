/** How a stretch of a word is read: what ends it, which quotes count in it. */

/** What ends the text being read, and which quotes count in it. */
export interface Mode {
  /** Undefined: an ordinary word, ended by a metacharacter. */
  readonly closer?: '}' | '"' | ')' | '/' | ':' | 'end' | ']';
  /** Everything read is quoted. */
  readonly quoted: boolean;
  /** `'` quotes. */
  readonly single: boolean;
  /** What a backslash escapes, besides the closer. */
  readonly escapes: 'all' | 'double' | 'body' | 'arithmetic';
  /** A here-document's delimiter: nothing is expanded (the Almquist shells). */
  readonly delimiter?: boolean;
}

export const ORDINARY: Mode = { quoted: false, single: true, escapes: 'all' };
export const DELIMITER: Mode = { ...ORDINARY, delimiter: true };
export const REGEX: Mode = { quoted: false, single: true, escapes: 'all' };
export const REGEX_GROUP: Mode = { ...REGEX, closer: ')' };
export const DOUBLE_QUOTED: Mode = { closer: '"', quoted: true, single: false, escapes: 'double' };
