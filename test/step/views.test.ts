/** What is shown at a place. */
import { expect, test } from 'vitest';
import { openSession } from '../../src/step/open-session.ts';
import { HOOK, openHook, shipped, sound, toLine, variableOf } from './opened.ts';

test('the case that began it: what was compared, what was passed over, where the values came from', () => {
  const session = openSession(shipped());
  sound(session.goto('90-zfs-load-key.sh:69'));
  const { expansion, source, decision } = session.view();
  expect(expansion?.words[0]).toMatchObject({
    text: '"${KEYLOCATION}"',
    fields: ['file:///run/keystore/rpool/system.key'],
  });
  expect(expansion?.items?.[0]?.patterns[0]).toMatchObject({
    value: 'file:///run/keystore/rpool/enc/*',
    matched: false,
  });
  expect(decision).toMatchObject({ construct: 'case', taken: -1, choices: [{ value: 0 }] });
  const line = (number: number) => source!.lines[number - 1]!;
  expect(line(70).passedOver).toBe(session.cursor);
  expect(line(64)).toMatchObject({ runs: 1, runsInAll: 1, passedOver: undefined });
  expect(line(88)).toMatchObject({ runs: 0, runsInAll: 1 });
  const why = session.why('ENCRYPTIONROOT');
  expect(why[0]).toMatchObject({ text: expect.stringContaining('ENCRYPTIONROOT was set to rpool/enc') });
  session.move({ to: 'event', event: why[0]!.event! });
  expect(session.view().variables.variables.find(({ name }) => name === 'ENCRYPTIONROOT')).toMatchObject({
    value: 'rpool/enc',
    since: session.cursor,
    change: 'new',
  });
});

test('the stack leads from the phase to the function', () => {
  const session = openSession(shipped());
  sound(session.goto('90-zfs-load-key.sh:69'));
  expect(session.view().stack.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'phase pre-mount',
    'unit dracut-pre-mount.service',
    'process /bin/sh /usr/bin/dracut-pre-mount',
    'function source_hook',
    'function source_all',
    'hook /lib/dracut/hooks/pre-mount/90-zfs-load-key.sh',
    'function _load_key',
  ]);
});

test('words before and after: parameters, substitutions, globs, tests', () => {
  const session = openHook(
    [
      'set -- one "two three"',
      'v=a/b',
      'echo "$v" ${v%/*} $2 "$(echo sub)" /lib/dracut/hooks/pre-mo*',
      '[ "$v" = a/b ]',
    ].join('\n'),
  );
  toLine(session, 3);
  const command = session.events.find(
    (event) => event.kind === 'command.started' && event.words.includes('sub') && event.words.length > 2,
  )!;
  session.move({ to: 'event', event: command.id });
  const { expansion } = session.view();
  expect(expansion?.words.map(({ text, fields }) => [text, fields])).toEqual([
    ['echo', ['echo']],
    ['"$v"', ['a/b']],
    ['${v%/*}', ['a']],
    ['$2', ['two', 'three']],
    ['"$(echo sub)"', ['sub']],
    ['/lib/dracut/hooks/pre-mo*', ['/lib/dracut/hooks/pre-mount']],
  ]);
  expect(expansion?.words[2]?.parts).toMatchObject([{ text: '${v%/*}', value: 'a' }]);
  expect(expansion?.words[4]?.parts).toMatchObject([{ text: '$(echo sub)', value: 'sub' }]);
  expect(expansion?.words[5]?.globs).toEqual([
    { pattern: '/lib/dracut/hooks/pre-mo*', paths: ['/lib/dracut/hooks/pre-mount'] },
  ]);
  toLine(session, 4);
  expect(session.view().expansion?.tested).toEqual({ text: 'a/b = a/b', result: true });
});

test('local variables are known, and gone with their function', () => {
  const session = openHook(['f() {', '  local x=1', '  : in', '}', 'x=0', 'f', ': out'].join('\n'));
  toLine(session, 3);
  expect(session.view().variables.variables.find(({ name }) => name === 'x')).toMatchObject({
    value: '1',
    local: true,
  });
  toLine(session, 7);
  expect(session.view().variables.variables.find(({ name }) => name === 'x')).toMatchObject({
    value: '0',
    local: false,
  });
});

