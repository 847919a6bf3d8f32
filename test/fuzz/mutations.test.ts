/**
 * Whatever text a shell is given, it ends: with a status, within its limits, and without an exception of ours.
 * `MUTATION_RUNS=100000 MUTATION_SEED=7 npx vitest run test/fuzz/mutations.test.ts` runs more of them.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runShell, type ShellName } from '../../src/index.ts';
import { chance, mutated } from './mutations.ts';

const RUNS = Number(process.env.MUTATION_RUNS ?? 200);
const SEED = Number(process.env.MUTATION_SEED ?? 1);
/** Far above what the limits allow on a slow machine. */
const LONGEST_MS = 10_000;
const LIMITS = { steps: 20_000, virtualUs: 60e6, processes: 50, spawned: 300 };

const shellFiles = (directory: string): string[] =>
  existsSync(directory)
    ? readdirSync(directory, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.sh'))
        .sort()
        .map((name) => join(directory, name))
    : [];

const texts = [...shellFiles('test/spec'), ...shellFiles('scripts-under-test'), ...shellFiles('real')].map((file) =>
  readFileSync(file, 'latin1'),
);

describe.each<ShellName>(['dash', 'busybox', 'bash', 'sh'])('%s', (shell) => {
  test(`ends ${RUNS} spoilt scripts`, { timeout: 60_000 + RUNS * 200 }, () => {
    for (let run = 0; run < RUNS; run++) {
      const text = mutated(texts, chance(SEED * 1_000_003 + run));
      const started = performance.now();
      let outcome: unknown;
      try {
        outcome = runShell(text, { shell, command: run % 2 === 0, stdin: 'one\ntwo\n', limits: LIMITS }).status;
      } catch (error) {
        outcome = error;
      }
      if (typeof outcome !== 'number')
        throw new Error(`run ${run}: an exception of ours for\n${JSON.stringify(text)}`, { cause: outcome });
      expect(performance.now() - started, `run ${run} takes too long:\n${JSON.stringify(text)}`).toBeLessThan(
        LONGEST_MS,
      );
    }
  });
});
