/** Services and mounts: their processes, environment, output, failures and ends. */
import { expect, test } from 'vitest';
import { WaitQueue } from '../../src/kernel/task.ts';
import type { Program } from '../../src/programs/program.ts';
import { start, state, systemdMachine, told, type } from './machine.ts';

const unit = (lines: string, section = ''): string =>
  `[Unit]\nDefaultDependencies=no\n${section}\n[Service]\n${lines}\n`;
const only = (wanted: string, units: Readonly<Record<string, string>>, programs: readonly Program[] = []) => {
  const m = systemdMachine(
    { 'default.target': `[Unit]\nDefaultDependencies=no\nWants=${wanted}\n`, ...units },
    Object.fromEntries(programs.map(({ name }) => [`/usr/bin/${name}`, { program: name }])),
    programs,
  );
  start(m);
  return m;
};

/** Runs until it is told to end. */
const daemon: Program = {
  name: 'daemon',
  *run(p, m) {
    p.idle = true;
    if (p.env.has('NOTIFY_SOCKET')) m.systemd.notify(p, 'READY=1');
    const never = new WaitQueue('nothing');
    for (;;) yield { on: [never], why: 'nothing' };
  },
};

test('several ExecStart= of a oneshot run one after the other; the first failure ends them', () => {
  const m = only('a.service', {
    'a.service': unit(
      'Type=oneshot\nExecStart=/bin/echo one\nExecStart=-/bin/false\nExecStart=/bin/echo two ; /bin/false\nExecStart=/bin/echo three',
    ),
  });
  expect(m.journal.entries.filter((e) => e.identifier === 'echo').map((e) => e.message)).toEqual(['one', 'two']);
  expect(state(m, 'a.service')).toBe('failed');
});

test('a line in the journal has the name of the unit’s program and the pid of the writer', () => {
  const m = only('a.service', {
    'a.service': unit(
      "Type=oneshot\nExecStart=/bin/sh -c 'echo from the shell; /bin/echo from a child; echo last >&2'",
    ),
  });
  const lines = m.journal.entries.filter((e) => e.identifier === 'sh');
  expect(lines.map((e) => e.message)).toEqual(['from the shell', 'from a child', 'last']);
  expect(lines[0]!.pid).toBe(lines[2]!.pid);
  expect(lines[1]!.pid).not.toBe(lines[0]!.pid);
  expect(lines.every((e) => e.unit === 'a.service')).toBe(true);
});

test('StandardError=journal+console shows on the console what standard output does not', () => {
  const m = only('a.service', {
    'a.service': unit("Type=oneshot\nStandardError=journal+console\nExecStart=/bin/sh -c 'echo quiet; echo loud >&2'"),
  });
  const shown = m.trace.events.flatMap((e) => (e.kind === 'output' && e.stream === 'console' ? [e.text] : [])).join('');
  expect(shown).toMatch(/\] sh\[\d+\]: loud\n/);
  expect(shown).not.toContain('quiet');
});

test('variables: ${NAME} inside a word, $NAME split as a word of its own, what is not set is empty', () => {
  const m = only('a.service', {
    'a.service': unit(
      'Type=oneshot\nEnvironment=LIST="a  b" "ONE=x y"\nExecStart=/bin/echo $LIST -${ONE}- $NOTHING "${NOTHING:+z}" $$HOME',
    ),
  });
  expect(m.journal.entries.filter((e) => e.identifier === 'echo').map((e) => e.message)).toEqual(['a b -x y-  $HOME']);
});

test('a program that is not there fails with 203/EXEC', () => {
  const m = only('a.service', { 'a.service': unit('Type=oneshot\nExecStart=/usr/bin/nothing') });
  expect(told(m)).toContain('a.service: Main process exited, code=exited, status=203/EXEC');
  expect(m.journal.entries.map((e) => e.message)).toContain(
    "a.service: Unable to locate executable '/usr/bin/nothing': No such file or directory",
  );
});

