/** Events and diagnostics carry the place in the source that they are about. */
import { expect, test } from 'vitest';
import { all, only, runDash } from './run.ts';

const HOOK = 'f() {\n  echo in f\n  nosuch\n}\n\nif [ -e /x ]; then :; fi\n. /lib/more.sh\n';

test('commands stand where they were written, in the file that has them', () => {
  const ran = runDash('', { words: ['/hook.sh'], files: { '/hook.sh': HOOK, '/lib/more.sh': '# lib\n\nf\n' } });
  const places = all(ran, 'command.started').map(
    ({ words, position }) => `${words.join(' ')} ${position.file}:${position.line}:${position.column}`,
  );
  expect(places).toEqual([
    '[ -e /x ] /hook.sh:6:4',
    '. /lib/more.sh /hook.sh:7:1',
    'f /lib/more.sh:3:1',
    'echo in f /hook.sh:2:3',
    'nosuch /hook.sh:3:3',
  ]);
  expect(ran.stderr).toBe('/hook.sh: 3: /lib/more.sh: nosuch: not found\n');
  expect(only(ran, 'branch.taken')).toMatchObject({
    construct: 'if',
    taken: false,
    position: { file: '/hook.sh', line: 6 },
  });
});

test('offsets are those of the text, also inside substitutions and after here-documents', () => {
  const text = 'cat <<E\n$(echo one)\nE\nx=$(\n  echo two)\n';
  const ran = runDash('', { words: ['/s'], files: { '/s': text } });
  for (const { words, position } of all(ran, 'command.started'))
    expect(text.slice(position.offset, position.end).split(/[ <]/)[0]).toBe(words[0]);
  expect(all(ran, 'command.started').map(({ words, position }) => [words[0], position.line])).toEqual([
    ['echo', 2],
    ['cat', 1],
    ['echo', 5],
  ]);
});

test('the tabs that `<<-` takes away count for the places', () => {
  const text = 'f() {\n\tcat <<-E\n\t\tone\n\t\ttwo $(echo "$x")\n\tthree\n\t\t\t$(printf x)\n\tE\n\techo end\n}\nf\n';
  const ran = runDash('', { words: ['/s'], files: { '/s': text } });
  const called = all(ran, 'command.started').map(({ words, position }) => [
    text.slice(position.offset, position.end).split(/[ <]/)[0],
    position.line,
    words[0],
  ]);
  expect(called).toEqual([
    ['f', 10, 'f'],
    ['echo', 4, 'echo'],
    ['printf', 6, 'printf'],
    ['cat', 2, 'cat'],
    ['echo', 8, 'echo'],
  ]);
});

test('a sourced file is entered and left, once, under its plain path', () => {
  const ran = runDash('cd /lib; . .//a.sh', { files: { '/lib/a.sh': 'return 3' } });
  expect(only(ran, 'file.sourced').path).toBe('/lib/a.sh');
  expect(only(ran, 'file.left')).toMatchObject({ path: '/lib/a.sh', status: 3 });
  expect(only(ran, 'left.early')).toMatchObject({ how: 'return', status: 3 });
});
