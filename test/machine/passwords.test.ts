/** Questions for passwords: agents, the operator at the console, silence. */
import { expect, test } from 'vitest';
import type { OperatorStep } from '../../src/machine/console/operator.ts';
import { luksContent } from '../../src/machine/luks/luks-content.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { ofKind } from '../../src/trace/trace.ts';
import { machineWithPrograms, run, succeed } from './commands.ts';

const ATTACH = ['systemd-cryptsetup', 'attach', 'keystore-rpool', '/dev/zvol/rpool/keystore'];

/** A keystore behind the passphrase `right`, and the agent that systemd starts for questions. */
function keystore(operator: readonly OperatorStep[], agent = true): Machine {
  const m = machineWithPrograms({ operator });
  m.zfs.loadModule();
  const content = luksContent(m, 'keystore', {
    passphrase: 'right',
    filesystem: 'ext4',
    files: { 'system.key': { key: 'system' } },
  });
  if (!('kind' in content)) throw new Error(content[0]!.message);
  m.zfs.addPool({ name: 'rpool' });
  m.zfs.addDataset({ name: 'rpool/keystore', type: 'volume', content });
  succeed(m, 'zpool', 'import', '-N', 'rpool');
  succeed(m, 'udevadm', 'settle');
  if (agent) {
    m.kernel.start(
      function* (p) {
        p.idle = true;
        const child = p.spawn(
          '/usr/bin/systemd-tty-ask-password-agent',
          ['systemd-tty-ask-password-agent', '--watch', '--console'],
          { unit: 'systemd-ask-password-console.service' },
        );
        yield* p.wait(typeof child === 'object' && 'pid' in child ? child.pid : 0);
        return 0;
      },
      { argv: ['pid1'] },
    );
  }
  return m;
}

const prompts = (m: Machine) => m.trace.events.filter(ofKind('prompt.asked')).map(({ prompt }) => prompt);

test('the agent shows the question, the operator answers it, the volume opens', () => {
  const m = keystore([{ kind: 'answer', prompt: 'keystore-rpool', answer: 'right' }]);
  const { status, stderr } = run(m, { argv: ATTACH });
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: 'Set cipher aes, mode xts-plain64, key size 512 bits for device /dev/zvol/rpool/keystore.\n',
  });
  expect(prompts(m)).toEqual(['Please enter passphrase for disk keystore-rpool:']);
  expect(m.journal.entries.map(({ identifier, message }) => `${identifier}: ${message}`)).toEqual([
    'systemd-tty-ask-password-agent: Starting password query on /dev/ttyS0.',
    'systemd-tty-ask-password-agent: Password query on /dev/ttyS0 finished successfully.',
  ]);
  succeed(m, 'mkdir', '-p', '/run/keystore/rpool');
  succeed(m, 'mount', '-o', 'discard', '/dev/mapper/keystore-rpool', '/run/keystore/rpool');
  expect(succeed(m, 'cat', '/run/keystore/rpool/system.key')).toHaveLength(32);
});

test('three wrong answers end the try; each is a question of its own', () => {
  const m = keystore(['a', 'b', 'c'].map((answer) => ({ kind: 'answer', answer })));
  expect(run(m, { argv: ATTACH })).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/Too many attempts to activate; giving up\.\n$/),
  });
  expect(prompts(m)).toHaveLength(3);
  expect(m.trace.last('program.failed')).toMatchObject({
    program: 'systemd-cryptsetup',
    reason: { kind: 'passphrase-wrong', tries: 3 },
  });
});

test.each([
  ['the operator keeps silent', [{ kind: 'silent' }] as const],
  ['nobody is there', []],
  [
    'the operator knows the answer to another question only',
    [{ kind: 'answer', prompt: 'swap', answer: 'right' }] as const,
  ],
])('%s: the question stays, nothing goes on', (_, operator) => {
  const m = keystore(operator);
  expect(run(m, { argv: ATTACH, killedAfterSeconds: 300 }).status).toBe(-15);
  expect(m.console.waitingForOperator).toBe(false);
  expect(prompts(m)).toHaveLength(1);
  expect(m.passwords.pending).toEqual([]);
});

