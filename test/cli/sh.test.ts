/** `dryboot sh`: stdin, stdout, stderr and exit status are the script's own. */
import { expect, test } from 'vitest';
import { dryboot, folderWith } from './command.ts';

test('-c runs a command and gives its status', () => {
  expect(dryboot(['sh', '-c', 'echo out; echo err >&2; exit 7'])).toEqual({
    status: 7,
    stdout: 'out\n',
    stderr: 'err\n',
  });
});

test('a file gets its arguments and its name', () => {
  const cwd = folderWith({ 'hook.sh': 'echo "$0:$1:$#"\n' });
  expect(dryboot(['sh', 'hook.sh', 'a b', 'c'], { cwd }).stdout).toBe('hook.sh:a b:2\n');
});

test('a lone minus ends the options', () => {
  const cwd = folderWith({ 'hook.sh': 'echo "$0:$1"\n' });
  expect(dryboot(['sh', '-', 'hook.sh', 'x'], { cwd }).stdout).toBe('hook.sh:x\n');
});

test('the script reads our stdin', () => {
  expect(dryboot(['sh', '-c', 'read a; cat'], { stdin: 'one\ntwo\n' }).stdout).toBe('two\n');
});

test('without an operand the script comes from stdin', () => {
  expect(dryboot(['sh'], { stdin: 'echo "$((6*7))"\n' }).stdout).toBe('42\n');
});

test('bytes pass through unchanged', () => {
  expect(dryboot(['sh', '-c', 'printf "\\303\\244"; cat'], { stdin: 'ö\n' }).stdout).toBe('äö\n');
});

test('the machine is empty but for the text utilities and /tmp', () => {
  const ran = dryboot(['sh', '-c', 'pwd; echo x > f && cat f; command -v cut; zfs list']);
  expect(ran.stdout).toMatch(/^\/tmp\nx\n\/(usr\/)?bin\/cut\n$/);
  expect(ran.stderr).toMatch(/zfs: not found/);
  expect(ran.status).toBe(127);
});

test('--scenario gives the machine of a scenario, its pools importable', () => {
  const ran = dryboot([
    'sh',
    '--scenario',
    'sub-dataset',
    '-c',
    'modprobe zfs; zpool import -N rpool; zfs get -Ho value encryptionroot rpool/enc/ROOT/ubuntu',
  ]);
  expect(ran.stdout).toBe('rpool/enc\n');
  expect(ran.status).toBe(0);
});

test('a missing file is a message and status 2', () => {
  const ran = dryboot(['sh', 'nofile.sh']);
  expect(ran.status).toBe(2);
  expect(ran.stderr).toMatch(/nofile\.sh/);
});

test('an endless loop ends with a finding on stderr', () => {
  const ran = dryboot(['sh', '-c', 'while :; do :; done'], { timeoutMs: 15_000 });
  expect(ran.status).not.toBeNull();
  expect(ran.stderr).not.toBe('');
});