test('watched words are worked out as the shell would, and say when they changed', () => {
  const session = openHook(['p=rpool/enc', 'p=other/x', ': end'].join('\n'));
  sound(session.addWatch('p'));
  sound(session.addWatch('${p%%/*}'));
  toLine(session, 2);
  expect(session.view().watches).toMatchObject([
    { value: 'other/x', changed: true },
    { value: 'other', changed: true },
  ]);
  expect(session.addWatch('$(id)')).toMatchObject({ problem: expect.stringContaining('command') });
});

test('files, mounts and units show what the step changed', () => {
  const session = openHook(
    ['echo hi >/run/hello', 'mkdir /run/there', 'mount -t tmpfs tmpfs /run/there', ': end'].join('\n'),
  );
  toLine(session, 1);
  session.move({ by: 'over' });
  expect(session.view().machine.files.find(({ path }) => path === '/run/hello')).toMatchObject({ now: true });
  expect(session.fileAt('/run/hello')).toBe('hi\n');
  toLine(session, 3);
  expect(session.view().machine.mounts.some(({ target }) => target === '/run/there')).toBe(false);
  session.move({ by: 'over' });
  expect(session.view().machine.mounts.find(({ target }) => target === '/run/there')).toMatchObject({
    change: 'added',
  });
  session.move({ by: 'over', back: true });
  expect(session.view().machine.mounts.find(({ target }) => target === '/run/there')).toMatchObject({
    change: 'removed',
  });
  expect(session.lastChange({ kind: 'mount', target: '/run/there' }, true)).toBeGreaterThan(session.cursor);
  expect(session.lastChange({ kind: 'file', path: '/run/hello' })).toBeLessThan(session.cursor);
});

test('processes say what they wait for, as a tree', () => {
  const session = openHook('sleep 1 | cat\n');
  const cat = session.events.find((event) => event.kind === 'process.executed' && event.path.endsWith('/cat'))!;
  session.move({ to: 'time', atUs: cat.atUs + 500_000 });
  const { processes } = session.view();
  const one = (name: string) => processes.find(({ argv }) => argv[0] === name)!;
  expect(one('sleep').waitingFor).toContain('sleep');
  expect(one('cat').argv).toEqual(['cat']);
  expect(one('cat').depth).toBeGreaterThan(processes[0]!.depth);
});

test('search finds lines of scripts with their next run, and lines of the journal', () => {
  const session = openSession(shipped());
  session.move({ to: 'first' });
  const hits = session.search('    zfs load-key "$', 'source');
  expect(hits).toMatchObject([{ file: '/lib/dracut/hooks/pre-mount/90-zfs-load-key.sh', line: 88 }]);
  expect(session.events[hits[0]!.event!]).toMatchObject({
    kind: 'command.started',
    words: ['zfs', 'load-key', 'rpool/enc'],
  });
  expect(session.search("hasn't appeared", 'journal')).toHaveLength(1);
  expect(variableOf(session, 'ENCRYPTIONROOT')).toBeUndefined();
  expect(session.runsOf(HOOK, 1)).toEqual([]);
});

test('a positional parameter comes from where its argument came from', () => {
  const session = openHook(['f() {', '  : "$1"', '}', 'value=$(echo 7)', 'f "$value"'].join('\n'));
  toLine(session, 2);
  expect(session.why('1')[0]).toMatchObject({ text: expect.stringContaining('value was set to 7') });
});

test('the words of a loop are shown at each of its turns', () => {
  const session = openHook('for i in a "b c" /lib/dracut/hooks/pre-mo*; do\n  : "$i"\ndone\n');
  const turns = session.events.filter(
    (event) => event.kind === 'variable.assigned' && event.name === 'i' && event.position?.file === HOOK,
  );
  expect(turns.length).toBe(3);
  for (const { id } of turns) {
    session.move({ to: 'event', event: id });
    expect(session.view().expansion).toMatchObject({
      what: 'loop',
      words: [{ fields: ['a'] }, { fields: ['b c'] }, { fields: ['/lib/dracut/hooks/pre-mount'] }],
    });
  }
});
