/** Every value can be followed back to where it came from. */
import { expect, test } from 'vitest';
import { all, only, runDash } from './run.ts';

test('an assignment from a substitution leads to the process that printed the value', () => {
  const ran = runDash('x="$(echo "$1" | cut -d/ -f1)"', { words: ['-c', 'x="$(echo a/b | cut -d/ -f1)"'] });
  const assigned = only(ran, 'variable.assigned');
  expect(assigned).toMatchObject({ name: 'x', value: 'a' });
  const [source] = assigned.sources;
  const ended = ran.events[source!]!;
  expect(ended).toMatchObject({ kind: 'substitution.ended', output: 'a', status: 0 });
  const child = ended.kind === 'substitution.ended' ? ended.child : -1;
  const stages = all(ran, 'process.started')
    .filter((event) => event.parent === child)
    .map((event) => event.child);
  const words = all(ran, 'command.started')
    .filter((event) => stages.includes(event.pid))
    .map((event) => event.words);
  expect(words).toEqual([
    ['echo', 'a/b'],
    ['cut', '-d/', '-f1'],
  ]);
});

test('an assignment from a variable leads to the assignment before', () => {
  const ran = runDash('a=1; b=$a$a; c=${b%1}x; d=$((b+1))');
  const [a, b, c, d] = all(ran, 'variable.assigned');
  expect(b!.sources).toEqual([a!.id, a!.id]);
  expect(c!.sources).toEqual([b!.id]);
  expect(d!.sources).toEqual([b!.id]);
});

test('the parameters of a function lead through the call', () => {
  const ran = runDash('ds=rpool/a; f() { local x=$2; y=$1; }; f "$ds" fixed');
  const [ds, x, y] = all(ran, 'variable.assigned');
  expect(y!.sources).toEqual([ds!.id]);
  expect(x!.sources).toEqual([]);
});

test('parameters set by set -- and shifted keep their origin', () => {
  const ran = runDash('a=1; b=2; set -- "$a" "$b"; shift; c=$1');
  const assigned = all(ran, 'variable.assigned');
  expect(assigned.find(({ name }) => name === 'c')!.sources).toEqual([assigned.find(({ name }) => name === 'b')!.id]);
});

test('what read assigns leads to the read', () => {
  const ran = runDash('read a b <<E\n1 2\nE\n');
  const command = only(ran, 'command.started', ({ words }) => words[0] === 'read');
  expect(all(ran, 'variable.assigned').map(({ name, value, sources }) => [name, value, sources])).toEqual([
    ['a', '1', [command.id]],
    ['b', '2', [command.id]],
  ]);
});

test('for gives each value the origin of its word', () => {
  const ran = runDash('l="p q"; for i in $l z; do :; done');
  const [l, ...turns] = all(ran, 'variable.assigned');
  expect(turns.map(({ value, sources }) => [value, sources])).toEqual([
    ['p', [l!.id]],
    ['q', [l!.id]],
    ['z', []],
  ]);
});

test('a case says what was held against what, and where both came from', () => {
  const ran = runDash(
    'E=rpool/enc; K=file:///run/keystore/rpool/k\ncase "$K" in\n  "file:///run/keystore/$E"/*) open ;;\n  prompt | https://*) ask ;;\nesac',
  );
  const [e, k] = all(ran, 'variable.assigned');
  const compared = only(ran, 'case.compared');
  expect(compared).toMatchObject({
    taken: -1,
    word: { text: '"$K"', value: 'file:///run/keystore/rpool/k' },
    wordSources: [k!.id],
    patterns: [
      {
        text: '"file:///run/keystore/$E"/*',
        value: 'file:///run/keystore/rpool/enc/*',
        matched: false,
        sources: [e!.id],
        position: { line: 3, column: 3 },
      },
      { text: 'prompt', matched: false },
      { text: 'https://*', matched: false },
    ],
  });
});

test('commands say which events their words came from', () => {
  const ran = runDash('a=x; echo "$a" b');
  const assigned = only(ran, 'variable.assigned');
  expect(only(ran, 'command.started')).toMatchObject({
    words: ['echo', 'x', 'b'],
    what: 'builtin',
    sources: [assigned.id],
  });
});

test('a missing command is told apart from a program', () => {
  const ran = runDash('nosuch a; cat /dev/null; f() { :; }; f');
  expect(all(ran, 'command.started').map(({ words, what }) => [words[0], what])).toEqual([
    ['nosuch', 'missing'],
    ['cat', 'program'],
    ['f', 'function'],
    [':', 'builtin'],
  ]);
});

test('the last command of a process runs in its place', () => {
  const ran = runDash('x=$(cat /dev/null); cat /dev/null; :');
  const started = all(ran, 'process.started').filter((event) => event.why !== 'service');
  // One for the substitution, in which cat runs; one for the other cat.
  expect(started.map((event) => event.why)).toEqual(['fork', 'spawn']);
});
