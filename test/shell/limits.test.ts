/** Scripts without end or measure are ended with a finding that says where. */
import { expect, test } from 'vitest';
import { runDash } from './run.ts';

test('a loop in which nothing changes is a hang with its line', () => {
  const { end, events } = runDash(':\nwhile :; do :; done');
  expect(end.why).toBe('hang');
  expect(events.at(-1)).toMatchObject({ kind: 'hang.found', position: { line: 2 } });
});

test('a poll is a hang that says what it polls', () => {
  const { end } = runDash('while ! [ -e /dev/nothing ]; do sleep 1; done');
  expect(end).toMatchObject({ why: 'hang', detail: expect.stringContaining('/dev/nothing') });
});

test('a counted wait is none', () => {
  const { end, stdout } = runDash(
    'i=0; while [ $i -lt 100 ]; do [ -e /dev/nothing ] && break; sleep 0.1; i=$((i+1)); done; echo $i',
  );
  expect(end.why).toBe('done');
  expect(stdout).toBe('100\n');
});

test('a loop that waits for somebody who is still at work goes on', () => {
  const { end, stdout } = runDash('(sleep 5; : >/tmp/flag) & while ! [ -e /tmp/flag ]; do sleep 0.1; done; echo there');
  expect(end.why).toBe('done');
  expect(stdout).toBe('there\n');
});

test.each([
  ['functions', 'f() { f; }; f', 'Maximum function recursion depth (1000) reached'],
  [
    'functions in every construct',
    'f() { if :; then for i in 1; do while :; do case x in x) { f; } ;; esac; done; done; fi; }; f',
    'Maximum function recursion depth (1000) reached',
  ],
  ['functions through eval', 'f() { eval f; }; f', 'Maximum function recursion depth (1000) reached'],
  ['subshells', 'f() { (f); }; f', 'Cannot fork'],
  ['substitutions', 'f() { x=$(f); }; f', 'Cannot fork'],
])('endless recursion of %s is an error of the shell', (_, script, message) => {
  const { end, stderr } = runDash(script);
  expect(end.why).toBe('done');
  expect(stderr).toContain(message);
});

test.each([
  ['evals', `x='eval "$x"'; eval "$x"`],
  ['files', 'echo ". ./f" >f; . ./f'],
  ['traps', `trap 'kill -USR1 $$; trap' USR1; kill -USR1 $$`],
])('endless nesting of %s ends', (_, script) => {
  expect(['limit', 'done', 'hang']).toContain(runDash(script, { limits: { steps: 200_000 } }).end.why);
});

test('a value that grows without end is a finding', () => {
  expect(runDash('x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done').end).toMatchObject({ why: 'limit' });
});

test.each([
  ['subshells', `${'( '.repeat(3000)}:${' )'.repeat(3000)}`],
  ['substitutions', `echo ${'$(echo '.repeat(3000)}${')'.repeat(3000)}`],
  ['parameters', `echo ${'${x-'.repeat(3000)}${'}'.repeat(3000)}`],
  ['conditions', `${'if :; then '.repeat(3000)}:${'; fi'.repeat(3000)}`],
])('%s nested by the thousand are a syntax error', (_, script) => {
  const { end, status, stderr } = runDash(script);
  expect(end.why).toBe('done');
  expect(status).toBe(2);
  expect(stderr).toContain('nested too deeply');
});

test('a long list is no deep one', () => {
  const { status, end } = runDash(`${': && '.repeat(20_000)}:`);
  expect(end.why).toBe('done');
  expect(status).toBe(0);
});
