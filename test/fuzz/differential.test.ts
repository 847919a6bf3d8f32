/**
 * Random scripts give in dryboot what they give in the real shell: stdout, status, and stderr where its order is determined.
 * `FUZZ_RUNS=10000 FUZZ_SEED=7 npx vitest run test/fuzz` runs more of them; a difference is shrunk to a small script.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { runShell, type ShellName } from '../../src/index.ts';
import type { Dialect } from '../../src/syntax/dialect.ts';
import { declared } from './declared-differences.ts';
import { type Script, scripts } from './scripts.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 150);
const SEED = Number(process.env.FUZZ_SEED ?? 1);

const SHELLS: readonly { readonly shell: ShellName; readonly dialect: Dialect; readonly command: readonly string[] }[] = [
  { shell: 'dash', dialect: 'dash', command: ['dash'] },
  { shell: 'busybox', dialect: 'busybox', command: ['busybox', 'sh'] },
  { shell: 'bash', dialect: 'bash', command: ['bash', '--norc'] },
];

interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
}

const parent = mkdtempSync(join(tmpdir(), 'dryboot-fuzz-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const ENV = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' };

function real(command: readonly string[], script: string, cwd: string): Result {
  rmSync(cwd, { recursive: true, force: true });
  mkdirSync(cwd);
  const { stdout, stderr, status } = spawnSync(command[0]!, [...command.slice(1), '-c', script], { cwd, env: ENV, input: 'line one\nline two\n', encoding: 'latin1', timeout: 10_000 });
  return { stdout, stderr, status };
}

function ours(shell: ShellName, script: string, cwd: string): Result {
  const { stdout, stderr, status } = runShell(script, { shell, command: true, cwd, env: ENV, stdin: 'line one\nline two\n' });
  return { stdout: Buffer.from(stdout).toString('latin1'), stderr: Buffer.from(stderr).toString('latin1'), status };
}

describe.each(SHELLS)('$shell', ({ shell, dialect, command }) => {
  const present = spawnSync(command[0]!, [...command.slice(1), '-c', ':']).status === 0;
  if (!present) console.warn(`skipped: ${command.join(' ')} is not here`);

  test.skipIf(!present)(`${RUNS} random scripts give the same`, { timeout: 60_000 + RUNS * 200 }, () => {
    const cwd = join(parent, 'work');
    const same = (script: Script): boolean => {
      if (declared(dialect, script.text)) return true;
      const want = real(command, script.text, cwd);
      const got = ours(shell, script.text, cwd);
      return got.stdout === want.stdout && got.status === want.status && (script.concurrent || got.stderr === want.stderr);
    };
    const details = fc.check(fc.property(scripts(dialect), same), { numRuns: RUNS, seed: SEED, endOnFailure: false });
    if (!details.failed) return;
    const { text } = details.counterexample![0];
    expect({ script: text, ...ours(shell, text, cwd) }).toEqual({ script: text, ...real(command, text, cwd) });
    throw new Error(`a difference that comes and goes:\n${text}`);
  });
});
