/** Breakpoints: how they are written, and where they stop. */
import { describe, expect, test } from 'vitest';
import { runShell } from '../../src/scenario/run-shell.ts';
import { openSession } from '../../src/step/open-session.ts';
import { plainTest } from '../../src/step/plain-test.ts';
import { breakpointText, readBreakpoint } from '../../src/step/read-breakpoint.ts';
import { isProblem } from '../../src/step/session.ts';
import { openHook, shipped, sound } from './opened.ts';

const fine = (): undefined => undefined;

test.each([
  'line 90-zfs-load-key.sh:70',
  'function _load_key',
  'hook 90-zfs*',
  'phase pre-mount',
  'program zfs load-key',
  'variable ENCRYPTIONROOT',
  'variable ENCRYPTIONROOT = rpool/enc',
  'path /run/keystore/*',
  'unit sysroot.mount',
  'unit sysroot.mount failed',
  'status',
  'status 127',
  'if "$ENCRYPTIONROOT" = rpool/enc',
  'line hook.sh:3 if "$n" -gt 4',
])('%s is printed as it was read', (text) => {
  const spec = readBreakpoint(text, fine);
  expect(isProblem(spec) ? spec.problem : breakpointText(spec)).toBe(text);
});

test.each([
  ['', 'expected one of line, function,'],
  ['line nowhere', 'line: expected FILE:LINE'],
  ['unit sysroot.mount broken', 'unit: expected a unit and perhaps one of inactive,'],
  ['status many', 'status: expected a status from 0 to 255'],
  ['variable 1x', 'variable: expected the name of a variable'],
  ['path relative', 'path: expected an absolute path'],
  ['frob x', 'expected one of line, function,'],
])('"%s" is refused with a reason', (text, reason) => {
  const spec = readBreakpoint(text, fine);
  expect(isProblem(spec) ? spec.problem : breakpointText(spec)).toContain(reason);
});

test('a condition that the shell cannot read is refused in its own words', () => {
  const session = openSession(shipped());
  expect(session.addBreakpoint('if "$x" = ')).toMatchObject({ problem: expect.stringContaining('if') });
  expect(session.addBreakpoint('if -e /run/x')).toMatchObject({ problem: expect.stringContaining('path /run/x') });
  expect(session.breakpoints).toEqual([]);
});

test('going on stops at each, in order, and backwards in the other', () => {
  const session = openSession(shipped());
  for (const text of [
    'program zfs load-key',
    'if "$ENCRYPTIONROOT" = rpool/enc',
    'unit sysroot.mount failed',
    'phase pre-mount',
  ])
    sound(session.addBreakpoint(text));
  session.move({ to: 'first' });
  const texts: (string | undefined)[] = [];
  for (let stop = 0; stop < 5; stop++) texts.push(session.move({ by: 'continue' }).text);
  expect(texts).toEqual([
    'breakpoint 4: phase pre-mount',
    'breakpoint 2: if "$ENCRYPTIONROOT" = rpool/enc',
    'breakpoint 1: program zfs load-key',
    'breakpoint 3: unit sysroot.mount failed',
    'the boot ends here',
  ]);
  expect(session.move({ by: 'continue', back: true }).breakpoints).toEqual([3]);
  expect(session.move({ by: 'continue', back: true }).breakpoints).toEqual([1]);
});

test('a condition on a line counts where it holds, with local variables', () => {
  const session = openHook(['f() {', '  local n=$1', '  : "$n"', '}', 'for i in 1 2 3 4; do f $i; done'].join('\n'));
  const breakpoint = sound(session.addBreakpoint('line 50-test.sh:3 if "$n" -ge 3'));
  expect(session.stops('id' in breakpoint ? breakpoint.id : 0)).toHaveLength(2);
  session.move({ to: 'first' });
  session.move({ by: 'continue' });
  expect(session.view().variables.variables.find(({ name }) => name === 'n')?.value).toBe('3');
});

test('line breakpoints are switched on the line, and shown there', () => {
  const session = openHook('a=1\nb=2\n');
  const { file } = session.view().source!;
  session.toggleLine(file, 2);
  expect(session.view().source?.lines[1]?.breakpoint).toBe('on');
  session.switchBreakpoint(session.breakpoints[0]!.id, false);
  expect(session.view().source?.lines[1]?.breakpoint).toBe('off');
  expect(session.stops()).toEqual([]);
  session.toggleLine(file, 2);
  expect(session.view().source?.lines[1]?.breakpoint).toBeUndefined();
});

test('status, path and variable breakpoints', () => {
  const session = openHook('false\nmkdir /run/made\nv=1\nunset v\n');
  const stops = (text: string) => {
    const added = sound(session.addBreakpoint(text));
    return session.stops('id' in added ? added.id : 0).map((id) => session.events[id]!.kind);
  };
  expect(stops('path /run/mad*')).toEqual(['path.created']);
  expect(stops('variable v')).toEqual(['variable.assigned', 'variable.unset']);
  expect(stops('status').length).toBeGreaterThan(0);
});

describe('tests that are worked out without a shell', () => {
  const values = ['', 'rpool/enc', '7', '-3', '010', ' 7', '-n', '=', '!', '(', 'a b', '*'];
  const tests = [
    '"$a" = rpool/enc',
    '"$a" != "$b"',
    '-n "$a"',
    '-z "$a$b"',
    '"$a" -gt 3',
    '"$a" -le "$b"',
    '"x$a" = x',
  ];
  test.each(tests)('[ %s ] says what the shell says', (text) => {
    const plain = plainTest(text, 'dash')!;
    for (const a of values)
      for (const b of ['', '7', 'rpool/enc']) {
        const variables = Object.entries({ a, b }).map(([name, value]) => ({
          ...{ name, value, exported: false, readonly: false, local: false, event: -1 },
        }));
        const shell = { pid: 1, name: 'sh', variables, positional: [], positionalSources: [], status: 0, rootPid: 1 };
        const said = plain({ ...shell, background: undefined });
        if (said === undefined) continue;
        const { status } = runShell(`[ ${text} ]`, { env: { a, b } });
        expect([a, b, said]).toEqual([a, b, status === 0]);
      }
  });

  test.each(['$a = b', '"${a%x}" = b', '-e "$a"', '"$a" = b -a "$a" = c', '! "$a" = b', '"$1" = x'])(
    '[ %s ] is left to the shell',
    (text) => expect(plainTest(text, 'dash')).toBeUndefined(),
  );
});
