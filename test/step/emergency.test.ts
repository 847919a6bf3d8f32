/** Typing at the emergency shell of the simulated console. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rehearse } from '../../src/scenario/rehearse.ts';
import { openSession } from '../../src/step/open-session.ts';
import { fromText, SEED, shipped, sound } from './opened.ts';

const BY_HAND = [
  'systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore',
  'mkdir -p /run/keystore/rpool',
  'mount /dev/mapper/keystore-rpool /run/keystore/rpool',
  'exit',
];

test('the three commands at the emergency shell make it boot; the scenario that is saved boots too', () => {
  const session = openSession(shipped());
  session.move({ to: 'last' });
  expect(session.view().prompt).toMatchObject({ shell: true, atEnd: true });
  for (const line of BY_HAND.slice(0, 3)) {
    expect(sound(session.type(line)).text).toBe('emergency, as before');
    expect(session.view().prompt.atEnd).toBe(true);
  }
  expect(session.view().machine.mounts.some(({ target }) => target === '/run/keystore/rpool')).toBe(true);
  expect(sound(session.type('exit')).text).toBe('boots; it was emergency');

  const text = readFileSync(SEED, 'utf8');
  const saved = sound(session.save(text)).text;
  expect(saved).toContain(['- console:', ...BY_HAND.map((line) => `    - ${line}`)].join('\n        '));
  // Everything else is as it was.
  expect(saved.split('\n').filter((line) => text.split('\n').includes(line)).length).toBe(text.split('\n').length);
  const again = rehearse(fromText(saved));
  expect(again.outcome).toBe('boots');
  expect(JSON.stringify(again.recording.events)).toBe(JSON.stringify(session.events));
});

test('stepping back over what was typed shows the machine before it', () => {
  const session = openSession(shipped());
  session.move({ to: 'last' });
  sound(session.type('mkdir /run/by-hand'));
  const typed = session.changes[0]!.event!;
  const made = (): boolean => session.view().machine.files.some(({ path }) => path === '/run/by-hand');
  expect(made()).toBe(true);
  session.move({ to: 'event', event: typed });
  expect(made()).toBe(false);
  expect(session.events[typed]).toMatchObject({ kind: 'console.typed', text: 'mkdir /run/by-hand' });
});

test('a line that is typed between others comes between them', () => {
  const session = openSession(shipped('scenarios/sub-dataset-by-hand.yaml'));
  const typed = session.events.filter((event) => event.kind === 'console.typed');
  const first = typed.find((event) => event.kind === 'console.typed' && event.text.startsWith('systemd-cryptsetup'))!;
  session.move({ to: 'event', event: first.id + 1 });
  sound(session.type('echo between'));
  const lines = session.events.flatMap((event) =>
    event.kind === 'console.typed' && event.text !== '' ? [event.text.split(' ')[0]] : [],
  );
  expect(lines.slice(lines.indexOf('systemd-cryptsetup'))).toEqual([
    'systemd-cryptsetup',
    'echo',
    'mkdir',
    'mount',
    'exit',
  ]);
  sound(session.undo());
  expect(session.events.some((event) => event.kind === 'console.typed' && event.text === 'echo between')).toBe(false);
});

test('a question that nobody answers is answered by typing', () => {
  const session = openSession(shipped('scenarios/nobody-home.yaml'));
  session.move({ to: 'last' });
  const { prompt } = session.view();
  expect(prompt).toMatchObject({
    shell: false,
    atEnd: true,
    question: expect.stringContaining('Encrypted ZFS password'),
  });
  sound(session.type('correct horse'));
  expect(session.rehearsal.outcome).toBe('boots');
  expect(session.exported()).toContain('answer: correct horse');
});
