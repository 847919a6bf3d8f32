/** The console: lines typed at whoever reads it, questions that interrupt, the end of what the operator knows. */
import { expect, test } from 'vitest';
import { addDisk } from '../../src/machine/block/add-disk.ts';
import type { Content } from '../../src/machine/block/content.ts';
import type { OperatorStep } from '../../src/machine/console/operator.ts';
import { luksContent } from '../../src/machine/luks/luks-content.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { ofKind } from '../../src/trace/trace.ts';
import { isErrno } from '../../src/vfs/errno.ts';
import { machineWithPrograms, run } from './commands.ts';

/** Reads lines from the console like a shell, until its end or `exit`. */
function shellLike(m: Machine, prompt = '# '): string[] {
  const lines: string[] = [];
  m.kernel.start(
    function* (p) {
      const fd = p.open('/dev/console', { read: true, write: true });
      if (isErrno(fd)) return 1;
      for (;;) {
        yield* p.write(fd, prompt);
        let line = '';
        for (;;) {
          const byte = yield* p.read(fd, 1);
          if (isErrno(byte) || byte === '') return 0;
          if (byte === '\n') break;
          line += byte;
        }
        lines.push(line);
        if (line === 'exit') return 0;
      }
    },
    { argv: ['shell'] },
  );
  return lines;
}

const typed = (m: Machine) => m.trace.events.filter(ofKind('console.typed')).map(({ text }) => text);
const machine = (operator: readonly OperatorStep[]) => machineWithPrograms({ operator });

test('a console step types its lines one by one at a shell, with echo', () => {
  const m = machine([{ kind: 'console', lines: ['one', 'two words', 'exit'] }]);
  const lines = shellLike(m);
  m.kernel.run();
  expect(lines).toEqual(['one', 'two words', 'exit']);
  const shown = m.trace.events
    .filter(ofKind('output'))
    .map(({ text }) => text)
    .join('');
  expect(shown).toBe('# one\n# two words\n# exit\n');
});

test('^D is the end of the input', () => {
  const m = machine([{ kind: 'console', lines: ['one', '^D'] }]);
  const lines = shellLike(m);
  m.kernel.run();
  expect(lines).toEqual(['one']);
});

test('a shell that the operator has nothing for waits, and says so', () => {
  const m = machine([{ kind: 'console', lines: ['one'] }]);
  shellLike(m);
  expect(m.kernel.run(() => m.console.waitingForOperator)).toEqual({ why: 'done' });
  expect(typed(m)).toEqual(['one']);
  expect(m.console.operator.exhausted).toBe(true);
});

test('an answer waits for its own question; console lines are not held up by it', () => {
  const m = machine([
    { kind: 'answer', prompt: 'never asked', answer: 'x' },
    { kind: 'console', lines: ['exit'] },
  ]);
  const lines = shellLike(m);
  m.kernel.run();
  expect(lines).toEqual(['exit']);
});

test('a hidden question of a command typed before is answered between the lines, and what is typed stays hidden', () => {
  const m = machine([
    { kind: 'console', lines: ['exit'], afterUs: 5_000_000 },
    { kind: 'answer', prompt: 'Question', answer: 'secret' },
  ]);
  const lines = shellLike(m);
  m.kernel.run(() => m.console.typed.waiters.size > 0);
  const { stdout } = run(m, { argv: ['systemd-ask-password', '--timeout=60', 'Question'], onConsole: true });
  m.kernel.run();
  expect(stdout).toBe('');
  expect(lines).toEqual(['exit']);
  expect(typed(m)).toEqual(['', 'exit']);
  expect(m.trace.events.filter(ofKind('prompt.answered'))).toHaveLength(1);
});

test('a script that asks with echo on is answered by a step that names its question', () => {
  const m = machine([{ kind: 'answer', prompt: 'Continue\\?', answer: 'yes' }]);
  const lines = shellLike(m, 'Continue? ');
  m.kernel.run(() => lines.length > 0);
  expect(lines).toEqual(['yes']);
  expect(m.trace.last('prompt.asked')).toMatchObject({ where: 'console', prompt: 'Continue?' });
});

test('^C ends whoever asks on the terminal; cryptsetup says so first', () => {
  const m = machine([
    { kind: 'answer', answer: '^C' },
    { kind: 'answer', answer: '^C' },
    { kind: 'answer', answer: 'correct horse' },
  ]);
  m.zfs.loadModule();
  const passphrase = { encryption: 'aes-256-gcm', keyformat: 'passphrase', keylocation: 'prompt' };
  expect(m.zfs.addPool({ name: 'rpool' })).toEqual([]);
  expect(m.zfs.addDataset({ name: 'rpool/a', passphrase: 'correct horse', properties: passphrase })).toEqual([]);
  addDisk(m, { name: 'vdb', content: luksContent(m, 'vdb', { passphrase: 'x' }) as Content });
  expect(run(m, { argv: ['zpool', 'import', '-N', 'rpool'] }).status).toBe(0);
  const ask = (...argv: string[]) => {
    const { status, console } = run(m, { argv, onConsole: true });
    return [status, console];
  };
  expect(ask('zfs', 'load-key', 'rpool/a')).toEqual([-2, "Enter passphrase for 'rpool/a':"]);
  expect(ask('cryptsetup', 'open', '/dev/vdb', 'x')).toEqual([
    1,
    'Enter passphrase for /dev/vdb: Error reading passphrase from terminal.\n',
  ]);
  expect(ask('zfs', 'load-key', 'rpool/a')).toEqual([0, "Enter passphrase for 'rpool/a':\n"]);
});
