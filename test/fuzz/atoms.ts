/** The smallest pieces of random scripts: names, numbers, texts, and how they are quoted. */
import fc from 'fast-check';

export const NAMES = ['a', 'b', 'c', 'x_1'] as const;
export const name = fc.constantFrom(...NAMES);

/** A name that nothing else in the script has: counters of loops, functions that must not call themselves, delimiters. */
export const unique = (prefix: string): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: 99_999 }).map((n) => `${prefix}${n}`);

export const number = fc.constantFrom(
  '0',
  '1',
  '2',
  '7',
  '-3',
  '0x1f',
  '010',
  '42',
  '255',
  '9223372036854775807',
  '4294967296',
);

/** Texts that mean something somewhere: to expansion, to echo, to test, to printf, to the parser. */
export const plain = fc.constantFrom(
  ...[
    'a',
    'bz9',
    'foo',
    'x y',
    '*',
    '?',
    '[ab]*',
    '~',
    'a=b',
    '-n',
    '-e',
    '--',
    '',
    'f1',
    'f2.txt',
    '.hid',
    '\\\\',
    'a\\b',
    '%s',
    '{a,b}',
    '#no',
    '!',
    'ä',
    './f1',
    './d/*',
    ':',
    'in',
    'done',
  ],
  ...[
    '-',
    '+1',
    ' 3 ',
    '3x',
    'a:b::c',
    ' lead',
    'trail ',
    '\t',
    'a\nb',
    '\\n',
    '\\0101',
    'x\\cy',
    '[!a]*',
    '[]a]',
    "it's",
    '"',
    '$a',
    '`',
    '\\',
    'f*',
    '.*',
    '08',
    '[',
    ']',
    '=',
    '(',
    '-a',
    '-o',
    '$(',
    '${',
    '~root',
    'a=~:~',
  ],
);

export const quoteSingle = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
export const quoteDouble = (text: string): string => `"${text.replace(/["\\$`]/g, '\\$&')}"`;
/** Backslashes where a character would mean something to the parser; pattern characters stay. */
export const quoteNeeded = (text: string): string =>
  text === '' || /\n/.test(text) ? quoteSingle(text) : text.replace(/[\s\\{}#~'"$`|&;<>()]/g, '\\$&');
/** Between backquotes. */
export const quoteBack = (text: string): string => text.replace(/[\\`]/g, '\\$&');

export const IFS_VALUES = [
  'IFS=',
  'IFS=:',
  'IFS=" :"',
  "IFS='\n'",
  'IFS=" "',
  'IFS=x',
  'unset IFS',
  "IFS='\\'",
  'IFS=": "',
  'IFS=o:',
] as const;