test('ExecStopPost= learns how the main process ended, and runs after a failure too', () => {
  const m = only('a.service', {
    'a.service': unit(
      "Type=oneshot\nExecStart=/bin/sh -c 'exit 7'\nExecStopPost=/bin/echo ${SERVICE_RESULT} ${EXIT_CODE} ${EXIT_STATUS}",
    ),
  });
  expect(m.journal.entries.filter((e) => e.identifier === 'echo').map((e) => e.message)).toEqual([
    'exit-code exited 7',
  ]);
});

test('a notify service is up when it says so, and SIGTERM is a good end of it', () => {
  const m = only('a.service', { 'a.service': unit('Type=notify\nExecStart=/usr/bin/daemon', 'Description=Daemon') }, [
    daemon,
  ]);
  expect(told(m).slice(-2)).toEqual(['Starting a.service - Daemon...', 'Started a.service - Daemon.']);
  expect(type(m, ['systemctl', 'stop', 'a.service']).status).toBe(0);
  expect(told(m).slice(-3)).toEqual([
    'Stopping a.service - Daemon...',
    'a.service: Deactivated successfully.',
    'Stopped a.service - Daemon.',
  ]);
});

test('Restart=on-failure gives up after five starts', () => {
  const m = only('a.service', { 'a.service': unit('Type=simple\nRestart=on-failure\nExecStart=/bin/false') });
  expect(told(m).filter((line) => line === 'Started a.service.')).toHaveLength(5);
  expect(told(m)).toContain('a.service: Start request repeated too quickly.');
  expect(state(m, 'a.service')).toBe('failed');
});

test('a start that takes too long is ended with SIGTERM', () => {
  const m = only('a.service', { 'a.service': unit('Type=oneshot\nTimeoutStartSec=3\nExecStart=/bin/sleep 60') });
  expect(told(m).slice(-4)).toEqual([
    'a.service: start operation timed out. Terminating.',
    'a.service: Main process exited, code=killed, status=15/TERM',
    "a.service: Failed with result 'timeout'.",
    'Failed to start a.service.',
  ]);
});

test('a mount unit runs mount with what its settings say, and follows the kernel', () => {
  const m = only('mnt-a.mount', {
    'mnt-a.mount': '[Unit]\nDefaultDependencies=no\n[Mount]\nWhat=tmpfs\nWhere=/mnt/a\nType=tmpfs\nOptions=size=1m\n',
  });
  expect(told(m).slice(-2)).toEqual(['Mounting mnt-a.mount - /mnt/a...', 'Mounted mnt-a.mount - /mnt/a.']);
  const process = m.trace.events.find((e) => e.kind === 'unit.process');
  expect(process).toMatchObject({ argv: ['/usr/bin/mount', 'tmpfs', '/mnt/a', '-t', 'tmpfs', '-o', 'size=1m'] });
  expect(type(m, ['umount', '/mnt/a']).status).toBe(0);
  m.kernel.run(() => m.kernel.resting);
  expect(told(m).at(-1)).toBe('mnt-a.mount: Deactivated successfully.');
});

test('what a script mounts is a unit too', () => {
  const m = only('', {});
  type(m, ['mkdir', '-p', '/mnt/b']);
  expect(type(m, ['mount', '-t', 'tmpfs', 'x', '/mnt/b']).status).toBe(0);
  expect(type(m, ['systemctl', 'is-active', 'mnt-b.mount']).stdout).toBe('active\n');
});

test('a path unit starts its service when something is put into the directory', () => {
  const m = only('drop.path', {
    'drop.path': '[Unit]\nDefaultDependencies=no\n[Path]\nDirectoryNotEmpty=/run/drop\nMakeDirectory=yes\n',
    'drop.service': unit("Type=oneshot\nExecStart=/bin/sh -c 'echo got it; rm -f /run/drop/*'"),
  });
  expect(state(m, 'drop.service')).toBe('inactive');
  expect(type(m, ['touch', '/run/drop/x']).status).toBe(0);
  m.kernel.run(() => m.kernel.resting);
  expect(m.journal.entries.map((e) => e.message)).toContain('got it');
});
