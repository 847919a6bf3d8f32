/** plymouth without its daemon, as the real client behaves, and with it. */
import { expect, test } from 'vitest';
import type { MachineOptions } from '../../src/machine/create-machine.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { programLoader } from '../../src/scenario/loader.ts';
import { machineWithPrograms, plantAt, run } from '../machine/commands.ts';

function machineWithShells(options: Partial<MachineOptions> = {}): Machine {
  const m = machineWithPrograms(options);
  m.kernel.loader = programLoader(m);
  return m;
}

const answer = (m: Machine, ...argv: string[]): readonly [number, string] => {
  const { status, stdout, stderr } = run(m, { argv });
  return [status, stdout + stderr];
};

test('without plymouthd every request fails, but waiting for its end', () => {
  const m = machineWithShells();
  for (const line of ['--ping', 'quit', 'show-splash', '--hide-splash', 'display-message --text=x', 'ask-for-password'])
    expect([line, answer(m, 'plymouth', ...line.split(' '))]).toEqual([line, [1, '']]);
  expect(answer(m, 'plymouth', '--wait', 'quit')).toEqual([0, '']);
  expect(answer(m, 'plymouth', 'change-mode')).toEqual([1, "Error no mode specified for 'change-mode' command\n"]);
  const usage = 'Splash control client\nUSAGE: plymouth [OPTION...] [COMMAND [OPTION...]...]\n\n';
  expect(answer(m, 'plymouth', 'bogus')).toEqual([1, usage]);
  expect(answer(m, 'plymouth')).toEqual([0, usage]);
});

test('the daemon leaves its process id and goes when it is told to', () => {
  const m = machineWithShells();
  expect(answer(m, 'plymouthd', '--mode=boot', '--pid-file=/run/plymouth/pid', '--attach-to-session')).toEqual([0, '']);
  expect(answer(m, 'plymouth', '--ping')).toEqual([0, '']);
  expect(answer(m, 'cat', '/run/plymouth/pid')[1]).toMatch(/^\d+\n$/);
  expect(answer(m, 'plymouth', 'show-splash')).toEqual([0, '']);
  expect(answer(m, 'plymouth', 'quit')).toEqual([0, '']);
  expect(answer(m, 'plymouth', '--ping')).toEqual([1, '']);
});

test('a password goes to standard output without a newline, or to a command that is split at blanks', () => {
  const m = machineWithShells({
    operator: [
      { kind: 'answer', prompt: 'Key', answer: 'secret' },
      { kind: 'answer', prompt: 'Again', answer: 'wrong' },
      { kind: 'answer', prompt: 'Again', answer: 'secret' },
    ],
  });
  answer(m, 'plymouthd', '--mode=boot');
  expect(answer(m, 'plymouth', 'ask-for-password', '--prompt=Key for rpool')).toEqual([0, 'secret']);
  plantAt(m, '/run/check', '#!/bin/sh\nread -r a; echo "$1 $a"; [ "$a" = secret ]\n', 0o755);
  expect(
    answer(m, 'plymouth', 'ask-for-password', '--prompt', 'Again', '--number-of-tries=3', '--command=/run/check "x y"'),
  ).toEqual([0, '"x wrong\n"x secret\n']);
});

test("systemd's questions are shown on the splash screen", () => {
  const m = machineWithShells({ operator: [{ kind: 'answer', prompt: 'disk', answer: 'secret' }] });
  answer(m, 'plymouthd', '--mode=boot');
  plantAt(
    m,
    '/run/both',
    '#!/bin/sh\nsystemd-tty-ask-password-agent --watch --plymouth &\nsystemd-ask-password --no-tty --timeout=20 "for disk"\n',
    0o755,
  );
  expect(answer(m, '/run/both')).toEqual([0, 'secret\n']);
});
