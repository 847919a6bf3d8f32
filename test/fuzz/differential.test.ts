/**
 * Random scripts give in dryboot what they give in the real shell: stdout, status, and stderr as far as its order is determined.
 * `FUZZ_RUNS=10000 FUZZ_SEED=7 npx vitest run test/fuzz` runs more of them; a difference is shrunk to a small script.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { runShell, type ShellName } from '../../src/index.ts';
import type { Dialect } from '../../src/syntax/dialect.ts';
import { comparable, declared } from './declared-differences.ts';
import { type Script, scripts } from './scripts.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 150);
const SEED = Number(process.env.FUZZ_SEED ?? 1);

const SHELLS: readonly { readonly shell: ShellName; readonly dialect: Dialect; readonly command: readonly string[] }[] =
  [
    { shell: 'dash', dialect: 'dash', command: ['dash'] },
    { shell: 'busybox', dialect: 'busybox', command: ['busybox', 'sh'] },
    { shell: 'bash', dialect: 'bash', command: ['bash', '--norc'] },
  ];

interface Result {
  readonly stdout: string;
  readonly stderr: string;
  /** Undefined when the real shell hung or broke down. */
  readonly status: number | undefined;
  /** A signal has ended it: what its children still wrote is left to chance. */
  readonly killed?: boolean;
  /** We have said that something is not modelled. */
  readonly unsupported?: boolean;
}

const STDIN = 'line one\nline two\n';
const SIGNALS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGUSR1: 10, SIGPIPE: 13, SIGTERM: 15 };
const HANG_MS = 5_000;

const parent = mkdtempSync(join(tmpdir(), 'dryboot-fuzz-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const input = join(parent, 'input');
/** Deep enough that a script's `cd ..` stays inside. */
const top = join(parent, 'top');
const cwd = join(top, 'p', 'q', 'r', 'work');
const ENV = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: join(top, 'p') };

/** Ends what a script left running in the background. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing was left.
  }
}

function real(command: readonly string[], script: string): Result {
  rmSync(top, { recursive: true, force: true });
  mkdirSync(cwd, { recursive: true });
  writeFileSync(input, STDIN);
  const stdin = openSync(input, 'r');
  const { pid, stdout, stderr, status, signal } = spawnSync(command[0]!, [...command.slice(1), '-c', script], {
    cwd,
    env: ENV,
    stdio: [stdin, 'pipe', 'pipe'],
    encoding: 'latin1',
    timeout: HANG_MS,
    killSignal: 'SIGKILL',
    // A process group of its own, to be ended as a whole.
    ...{ detached: true },
  });
  closeSync(stdin);
  endGroup(pid);
  const ended = status ?? (signal && SIGNALS[signal] ? 128 + SIGNALS[signal] : undefined);
  return { stdout, stderr, status: stderr.includes('Segmentation fault') ? undefined : ended, killed: signal !== null };
}

function ours(shell: ShellName, script: string): Result {
  const result = runShell(script, { shell, command: true, cwd, env: ENV, stdin: STDIN });
  const [stdout, stderr] = [result.stdout, result.stderr].map((bytes) => Buffer.from(bytes).toString('latin1')) as [
    string,
    string,
  ];
  return { stdout, stderr, status: result.status, unsupported: result.unsupported.length > 0 };
}

/** The parent's pid is all that can differ. */
const shown = (text: string): string => text.replaceAll(/PPID=['"]?\d+['"]?/g, 'PPID=N');
const anyOrder = (text: string): string => shown(text).split('\n').sort().join('\n');

/** True when two results are the same as far as the script determines them. */
function agree(dialect: Dialect, { text, concurrent }: Script, first: Result, second: Result): boolean {
  const [a, b] = [first, second].map((result) => ({
    ...result,
    stdout: comparable(dialect, result.stdout),
    stderr: comparable(dialect, result.stderr),
  })) as [Result, Result];
  if (a.status !== b.status) return false;
  if (a.killed) return true;
  if (!concurrent) return shown(a.stdout) === shown(b.stdout) && shown(a.stderr) === shown(b.stderr);
  const mixed = /2>&1|>&2|1>&/.test(text) ? anyOrder : shown;
  // Lines of xtrace are written in pieces, which get between each other.
  const traced = /-\w*x|xtrace/.test(text);
  return mixed(a.stdout) === mixed(b.stdout) && (traced || anyOrder(a.stderr) === anyOrder(b.stderr));
}

describe.each(SHELLS)('$shell', ({ shell, dialect, command }) => {
  const present = spawnSync(command[0]!, [...command.slice(1), '-c', ':']).status === 0;
  if (!present) console.warn(`skipped: ${command.join(' ')} is not here`);

  test.skipIf(!present)(`${RUNS} random scripts give the same`, { timeout: 60_000 + RUNS * 200 }, () => {
    const same = (script: Script): boolean => {
      if (declared(dialect, script.text)) return true;
      const want = real(command, script.text);
      const got = ours(shell, script.text);
      if (want.status === undefined || got.unsupported || agree(dialect, script, want, got)) return true;
      // A difference counts when the real shell agrees with itself.
      for (let again = 0; again < 3; again++) {
        const other = real(command, script.text);
        if (!agree(dialect, script, want, other) || agree(dialect, script, other, got)) return true;
      }
      return false;
    };
    const details = fc.check(fc.property(scripts(dialect), same), { numRuns: RUNS, seed: SEED, endOnFailure: false });
    if (!details.failed) return;
    const { text } = details.counterexample![0];
    expect({ script: text, ...ours(shell, text) }).toMatchObject({ script: text, ...real(command, text) });
    throw new Error(`a difference that comes and goes:\n${text}`);
  });
});
