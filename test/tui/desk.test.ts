/** What single keys say and show, on a desk without a terminal. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Rehearsal } from '../../src/scenario/rehearsal.ts';
import { rehearse } from '../../src/scenario/rehearse.ts';
import { openSession } from '../../src/step/open-session.ts';
import { Desk, type DeskState } from '../../src/tui/desk.ts';
import { plainText } from '../../src/tui/text/line.ts';
import { prepared } from './stepping.ts';

const FILE = 'scenarios/sub-dataset.yaml';
const boot = prepared(FILE, 'as shipped');
let rehearsal: Rehearsal;
beforeAll(() => {
  rehearsal = rehearse(boot, { seed: 0 });
});

function deskWith({ state, obstacle }: { state?: DeskState; obstacle?: string } = {}): Desk {
  const host = {
    scenarioFile: FILE,
    readScenario: () => readFileSync(FILE, 'utf8'),
    write: () => {},
    picture: () => '',
    obstacle: () => obstacle,
  };
  return new Desk(openSession(boot, { rehearsal, ...(state ? { state: state.session } : {}) }), host, state);
}

const press = (desk: Desk, ...keys: readonly string[]): void => {
  for (const key of keys) desk.press(key);
};
const type = (desk: Desk, text: string): void =>
  press(desk, ...[...text].map((c) => (c === ' ' ? 'space' : c)), 'enter');
const drawn = (desk: Desk, columns = 80, rows = 24): readonly string[] => desk.frame({ columns, rows }).map(plainText);

test('a narrow title keeps what came out, and a screen of one line is one line', () => {
  const desk = deskWith();
  expect(drawn(desk, 40, 10)[0]).toMatch(/^ sub-dataset · as shipp.* ✗ emergency $/);
  press(desk, '?');
  expect(drawn(desk, 40, 1)).toHaveLength(1);
});

test('! goes on from the link that one came to in another way', () => {
  const desk = deskWith();
  press(desk, 'g');
  type(desk, '90-zfs-load-key.sh:69');
  press(desk, '!');
  expect(desk.message.text).toMatch(/^6 of 8: ENCRYPTIONROOT was set/);
});

test('a variable that has no value yet: where it gets one', () => {
  const desk = deskWith();
  press(desk, 'g');
  type(desk, '90-zfs-load-key.sh:95');
  press(desk, 'W');
  type(desk, 'ENCRYPTIONROOT');
  expect(desk.message.text).toMatch(/it gets one at event \d+ \(90-zfs-load-key\.sh:64\)/);
  press(desk, 'W');
  type(desk, 'NOBODY');
  expect(desk.message.text).toBe('nothing gives NOBODY a value in this boot');
});

test('a `case` with several other ways asks which, by number', () => {
  const desk = deskWith();
  press(desk, 'g');
  type(desk, '90-zfs-load-key.sh:75');
  press(desk, 'f');
  expect(drawn(desk).at(-1)).toContain('1 prompt)   2 http:');
  type(desk, '7');
  expect(desk.message.text).toBe('"7": expected a number from 1 to 3');
  press(desk, 'f');
  type(desk, '3');
  expect(desk.session.view().event).toMatchObject({ kind: 'case.compared', taken: -1 });
});

describe('changes', () => {
  test('are told of in the title and at the next visit, and are listed whole as scenario text', () => {
    const desk = deskWith();
    press(desk, '>', 'x');
    type(desk, 'systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore');
    type(desk, 'mkdir -p /run/keystore/rpool');
    press(desk, 'escape', 'X');
    expect(drawn(desk).join('\n')).toContain('- mkdir -p /run/keystore/rpool');
    press(desk, 'escape');
    expect(drawn(desk)[0]).toContain('~ 2 changes');
    const next = deskWith({ state: desk.state() });
    expect(next.message.text).toBe('2 changes of the last visit are in this boot: u takes back, 0 lists them.');
  });

  test('that are saved where the scenario cannot be rehearsed are not called saved', () => {
    const desk = deskWith({ obstacle: 'x.patch: no such file' });
    press(desk, '!', 'f', 'ctrl+s', 'ctrl+u');
    type(desk, '/elsewhere/x.yaml');
    expect(desk.message).toEqual({
      text: 'written, but it cannot be rehearsed there: x.patch: no such file',
      tone: 'bad',
    });
  });
});

test('the way out of the emergency shell is on the screen at 80 columns', () => {
  const desk = deskWith();
  press(desk, '>', 'x');
  expect(drawn(desk).at(-1)).toContain('Esc back to the stepper');
});

test('a pane that is shown does away with the last message', () => {
  const desk = deskWith();
  press(desk, 'm');
  expect(desk.message.text).not.toBe('');
  press(desk, '4');
  expect(desk.message.text).toBe('');
});
