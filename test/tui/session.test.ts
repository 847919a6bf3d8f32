/** Whole visits, key by key: what somebody sees who walks through the seed case. */

import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { scenarioHost } from '../../src/cli/host.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import { rehearse } from '../../src/scenario/rehearse.ts';
import { Choice } from '../../src/tui/choose.ts';
import { readDeskState } from '../../src/tui/desk.ts';
import { widthOf } from '../../src/tui/text/line.ts';
import { KEYS, Screen, stepping } from './stepping.ts';

vi.setConfig({ testTimeout: 60_000 });

const SMALL = { columns: 80, rows: 24 };

describe('the seed case', () => {
  test('opens at the failure and says in words what failed, why, and which key goes there', () => {
    const { screen } = stepping(SMALL);
    expect(screen.lines[0]).toMatch(/sub-dataset · as shipped +✗ emergency after/);
    expect(screen.text).toContain('sysroot.mount failed');
    expect(screen.current).toBe('zfs load-key "${ENCRYPTIONROOT}"');
    expect(screen.message).toBe('The boot failed: ! goes to the cause, link by link. ? shows all keys.');
    expect(screen.lines.at(-1)).toContain('! cause');
  });

  test('! goes to the `case` with pattern and word, then to where the value came from', async () => {
    const { screen } = stepping(SMALL);
    await screen.type('!');
    expect(screen.current).toBe('case "${KEYLOCATION}" in');
    expect(screen.text).toMatch(/pattern +file:\/\/\/run\/keystore\/rpool\/enc\/\*/);
    expect(screen.text).toMatch(/word +file:\/\/\/run\/keystore\/rpool\/system\.key/);
    await screen.type('!');
    expect(screen.current).toContain('ENCRYPTIONROOT="$(zfs get -Ho value encryptionroot');
    expect(screen.message).toContain('ENCRYPTIONROOT was set to rpool/enc');
  });

  test('W answers why ENCRYPTIONROOT is rpool/enc, and Enter goes there; Escape brings the causes back', async () => {
    const { screen } = stepping(SMALL);
    await screen.type('!', 'W', 'ENCRYPTIONROOT', KEYS.enter);
    expect(screen.text).toMatch(/›1 ENCRYPTIONROOT was set to rpool\/enc by `zfs get -Ho value encryptionroot/);
    await screen.type(KEYS.enter);
    expect(screen.current).toContain('ENCRYPTIONROOT="$(zfs get');
    await screen.type(KEYS.down, KEYS.enter);
    expect(screen.current).toContain('BOOTFS=');
    await screen.type(KEYS.escape);
    expect(screen.text).toContain('the `case` took no item');
  });

  test('every step back undoes a step, and function keys do the same as letters', async () => {
    const { screen } = stepping(SMALL);
    await screen.type('!');
    const events = [screen.event];
    for (const key of ['n', KEYS.f10, 'n']) {
      await screen.type(key);
      events.push(screen.event);
    }
    expect(new Set(events).size).toBe(4);
    for (const key of [KEYS.shiftF10, 'N', 'N']) {
      events.pop();
      await screen.type(key);
      expect(screen.event).toBe(events.at(-1));
    }
  });

  test('the other branch shows what would have become of it, and undo takes it back', async () => {
    const { screen, session } = stepping(SMALL);
    const length = session.length;
    await screen.type('!', 'f');
    expect(screen.message).toContain('emergency, as before');
    expect(session.changes).toHaveLength(1);
    // The keystore of rpool/enc is not there either: flipping alone does not help, and the chain says so.
    expect(screen.text).toContain('/dev/zvol/rpool/enc/keystore');
    await screen.type('u');
    expect(session.length).toBe(length);
    expect(screen.message).toContain('taken back: ');
  });

  test('the fix, tried by hand: the pool as name for the `case` and the call, and the boot succeeds', async () => {
    const { screen, session, written } = stepping(SMALL);
    await screen.type('!', 'v', 'ENCRYPTIONROOT=rpool', KEYS.enter);
    // Over the call, to the next `case`: from there on the right name again.
    await screen.type(':', '75', KEYS.enter, 'v', 'ENCRYPTIONROOT=rpool/enc', KEYS.enter);
    expect(screen.message).toContain('boots; it was emergency');
    expect(screen.lines[0]).toContain('✓ boots');
    await screen.type('>');
    expect(screen.event).toBe(session.length - 1);
    await screen.type(KEYS.ctrlS, KEYS.ctrlU, 'scenarios/saved.yaml', KEYS.enter);
    expect(screen.message).toContain('saved');
    expect(outcome(written.get('scenarios/saved.yaml')!)).toBe('boots');
  });

  test('the three commands typed in the emergency shell, saved, boot again', async () => {
    const { screen, written } = stepping(SMALL);
    await screen.type('>');
    expect(screen.message).toBe('A shell waits, and nobody types: x types at it.');
    await screen.type('x');
    for (const line of [
      'systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore',
      'mkdir -p /run/keystore/rpool',
      'mount /dev/mapper/keystore-rpool /run/keystore/rpool',
    ])
      await screen.type(line, KEYS.enter);
    expect(screen.text).toContain('# mkdir -p /run/keystore/rpool');
    await screen.type(KEYS.ctrlD);
    expect(screen.lines[0]).toContain('✓ boots');
    await screen.type(KEYS.ctrlS, KEYS.ctrlU, 'scenarios/saved.yaml', KEYS.enter);
    expect(outcome(written.get('scenarios/saved.yaml')!)).toBe('boots');
    // Going back over what was typed: it is not there yet.
    await screen.type('g', 'failure', KEYS.enter, '<', '6');
    expect(screen.text).not.toContain('# mkdir -p');
  });
});

/** What the saved text gives for the variant as shipped. */
function outcome(text: string): string {
  expect(parse(text)).toHaveProperty('name', 'sub-dataset');
  const host = {
    ...scenarioHost,
    readText: (file: string) => (file === 'scenarios/saved.yaml' ? text : scenarioHost.readText(file)),
  };
  const saved = loadScenario('scenarios/saved.yaml', host).rehearsals.find(({ variant }) => variant === 'as shipped')!;
  return rehearse(saved, { seed: 0 }).outcome;
}

test('a command run beside the boot shows what it says, at that moment', async () => {
  const { screen } = stepping(SMALL);
  await screen.type('!', '$', 'zfs get -H keystatus rpool/enc', KEYS.enter);
  expect(screen.text).toMatch(/rpool\/enc +keystatus +unavailable/);
  await screen.type('[');
  expect(screen.current).toContain('case "${KEYLOCATION}"');
});

test('saving twice makes no change twice, and a file that somebody edited meanwhile is not overwritten', async () => {
  const { screen, desk, written } = stepping(SMALL);
  await screen.type('!', 'f', KEYS.ctrlS, KEYS.enter);
  const first = written.get('scenarios/sub-dataset.yaml')!;
  expect(first.split('changes:')).toHaveLength(2);
  // What was saved is not made a second time by the next visit.
  expect(desk.state().session.changes).toHaveLength(1);
  expect(readDeskState(JSON.stringify(desk.state()), first)!.session.changes).toEqual([]);
  await screen.type('u', 'U', KEYS.ctrlS, KEYS.enter);
  expect(written.get('scenarios/sub-dataset.yaml')).toBe(first);
  written.set('scenarios/sub-dataset.yaml', `${first}# mine\n`);
  await screen.type(KEYS.ctrlS, KEYS.enter);
  expect(screen.message).toContain('was edited since it was opened');
});

describe('panes', () => {
  test('the screen is exactly as large as the terminal, whatever is shown', async () => {
    const { desk, screen } = stepping(SMALL);
    for (const size of [
      SMALL,
      { columns: 120, rows: 40 },
      { columns: 200, rows: 60 },
      { columns: 43, rows: 11 },
      { columns: 130, rows: 24 },
    ]) {
      await screen.resize(size);
      for (const key of [
        '!',
        '1',
        '2',
        '3',
        '4',
        '5',
        '6',
        '7',
        '8',
        '9',
        '0',
        'm',
        'z',
        'z',
        '?',
        KEYS.escape,
        'g',
        KEYS.escape,
      ]) {
        await screen.type(key);
        expect(desk.frame(size).map(widthOf)).toEqual(Array(size.rows).fill(size.columns));
        expect(screen.lines).toHaveLength(size.rows);
      }
    }
  });

  test('a terminal that is made larger shows more panes, a tiny one a sentence', async () => {
    const { screen } = stepping(SMALL);
    expect(screen.text).not.toContain('─ 3 stack');
    await screen.resize({ columns: 120, rows: 40 });
    expect(screen.text).toContain('─ 3 stack');
    expect(screen.text).toContain('─ 8 timeline');
    await screen.resize({ columns: 30, rows: 8 });
    expect(screen.lines[0]).toContain('dryboot needs');
  });

  test('numbers and Tab bring panes on a small screen, z shows one alone', async () => {
    const { screen } = stepping(SMALL);
    await screen.type('4');
    expect(screen.text).toContain('ENCRYPTIONROOT=rpool/enc');
    await screen.type(KEYS.tab);
    expect(screen.text).toContain('zfs load-key');
    await screen.type('7', 'z');
    expect(screen.text).toMatch(/rpool\/enc +key unavailable/);
    expect(screen.text).not.toContain('▶');
  });

  test('in the timeline the arrows scrub', async () => {
    const { screen } = stepping(SMALL);
    await screen.type('8');
    const at = screen.event;
    await screen.type(KEYS.left);
    expect(screen.event).toBeLessThan(at);
    await screen.type(KEYS.right);
    expect(screen.event).toBeGreaterThanOrEqual(at);
  });

  test('what a search finds is a list of jumps', async () => {
    const { screen } = stepping(SMALL);
    await screen.type('/', 'Key load error', KEYS.enter);
    expect(screen.text).toContain('journal');
    await screen.type(KEYS.enter, '6', 'm');
    expect(screen.text).toContain('Key load error');
  });
});

describe('breakpoints and watches', () => {
  test('a program, then continue and back', async () => {
    const { screen, session } = stepping(SMALL);
    await screen.type('<', 'B', 'program zfs load-key', KEYS.enter);
    expect(screen.message).toContain('1 stop in this boot');
    await screen.type('c');
    expect(session.events[session.cursor]!.atUs).toBeGreaterThan(0);
    const at = screen.event;
    await screen.type('c', 'C');
    expect(screen.event).toBe(at);
  });

  test('a breakpoint that cannot be read is refused in words', async () => {
    const { screen } = stepping(SMALL);
    await screen.type('B', 'nonsense', KEYS.enter);
    expect(screen.message).toMatch(/nonsense|expected/);
  });

  test('a line, marked with the arrows, and a watch', async () => {
    const { screen, session } = stepping(SMALL);
    await screen.type('!', 'b');
    expect(screen.text).toMatch(/● ?69/);
    await screen.type('b');
    expect(session.breakpoints).toEqual([]);
    await screen.type('+', '${ENCRYPTIONROOT%%/*}', KEYS.enter);
    expect(screen.text).toContain('${ENCRYPTIONROOT%%/*} = rpool');
  });
});

test('breakpoints, watches, place and panes survive a restart; a broken state is none', async () => {
  const first = stepping(SMALL);
  await first.screen.type('!', 'b', '4');
  const state = readDeskState(JSON.stringify(first.desk.state()), first.desk.opened);
  const second = stepping(SMALL, { state });
  expect(second.screen.event).toBe(first.screen.event);
  expect(second.screen.text).toMatch(/● ?69/);
  expect(second.screen.text).toContain('ENCRYPTIONROOT=rpool/enc');
  for (const text of [
    '',
    '{',
    '[]',
    'null',
    '{"version":1}',
    JSON.stringify({ ...first.desk.state(), recent: ['source'] }),
  ])
    expect(readDeskState(text, '')).toBeUndefined();
});

test('a picture of the screen is text or an SVG', async () => {
  const { screen, written } = stepping(SMALL);
  await screen.type('!', KEYS.ctrlP, KEYS.ctrlU, 'a.txt', KEYS.enter, KEYS.ctrlP, KEYS.ctrlU, 'a.svg', KEYS.enter);
  expect(written.get('a.txt')).toContain('▶     case "${KEYLOCATION}" in');
  expect(written.get('a.svg')).toMatch(/^<svg [\s\S]*KEYLOCATION[\s\S]*<\/svg>\n$/);
});

test('the first variant that fails is marked when one is to be chosen', async () => {
  const variant = (name: string, outcome: string) => ({
    name,
    rehearse: () => ({ outcome, asExpected: true, cause: outcome === 'boots' ? undefined : 'the key is not loaded' }),
  });
  const choice = new Choice('machine', [variant('fixed', 'boots'), variant('as it is', 'emergency')]);
  const screen = new Screen(choice, SMALL);
  await screen.type();
  expect(screen.text).toContain('› 2 as it is  ✗ emergency  the key is not loaded');
  await screen.type(KEYS.enter);
  expect(choice.chosen).toBe(1);
});
