/** One table of keys: no key means two things, every command has one, the help shows all of them, and README's table is the same. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands } from '../../src/tui/commands/index.ts';
import { helpLines } from '../../src/tui/help.ts';
import { keyNames } from '../../src/tui/keypress.ts';
import { KEY_GROUPS, keyLabel, keysAsMarkdown } from '../../src/tui/keys.ts';
import { plainText, widthOf } from '../../src/tui/text/line.ts';

const bindings = KEY_GROUPS.flatMap((group) => group.bindings);
const keys = bindings.flatMap(({ keys: forwards, back = [] }) => [...forwards, ...back]);

test('no key means two things', () => {
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('every command has a key, and every key a command', () => {
  expect(
    bindings
      .map(({ command }) => command)
      .filter((command) => command !== 'pane')
      .sort(),
  ).toEqual(Object.keys(commands).sort());
});

test.each([
  [80, 24],
  [120, 40],
  [200, 60],
])('the help at %ix%i', (columns, rows) => {
  const lines = helpLines({ columns, rows }, 0);
  expect(lines).toHaveLength(rows);
  expect(new Set(lines.map(widthOf))).toEqual(new Set([columns]));
  expect(`\n${lines.map((line) => plainText(line).trimEnd()).join('\n')}\n`).toMatchSnapshot();
});

test('the help tells of every binding, on a large terminal at once', () => {
  const text = helpLines({ columns: 200, rows: 60 }, 0).map(plainText).join('\n');
  expect(bindings.filter(({ text: own }) => !text.includes(own)).map(({ command }) => command)).toEqual([]);
});

test('the tables in the documentation are the table of keys', () => {
  expect(readFileSync('docs/stepper.md', 'utf8')).toContain(keysAsMarkdown());
  expect(readFileSync('README.md', 'utf8')).toContain(keysAsMarkdown('hinted'));
});

test.each([
  ['\x1b[A', ['up']],
  ['\x1bOB', ['down']],
  ['\x1b[15~', ['f5']],
  ['\x1b[21;2~', ['shift+f10']],
  ['\x1b[23;2~', ['shift+f11']],
  ['\x1bOP', ['f1']],
  ['\x1b[Z', ['shift+tab']],
  ['\x13', ['ctrl+s']],
  ['\x03', ['ctrl+c']],
  ['\x7f', ['backspace']],
  ['nnN', ['n', 'n', 'N']],
  ['漢', ['漢']],
  ['\x1b', ['escape']],
  ['ls\r', ['l', 's', 'enter']],
  // What nobody knows is nothing, rather than the letters that it ends with.
  ['\x1b[99;9u', ['']],
])('%j is %j', (sent, names) => {
  expect(keyNames(sent)).toEqual(names);
});

test.each([
  ['f10', 'F10'],
  ['shift+f10', 'Shift+F10'],
  ['ctrl+s', 'Ctrl+S'],
  ['n', 'n'],
  ['+', '+'],
  ['left', '←'],
])('%s is written %s', (key, label) => {
  expect(keyLabel(key)).toBe(label);
});
