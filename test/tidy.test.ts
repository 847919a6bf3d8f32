/** The style that a machine can check: opening sentences, file sizes, words that must not appear, no host below cli/. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter(Boolean);
const sources = tracked.filter((file) => /^src\/.*\.tsx?$/.test(file) && !file.endsWith('.gen.ts'));
const read = (file: string) => readFileSync(file, 'utf8');

test('every source file opens with a sentence that says what lives there', () => {
  expect(sources.filter((file) => !/^(#!.*\n)?(\/\*\*|\/\/) ?\S/.test(read(file)))).toEqual([]);
});

test('no source file has grown beyond 500 lines', () => {
  expect(sources.filter((file) => read(file).split('\n').length > 500)).toEqual([]);
});

test('file names are kebab-case and say what they hold', () => {
  expect(
    sources.filter(
      (file) =>
        !/^src\/(?:[a-z0-9-]+\/)*[a-z0-9-]+\.tsx?$/.test(file) ||
        /\/(utils?|helpers?|common|misc|manager|data|info)\.ts$/.test(file),
    ),
  ).toEqual([]);
});

// The globals process, setTimeout, fetch and the like are forbidden there by biome.json, which knows scopes.
test('clock, chance and host stay out of everything below cli/ and tui/', () => {
  const host = /\b(Date\.now|new Date\(\)|Math\.random)\b|from 'node:(?!buffer|util|assert)/;
  expect(sources.filter((file) => !/^src\/(cli|tui)\/|^src\/index\.ts$/.test(file) && host.test(read(file)))).toEqual(
    [],
  );
});

test('no any, no skipped or focused tests', () => {
  expect(
    sources.filter((file) =>
      /[:<,] ?any\b(?! \w)/.test(read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'|`[^`]*`/g, '')),
    ),
  ).toEqual([]);
  const tests = tracked.filter((file) => /^test\/.*\.ts$/.test(file) && file !== 'test/tidy.test.ts');
  expect(tests.filter((file) => /\b(it|test|describe)\.(only|todo)\b/.test(read(file)))).toEqual([]);
});

test('only our own shell text is tracked', () => {
  const foreign = /SPDX-License-Identifier|GPL|CDDL|shellcheck source=zfs-lib\.sh\.in/;
  expect(tracked.filter((file) => file.endsWith('.sh') && foreign.test(read(file)))).toEqual([]);
});
