/** Runs a case's code in dryboot, and in the real shell where there is one, under the same conditions. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runShell } from '../../src/scenario/run-shell.ts';
import type { Outcome, Shell } from './cases.ts';

const ENV = { PATH: '/usr/bin:/bin', HOME: '/root', LC_ALL: 'C' };
const TIMEOUT_MS = 10_000;

export function runInDryboot(code: string, shell: Shell): Outcome {
  const { stdout, stderr, status } = runShell(code, {
    shell,
    command: true,
    cwd: '/tmp/case',
    env: { ...ENV, TMP: '/tmp/case' },
  });
  return { stdout: latin1(stdout), stderr: latin1(stderr), status };
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Where the real shell is; undefined when it is not installed. `BUSYBOX` names one that is not in the usual places. */
export function realShell(shell: Shell): readonly string[] | undefined {
  const names =
    shell === 'busybox'
      ? [process.env.BUSYBOX ?? '', '/usr/bin/busybox', '/bin/busybox']
      : [`/usr/bin/${shell}`, `/bin/${shell}`];
  const path = names.find((name) => name !== '' && existsSync(name));
  return path === undefined
    ? undefined
    : shell === 'busybox'
      ? [path, 'sh']
      : shell === 'bash'
        ? [path, '--norc']
        : [path];
}

export function runInRealShell(code: string, shell: Shell): Promise<Outcome> {
  const [path, ...words] = realShell(shell)!;
  const cwd = mkdtempSync(join(tmpdir(), 'dryboot-spec-'));
  return new Promise((resolve, reject) => {
    const child = spawn(path!, [...words, '-c', code], {
      cwd,
      env: { ...ENV, TMP: cwd },
      argv0: shell === 'busybox' ? 'busybox' : shell,
      timeout: TIMEOUT_MS,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (status, signal) => {
      rmSync(cwd, { recursive: true, force: true });
      resolve({
        stdout: latin1(Buffer.concat(out)),
        stderr: latin1(Buffer.concat(err)).replaceAll(cwd, '/tmp/case'),
        status: status ?? 128 + (SIGNAL_NUMBERS[signal ?? ''] ?? 0),
      });
    });
  });
}

const SIGNAL_NUMBERS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
};
