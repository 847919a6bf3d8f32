/** Decisions that no command makes: `[[ … ]]`, `(( … ))`, the next turn of a `for`. */
import { expect, test } from 'vitest';
import { openSession } from '../../src/step/open-session.ts';
import { HOOK, lineOf, openHook, sound, toLine, variableOf, withHook } from './opened.ts';

const BASH = [
  'x=abc',
  'if [[ $x = b* ]]; then',
  '  : never',
  'elif ! (( n++ > 2 )); then',
  '  : small',
  'fi',
  '[[ $x == a* ]] && y=1',
  ': end',
].join('\n');

const inBash = () => openSession(withHook(BASH, '', 'bash'), { at: `${HOOK}:1` });

test('steps stop at [[ ]] and (( )), which show what they compared and can be flipped', () => {
  const session = inBash();
  const seen: unknown[] = [];
  for (let step = 0; step < 4; step++) {
    session.move({ by: 'over' });
    const { expansion, decision } = session.view();
    seen.push([lineOf(session), expansion?.tested, decision?.construct, decision?.taken]);
  }
  expect(seen).toEqual([
    [2, { text: '[[ abc = b* ]]', result: false }, 'if', false],
    [4, { text: '(( n++ > 2 ))', result: false }, 'elif', true],
    [5, undefined, undefined, undefined],
    [7, { text: '[[ abc == a* ]]', result: true }, '&&', true],
  ]);
  expect(session.view().expansion?.words[0]?.parts).toMatchObject([{ text: '$x', value: 'abc' }]);
  expect(session.why().map(({ text }) => text)).toEqual([expect.stringContaining('x was set to abc')]);
  sound(session.flip());
  session.move({ by: 'over' });
  expect(lineOf(session)).toBe(8);
  expect(variableOf(session, 'y')).toBeUndefined();
  // The line of a test ran as often as the test.
  expect(session.runsOf(HOOK, 4)).toHaveLength(1);
});

test('a turn of a for can be the last, also in the scenario that is saved', () => {
  const session = openHook('for i in a b c; do\n  all=$all$i\ndone\n: end\n');
  toLine(session, 1);
  session.move({ by: 'line-run', file: HOOK, line: 1 });
  expect(session.view().summary).toBe('i=b');
  expect(session.view().decision).toMatchObject({
    construct: 'for',
    choices: [{ value: false, text: 'end the loop' }],
  });
  sound(session.flip());
  toLine(session, 4);
  expect(variableOf(session, 'all')).toBe('a');
  expect(session.exported()).toContain(`at: "branch.taken ${HOOK}:1:1", nth: 2, taken: false`);
});

test('the parts of an assignment have the values that it read, not the one that it gave', () => {
  const session = openHook('n=1\nn=$((n + 1))\nn="$n$n"\n');
  toLine(session, 2);
  expect(session.view().expansion?.words[0]).toMatchObject({
    fields: ['2'],
    parts: [{ text: '$((n + 1))', value: '2' }],
  });
  toLine(session, 3);
  expect(session.view().expansion?.words[0]?.parts).toMatchObject([
    { text: '$n', value: '2' },
    { text: '$n', value: '2' },
  ]);
});

test('a decision belongs to what made it, not to the command before it', () => {
  const session = openHook('f() {\n  a=1\n  case $a in 1) : ;; esac\n}\nf || : failed\n');
  toLine(session, 2);
  expect(session.view().decision).toBeUndefined();
  session.move({ by: 'over' });
  expect(session.view().decision).toMatchObject({ construct: 'case', taken: 0 });
});

test('a condition may stand in brackets, and the same breakpoint is set only once', () => {
  const session = openHook('n=0\nn=1\nn=2\n');
  const { id } = sound(session.addBreakpoint('variable n if [ "$n" -gt 0 ]'));
  expect(sound(session.addBreakpoint('variable n if "$n" -gt 0')).id).toBe(id);
  expect(session.stops(id)).toHaveLength(2);
});
