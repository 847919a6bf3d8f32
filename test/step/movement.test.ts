/** Steps into, over and out of things, both ways, and jumps. */
import { expect, test } from 'vitest';
import { openSession } from '../../src/step/open-session.ts';
import { isProblem } from '../../src/step/session.ts';
import { HOOK, lineOf, openHook, shipped, sound, toLine } from './opened.ts';

const script = [
  'greet() {', // 1
  '  a=$1', // 2
  '  b=$(echo "$a")', // 3
  '  return 3', // 4
  '}', // 5
  'first=1', // 6
  'greet hello', // 7
  'for i in x y; do', // 8
  '  last=$i', // 9
  'done', // 10
  'case $last in', // 11
  '  x) no=1 ;;', // 12
  '  y) yes=1 ;;', // 13
  'esac', // 14
  ': end', // 15
].join('\n');

/** Lines that a movement comes by, until it leaves the hook. */
function lines(by: 'into' | 'over' | 'out' | 'line', from: number, back = false): (number | undefined)[] {
  const session = openHook(script);
  toLine(session, from);
  const found: (number | undefined)[] = [];
  for (let step = 0; step < 20; step++) {
    session.move({ by, back });
    const { source } = session.view();
    if (source?.file !== HOOK) break;
    found.push(source.line);
  }
  return found;
}

test('over stays in the file, command by command', () => {
  expect(lines('over', 6)).toEqual([7, 8, 9, 8, 9, 11, 13, 15]);
});

test('over goes back the way that it came', () => {
  expect(lines('over', 15, true)).toEqual([13, 11, 9, 8, 9, 8, 7, 6]);
});

test('into goes into functions and substitutions', () => {
  expect(lines('into', 7).slice(0, 4)).toEqual([2, 3, 3, 4]);
});

test('into goes back out of them by their ends', () => {
  expect(lines('into', 8, true).slice(0, 5)).toEqual([4, 3, 3, 2, 7]);
});

test('out leaves the function, forwards behind its call and backwards to it', () => {
  expect(lines('out', 4).slice(0, 1)).toEqual([8]);
  expect(lines('out', 4, true).slice(0, 1)).toEqual([7]);
  // The command in the substitution of line 3 is left for the assignment.
  expect(lines('out', 3).slice(0, 2)).toEqual([3, 8]);
});

test('a line is stepped once however many commands it has', () => {
  const session = openHook(['a=1; b=2; c=3', 'd=4'].join('\n'));
  toLine(session, 1);
  session.move({ by: 'line' });
  expect(lineOf(session)).toBe(2);
  session.move({ by: 'line', back: true });
  expect(lineOf(session)).toBe(1);
});

test('landmarks, events and the ends of the boot', () => {
  const session = openHook(script);
  session.move({ to: 'first' });
  expect(session.cursor).toBe(0);
  expect(session.move({ by: 'event', back: true })).toMatchObject({ moved: false, text: 'the boot begins here' });
  session.move({ by: 'phase' });
  expect(session.view().stack.map(({ kind, name }) => `${kind} ${name}`)).toContain('phase cmdline');
  session.move({ by: 'hook' });
  expect(session.view().stack.map(({ kind }) => kind)).toContain('hook');
  session.move({ by: 'unit' });
  expect(session.view().event).toMatchObject({ kind: 'unit.changed' });
  session.move({ to: 'last' });
  expect(session.cursor).toBe(session.length - 1);
  expect(session.move({ by: 'hook' })).toMatchObject({ moved: false, text: 'no hook after this one' });
});

test('where the cursor has been can be gone back to, and forth again', () => {
  const session = openSession(shipped());
  const begin = session.cursor;
  session.move({ to: 'event', event: 100 });
  session.move({ to: 'event', event: 5000 });
  session.move({ to: 'earlier' });
  expect(session.cursor).toBe(100);
  session.move({ to: 'earlier' });
  expect(session.cursor).toBe(begin);
  session.move({ to: 'later' });
  expect(session.cursor).toBe(100);
});

test('goto takes events, lines, ends and the failure, and says what it cannot take', () => {
  const session = openSession(shipped());
  session.move({ to: 'first' });
  sound(session.goto('failure'));
  expect(session.view().summary).toBe('failed: zfs load-key rpool/enc');
  expect(lineOf(session)).toBe(88);
  sound(session.goto('90-zfs-load-key.sh:69'));
  expect(session.view().event).toMatchObject({ kind: 'case.compared', taken: -1 });
  sound(session.goto(':64'));
  expect(lineOf(session)).toBe(64);
  sound(session.goto('42'));
  expect(session.cursor).toBe(42);
  expect(session.goto('90-zfs-load-key.sh:70')).toEqual({
    problem: '/lib/dracut/hooks/pre-mount/90-zfs-load-key.sh:70 never ran; the next line that did is 75',
  });
  expect(session.goto('999999')).toMatchObject({ problem: expect.stringContaining('there is no event 999999') });
  expect(isProblem(session.goto('nonsense'))).toBe(true);
});

test('a session that is opened again stands where it stood, with all that was set', () => {
  const session = openSession(shipped());
  sound(session.addBreakpoint('program zfs load-key'));
  const other = sound(session.addBreakpoint('phase pre-mount'));
  session.switchBreakpoint('id' in other ? other.id : 0, false);
  sound(session.addWatch('ENCRYPTIONROOT'));
  session.move({ to: 'event', event: 8340 });
  sound(session.setVariable('ENCRYPTIONROOT', 'rpool'));
  const state = JSON.parse(JSON.stringify(session.state()));
  const again = openSession(shipped(), { state });
  expect(again.state()).toEqual(session.state());
  expect(JSON.stringify(again.events)).toBe(JSON.stringify(session.events));
  expect(again.view().summary).toBe(session.view().summary);
});