test('without an agent the question waits in its file and nobody is asked at the console', () => {
  const m = keystore([{ kind: 'answer', answer: 'right' }], false);
  const { status, console } = run(m, { argv: ATTACH, killedAfterSeconds: 60 });
  expect({ status, console }).toEqual({ status: -15, console: '' });
});

test('on a terminal the program asks by itself', () => {
  const m = keystore([{ kind: 'answer', answer: 'right' }], false);
  const { status, console } = run(m, { argv: ATTACH, onConsole: true });
  expect(status).toBe(0);
  expect(console).toContain('Please enter passphrase for disk keystore-rpool: (press TAB for no echo) ');
  expect(console).not.toContain('right');
});

test('a question that was answered elsewhere leaves the console, and its answer goes to nobody else', () => {
  const m = keystore([{ kind: 'silent' }]);
  const { status } = run(m, { argv: ATTACH, replies: ['+right\0'] });
  expect(status).toBe(0);
  expect(m.console.question).toBeUndefined();
});

test('systemd-reply-password answers by the socket of the question', () => {
  const m = keystore([], false);
  m.kernel.start(function* (p) {
    while (m.passwords.pending.length === 0) yield { on: [m.passwords.changed], why: 'a question' };
    const [read, write] = p.pipe();
    yield* p.write(write, 'right');
    p.close(write);
    const child = p.spawn(
      '/usr/lib/systemd/systemd-reply-password',
      ['systemd-reply-password', '1', `/run${m.passwords.pending[0]!.socketPath}`],
      { fds: new Map([[0, read]]) },
    );
    yield* p.wait(typeof child === 'object' && 'pid' in child ? child.pid : 0);
    return 0;
  });
  expect(run(m, { argv: ATTACH }).status).toBe(0);
});

test('a corrupted header is no LUKS device and has no link by UUID', () => {
  const m = machineWithPrograms();
  m.zfs.loadModule();
  const content = luksContent(m, 'keystore', { passphrase: 'right', corrupted: true });
  if (!('kind' in content)) throw new Error('refused');
  m.zfs.addPool({ name: 'rpool' });
  m.zfs.addDataset({ name: 'rpool/keystore', type: 'volume', content });
  succeed(m, 'zpool', 'import', '-N', 'rpool');
  succeed(m, 'udevadm', 'settle');
  expect(run(m, { argv: ATTACH })).toMatchObject({
    status: 1,
    stderr: 'Failed to load LUKS superblock on device /dev/zvol/rpool/keystore: Invalid argument\n',
  });
  expect(run(m, { argv: ['cryptsetup', 'isLuks', '/dev/zd0'] }).status).toBe(1);
});

test('a LUKS volume without a passphrase, or with files but no filesystem, is refused', () => {
  const m = machineWithPrograms();
  expect(luksContent(m, 'x', {})).toMatchObject([{ message: 'LUKS volume x has no passphrase' }]);
  expect(luksContent(m, 'x', { passphrase: 'p', files: { a: 'b' } })).toMatchObject([{ at: ['files'] }]);
});

test('a token with a PIN is asked for first and again and again', () => {
  const m = keystore([
    { kind: 'answer', prompt: 'PIN', answer: '1234' },
    { kind: 'answer', prompt: 'keystore-rpool', answer: 'right' },
  ]);
  const content = luksContent(m, 'keystore', { passphrase: 'right', tokens: ['tpm2-pin'] });
  if ('kind' in content) m.block.byPath('/dev/zd0')!.content = content;
  expect(run(m, { argv: ATTACH, killedAfterSeconds: 120 }).status).toBe(-15);
  expect(prompts(m)).toEqual(['Please enter LUKS2 token PIN:', 'Please enter LUKS2 token PIN:']);
});
