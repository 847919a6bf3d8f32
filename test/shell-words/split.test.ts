/** Field splitting on its own. */
import { describe, expect, test } from 'vitest';
import { fieldText, type Piece, splitFields, splitText } from '../../src/shell/words/split.ts';

const expanded = (text: string): Piece => ({ text, quoted: false, split: true });
const quoted = (text: string): Piece => ({ text, quoted: true, split: false });
const fields = (pieces: readonly Piece[], ifs?: string, joined = false): string[] =>
  splitFields(pieces, ifs, joined).map(fieldText);

describe('one expansion', () => {
  test.each([
    [' a  b ', undefined, ['a', 'b']],
    ['a::b:', ':', ['a', '', 'b']],
    [':', ':', ['']],
    [' : a', ' :', ['', 'a']],
    ['a : : b', ' :', ['a', '', 'b']],
    ['a b', '', ['a b']],
    ['', undefined, []],
    ['  ', undefined, []],
  ] as const)('%j with IFS %j', (text, ifs, expected) => {
    expect(splitText(text, ifs)).toEqual(expected);
    expect(fields([expanded(text)], ifs)).toEqual(expected);
  });
});

describe('beside each other', () => {
  test('text joins the first and the last field', () => {
    expect(fields([quoted('x'), expanded('a b'), quoted('y')])).toEqual(['xa', 'by']);
  });

  test('quotes keep an empty field, expansions do not', () => {
    expect(fields([quoted('')])).toEqual(['']);
    expect(fields([expanded('')])).toEqual([]);
    expect(fields([quoted(''), expanded(' a')])).toEqual(['', 'a']);
  });

  test('a delimiter behind white space of the expansion before counts, but not in bash', () => {
    expect(fields([expanded('a '), expanded(':b')], ' :')).toEqual(['a', '', 'b']);
    expect(fields([expanded('a '), expanded(':b')], ' :', true)).toEqual(['a', 'b']);
  });
});

describe('lists', () => {
  test('quoted parameters stay whole, also empty ones', () => {
    expect(fields([quoted('a b'), { break: true }, quoted(''), { break: true }, quoted('c')])).toEqual([
      'a b',
      '',
      'c',
    ]);
  });

  test('unquoted parameters are split, empty ones vanish', () => {
    expect(fields([expanded('a b'), { break: true }, expanded(''), { break: true }, expanded('c')])).toEqual([
      'a',
      'b',
      'c',
    ]);
  });
});
