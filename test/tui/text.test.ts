/** Text in cells: what scripts print can neither move the cursor nor widen a line, and styles need no colour. */
import { describe, expect, test } from 'vitest';
import { toBytes } from '../../src/report/bytes.ts';
import type { Terminal } from '../../src/tui/screen.ts';
import { Screen } from '../../src/tui/screen.ts';
import { clip, clipFront, columns, safe, wrap } from '../../src/tui/text/cells.ts';
import { ends, exactly, folded, plainText, run, type Style, widthOf, withoutFirst } from '../../src/tui/text/line.ts';
import { ansi } from '../../src/tui/theme.ts';

test.each([
  ['plain', 'plain', 5],
  ['\x1b[2J\x07', '\\x1b[2J\\x07', 11],
  ['a\tb', 'a       b', 9],
  ['two\nlines', 'two↵lines', 9],
  [toBytes('漢字'), '漢字', 4],
  [toBytes('🔐 key'), '🔐 key', 6],
  [toBytes('e\u0301'), 'é', 1],
  [toBytes('a\u200bb\u202ec'), 'a\\u{200b}b\\u{202e}c', 19],
  ['\xff\xfe', '\ufffd\ufffd', 2],
])('%j is shown as %j in %i columns', (bytes, text, width) => {
  expect(safe(bytes)).toBe(text);
  expect(columns(safe(bytes))).toBe(width);
});

test('what is too long is cut at the end, or at the front, never in the middle of a wide character', () => {
  expect(clip('abcdef', 4)).toBe('abc…');
  expect(clipFront('/a/long/path', 6)).toBe('…/path');
  expect(clip('漢字漢字', 4)).toBe('漢…');
  expect(clip('abc', 0)).toBe('');
});

test('texts break at blanks, and anywhere when a word is longer than the line', () => {
  expect(wrap('the key is not there', 10)).toEqual(['the key is', 'not there']);
  expect(wrap('file:///run/keystore', 8)).toEqual(['file:///', 'run/keys', 'tore']);
});

describe('lines', () => {
  const line = [run('one ', 'strong'), run('漢字 three')];
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 13, 14, 15, 40])('are exactly %i columns wide', (width) => {
    expect(widthOf(exactly(line, width))).toBe(width);
    expect(widthOf(ends(line, [run('right')], width))).toBe(width);
  });
  test('lose their first columns, or go on below', () => {
    expect(plainText(withoutFirst([run('abc'), run('def')], 4))).toBe('ef');
    expect(folded([run('abc'), run('defgh', 'bad')], 4, 2).map(plainText)).toEqual(['abcd', '  ef', '  gh']);
  });
});

test('sixteen colours at most, and without colour only weight, dimness, underlining and inversion', () => {
  const styles: Style[] = ['quiet', 'strong', 'accent', 'bad', 'good', 'changed', 'running', 'command'];
  const codes = (colour: boolean) =>
    [
      ...ansi(
        styles.map((style) => run('x', style)),
        { colour },
      ).matchAll(/\x1b\[([\d;]*)m/g),
    ].map((match) => match[1]);
  expect(codes(true).every((code) => /^(0|[1247]|3[1-6])$/.test(code!))).toBe(true);
  expect(codes(false).every((code) => /^[01247]$/.test(code!))).toBe(true);
});

test('only lines that changed are written, each at its place and none wrapped into the next', () => {
  const written: string[] = [];
  const terminal: Terminal = { columns: 5, rows: 2, write: (text) => written.push(text), on: () => {}, off: () => {} };
  const screen = new Screen(terminal);
  screen.write('first\nab');
  screen.write('first\nabc');
  screen.write('first\nabc');
  expect(written).toEqual([
    '\x1b[?2026h\x1b[1;1Hfirst\x1b[2;1Hab\x1b[K\x1b[?2026l',
    '\x1b[?2026h\x1b[2;1Habc\x1b[K\x1b[?2026l',
  ]);
  screen.close();
  screen.write('late\nlate');
  expect(written).toHaveLength(2);
});
