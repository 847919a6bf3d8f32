/**
 * Every case holds in dryboot and in the real shell. With SPEC_RECORD=1, cases that have no expectations yet are given those of the real
 * shells, for the author to read and judge.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { type Case, describeOutcomes, expectedOf, type Outcome, readCases, type Shell, SHELLS, specFiles } from './cases.ts';
import { realShell, runInDryboot, runInRealShell } from './run-case.ts';


if (process.env.SPEC_RECORD) for (const file of specFiles()) record(file);

const counts = { dryboot: 0, real: 0, skipped: 0 };
const missing = SHELLS.filter((shell) => !realShell(shell));

for (const file of specFiles()) {
  describe(file, () => {
    for (const each of readCases(file)) {
      for (const shell of each.shells) {
        test(`${each.title} (${shell})`, () => {
          const expected = expectedOf(each, shell);
          counts.dryboot++;
          expect(shown(runInDryboot(each.code, shell), expected), 'dryboot').toEqual(expected);
          if (missing.includes(shell)) counts.skipped++;
          else {
            counts.real++;
            expect(shown(runInRealShell(each.code, shell), expected), `the real ${shell}`).toEqual(expected);
          }
        });
      }
    }
  });
}

afterAll(() => {
  const absent = missing.length > 0 ? ` (not installed: ${missing.join(', ')})` : '';
  console.info(`spec cases: ${counts.dryboot} run in dryboot, ${counts.real} compared with the real shell, ${counts.skipped} not compared${absent}`);
});

test('there are enough cases', () => {
  expect(specFiles().flatMap(readCases).length).toBeGreaterThan(250);
});

const shown = (outcome: Outcome, expected: Outcome): Outcome => (expected.stderr === undefined ? { ...outcome, stderr: undefined } : outcome);

function record(file: string): void {
  const lines = readFileSync(file, 'utf8').split('\n');
  const cases = readCases(file);
  for (const each of cases.toReversed()) {
    if (each.written.length > 0) continue;
    const next = cases.find((other) => other.line > each.line)?.line ?? lines.length + 1;
    let end = next - 1;
    while (end > each.line && lines[end - 1] === '') end--;
    lines.splice(end, next - 1 - end, ...describeOutcomes(realOutcomes(each)), '');
  }
  writeFileSync(file, lines.join('\n').replace(/\n*$/, '\n'));
}

function realOutcomes(each: Case): Map<Shell, Outcome> {
  return new Map(each.shells.filter((shell) => realShell(shell)).map((shell) => [shell, runInRealShell(each.code, shell)]));
}
