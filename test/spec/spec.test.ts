/**
 * Every case holds in dryboot and in the real shell. With SPEC_RECORD=1, cases that have no expectations yet are given those of the real
 * shells, for the author to read and judge.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import {
  type Case,
  describeOutcomes,
  expectedOf,
  type Outcome,
  readCases,
  SHELLS,
  type Shell,
  specFiles,
} from './cases.ts';
import { realShell, runInDryboot, runInRealShell } from './run-case.ts';

if (process.env.SPEC_RECORD) for (const file of specFiles()) await record(file);

const counts = { dryboot: 0, notYet: 0, real: 0, skipped: 0 };
const missing = SHELLS.filter((shell) => !realShell(shell));

for (const file of specFiles()) {
  describe.concurrent(file, () => {
    for (const each of readCases(file)) {
      for (const shell of each.shells) {
        test(`${each.title} (${shell})`, async () => {
          const expected = expectedOf(each, shell);
          const ours = shown(runInDryboot(each.code, shell), expected);
          if (each.notYet.includes(shell)) {
            counts.notYet++;
            expect(ours, 'dryboot does it now: take the not-yet away').not.toEqual(expected);
          } else {
            counts.dryboot++;
            expect(ours, 'dryboot').toEqual(expected);
          }
          if (missing.includes(shell)) counts.skipped++;
          else {
            counts.real++;
            expect(shown(await runInRealShell(each.code, shell), expected), `the real ${shell}`).toEqual(expected);
          }
        });
      }
    }
  });
}

afterAll(() => {
  const absent = missing.length > 0 ? ` (not installed: ${missing.join(', ')})` : '';
  console.info(
    `spec cases: ${counts.dryboot} run in dryboot, ${counts.notYet} known to differ there, ${counts.real} compared with the real shell, ${counts.skipped} not compared${absent}`,
  );
});

test('dash has no known differences, and there are enough cases', () => {
  const cases = specFiles().flatMap(readCases);
  expect(cases.filter((each) => each.notYet.includes('dash')).map(({ title }) => title)).toEqual([]);
  expect(cases.length).toBeGreaterThan(500);
});

const shown = (outcome: Outcome, expected: Outcome): Outcome =>
  expected.stderr === undefined ? { ...outcome, stderr: undefined } : outcome;

async function record(file: string): Promise<void> {
  const lines = readFileSync(file, 'utf8').split('\n');
  const cases = readCases(file);
  for (const each of cases.toReversed()) {
    if (each.written.length > 0) continue;
    const next = cases.find((other) => other.line > each.line)?.line ?? lines.length + 1;
    let end = next - 1;
    while (end > each.line && lines[end - 1] === '') end--;
    lines.splice(end, next - 1 - end, ...describeOutcomes(await realOutcomes(each)), '');
  }
  writeFileSync(file, lines.join('\n').replace(/\n*$/, '\n'));
}

async function realOutcomes(each: Case): Promise<Map<Shell, Outcome>> {
  const outcomes = new Map<Shell, Outcome>();
  for (const shell of each.shells) if (realShell(shell)) outcomes.set(shell, await runInRealShell(each.code, shell));
  return outcomes;
}
