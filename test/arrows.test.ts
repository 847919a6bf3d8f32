/** The rooms of src/ import one way only, and no file is part of a cycle. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

/** Room -> rooms it may import from. A file directly in src/ is the room `index`. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  trace: [],
  report: [],
  vfs: [],
  syntax: ['trace'],
  regex: [],
  kernel: ['trace', 'vfs'],
  shell: ['trace', 'vfs', 'kernel', 'syntax', 'regex'],
  machine: ['trace', 'vfs', 'kernel'],
  programs: ['trace', 'vfs', 'kernel', 'machine', 'regex'],
  image: ['vfs', 'report'],
  boot: ['trace', 'vfs', 'kernel', 'machine'],
  lint: ['trace', 'report', 'syntax', 'image'],
  explain: ['trace', 'syntax'],
  scenario: ['trace', 'report', 'vfs', 'kernel', 'machine', 'programs', 'shell', 'syntax', 'image', 'boot', 'explain'],
  step: [
    'trace',
    'report',
    'vfs',
    'kernel',
    'machine',
    'programs',
    'shell',
    'syntax',
    'image',
    'boot',
    'explain',
    'scenario',
  ],
  prove: ['trace', 'report', 'syntax', 'shell', 'image', 'programs', 'explain', 'lint', 'scenario'],
  tui: ['trace', 'report', 'step'],
  cli: [
    'trace',
    'report',
    'vfs',
    'kernel',
    'machine',
    'programs',
    'shell',
    'syntax',
    'image',
    'boot',
    'explain',
    'lint',
    'scenario',
    'prove',
    'step',
    'tui',
    'index',
  ],
  index: [
    'trace',
    'report',
    'vfs',
    'kernel',
    'machine',
    'programs',
    'shell',
    'syntax',
    'image',
    'boot',
    'explain',
    'lint',
    'scenario',
    'step',
    'tui',
    'cli',
  ],
};

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join('src', name));

const imports = new Map(
  files.map((file) => {
    const text = readFileSync(file, 'utf8');
    const found = [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g)];
    const values = found.filter((m) => !/^\s*(?:import|export)\s+type\s/.test(m[0]));
    const resolve = (m: RegExpMatchArray) => join(dirname(file), (m[1] ?? m[2])!);
    return [file, { all: found.map(resolve), values: values.map(resolve) }] as const;
  }),
);

const room = (file: string): string => {
  const [first, ...rest] = relative('src', file).split('/');
  return rest.length === 0 ? 'index' : first!;
};

test('every room is listed', () => {
  expect([...new Set(files.map(room))].filter((name) => !(name in ARROWS))).toEqual([]);
  expect(files.length).toBeGreaterThan(50);
});

test('imports between rooms follow the arrows', () => {
  const wrong = files.flatMap((file) =>
    imports
      .get(file)!
      .all.filter((target) => room(target) !== room(file) && !ARROWS[room(file)]?.includes(room(target)))
      .map((target) => `${file} -> ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('no file takes part in an import cycle', () => {
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      cycles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
      return;
    }
    state.set(file, 'open');
    for (const target of imports.get(file)?.values ?? []) visit(target, [...trail, file]);
    state.set(file, 'done');
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});
