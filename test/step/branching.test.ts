/** Changing the course of a boot, and keeping it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { UnusableInput } from '../../src/report/finding.ts';
import { rehearse } from '../../src/scenario/rehearse.ts';
import { openSession } from '../../src/step/open-session.ts';
import { fromText, openHook, SEED, shipped, sound, toLine, variableOf } from './opened.ts';

test('the sub-dataset machine boots when the hook is given the pool for the one step that needs it', () => {
  const session = openSession(shipped());
  sound(session.goto('90-zfs-load-key.sh:69'));
  sound(session.setVariable('ENCRYPTIONROOT', 'rpool'));
  expect(session.view().event).toMatchObject({ kind: 'case.compared', taken: 0 });
  sound(session.goto('90-zfs-load-key.sh:75'));
  expect(sound(session.setVariable('ENCRYPTIONROOT', 'rpool/enc'))).toMatchObject({
    text: 'boots; it was emergency',
  });
  expect(session.rehearsal.outcome).toBe('boots');
  expect(session.changes.map(({ event }) => event !== undefined)).toEqual([true, true]);

  const text = sound(session.save(readFileSync(SEED, 'utf8'), 'stepped')).text;
  const again = fromText(text, SEED, 1);
  expect(again.variant).toBe('stepped');
  const rehearsal = rehearse(again);
  expect([rehearsal.outcome, rehearsal.asExpected, rehearsal.failedExpectations]).toEqual(['boots', true, []]);
  expect(JSON.stringify(rehearsal.recording.events)).toBe(JSON.stringify(session.events));
});

test('a branch is flipped, shown, taken back and made again', () => {
  const session = openHook(['if [ -e /nowhere ]; then', '  echo there >/run/branch', 'fi', ': end'].join('\n'));
  toLine(session, 1);
  const before = JSON.stringify(session.events);
  expect(session.view().decision).toMatchObject({ construct: 'if', taken: false });
  sound(session.flip());
  expect(session.view().event).toMatchObject({ kind: 'branch.taken', taken: true });
  session.move({ by: 'over' });
  expect(session.view().source?.line).toBe(2);
  expect(session.changes).toMatchObject([{ undone: false }]);
  sound(session.undo());
  expect(JSON.stringify(session.events)).toBe(before);
  expect(session.changes).toMatchObject([{ undone: true }]);
  sound(session.redo());
  expect(session.events.some((event) => event.kind === 'path.created' && event.path === '/run/branch')).toBe(true);
});

test.each([
  ['x && y=1', '&&', 'y=1'],
  ['true || y=1', '||', 'y=1'],
])('%s can go on behind the operator', (line, construct, text) => {
  const session = openHook(`x() { return 1; }\n${line}\n: end\n`);
  toLine(session, 2);
  expect(session.view().decision).toMatchObject({ construct, taken: false });
  sound(session.flip());
  session.move({ by: 'over' });
  expect(session.view().summary).toBe(text);
});

test('a loop is ended, and the nth turn is meant', () => {
  const session = openHook('n=0\nwhile [ $n -lt 5 ]; do\n  n=$((n+1))\ndone\n: end\n');
  const turns = session.events.filter(
    (event) => event.kind === 'branch.taken' && event.construct === 'while' && event.position.line === 2,
  );
  session.move({ to: 'event', event: turns[2]!.id });
  sound(session.flip());
  toLine(session, 5);
  expect(variableOf(session, 'n')).toBe('2');
  expect(session.exported()).toContain('nth: 3');
});

test('a case takes the item that is chosen, or none', () => {
  const session = openHook('case a in\n  a) v=first ;;\n  b) v=second ;;\nesac\n: end\n');
  toLine(session, 1);
  sound(session.flip(1));
  toLine(session, 5);
  expect(variableOf(session, 'v')).toBe('second');
  sound(session.undo());
  toLine(session, 1);
  sound(session.flip(-1));
  toLine(session, 5);
  expect(variableOf(session, 'v')).toBeUndefined();
  expect(session.flip(7)).toMatchObject({ problem: expect.any(String) });
});

test('a variable is changed before the command that uses it, and the file says so', () => {
  const session = openHook('v=1\nw=0\necho "$v" >/run/v\n: end\n');
  toLine(session, 3);
  sound(session.setVariable('v', '2'));
  expect(session.view().source?.line).toBe(3);
  toLine(session, 4);
  expect(session.fileAt('/run/v')).toBe('2\n');
  expect(session.why('v')[0]).toMatchObject({ text: expect.stringContaining('v was set to 2') });
});

test('a readonly variable, a name that is none, a dataset that is not there are refused, and nothing is kept', () => {
  const session = openHook('readonly r=1\n: end\n');
  toLine(session, 2);
  expect(session.setVariable('r', '2')).toMatchObject({ problem: 'r is readonly' });
  expect(session.setVariable('1r', '2')).toMatchObject({ problem: expect.any(String) });
  expect(session.setProperty('rpool/none', 'canmount', 'on')).toMatchObject({
    problem: expect.stringContaining('there is no dataset rpool/none'),
  });
  expect(session.changes).toEqual([]);
});

test('a property is set as zfs set would', () => {
  const session = openHook(': begin\nzfs get -Ho value canmount rpool/ROOT/os >/run/canmount\n: end\n');
  toLine(session, 1);
  sound(session.setProperty('rpool/ROOT/os', 'canmount', 'on'));
  toLine(session, 3);
  expect(session.fileAt('/run/canmount')).toBe('on\n');
});

test('another answer to the question: the passphrase is wrong', () => {
  const session = openSession(shipped('scenarios/pool-root.yaml'));
  expect(session.rehearsal.outcome).toBe('boots');
  session.move({ to: 'first' });
  sound(session.setAnswer('wrong horse'));
  expect(session.rehearsal.outcome).not.toBe('boots');
  sound(session.undo());
  expect(session.rehearsal.outcome).toBe('boots');
});

test('a line is run beside the boot', () => {
  const session = openHook(': begin\nsleep 1\ncat /run/beside >/run/seen\n: end\n');
  toLine(session, 1);
  sound(session.runHere('echo beside >/run/beside'));
  toLine(session, 4);
  expect(session.fileAt('/run/seen')).toBe('beside\n');
});

test('a change whose place the boot does not come by fails the rehearsal', () => {
  const text = readFileSync(SEED, 'utf8').replace(
    'operator:',
    "changes:\n  - { at: 'branch.taken /nowhere.sh:1:1', taken: true }\noperator:",
  );
  expect(rehearse(fromText(text)).failedExpectations).toEqual([
    'changes: expected the branch at /nowhere.sh:1:1 taken, but the boot did not come by there',
  ]);
});

test('a change that says nothing is complained about with its place', () => {
  const text = readFileSync(SEED, 'utf8').replace('operator:', 'changes:\n  - { at: somewhere }\noperator:');
  try {
    fromText(text);
    expect.unreachable();
  } catch (error) {
    expect((error as UnusableInput).findings).toMatchObject([
      { line: 22, message: expect.stringContaining('changes.0') },
    ]);
  }
});

test('the changes that the documentation shows are made', () => {
  const [, shown] = /```yaml\n(changes:[\s\S]*?)```/.exec(readFileSync('docs/stepper.md', 'utf8')) ?? [];
  const prepared = fromText(readFileSync(SEED, 'utf8').replace('operator:\n', `${shown}operator:\n`));
  const { recording, failedExpectations } = rehearse(prepared);
  const made = recording.events.flatMap((event) => (event.kind === 'change.made' ? [event.change] : []));
  expect(made.sort()).toEqual([0, 1, 2, 3, 4]);
  expect(failedExpectations.filter((text) => text.startsWith('changes:'))).toEqual([]);
});
