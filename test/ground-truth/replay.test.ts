/** The models answer as a real machine did: every recorded command, run in order on a machine that the commands themselves build. */
import { expect, test } from 'vitest';
import { DIFFERENT, LEFT_OUT } from './left-out.ts';
import { record } from './record.ts';
import { type Outcome, replay } from './replay.ts';

const LEAST_EXACT = 0.98;

if (!record) {
  test.skip('the record of a real machine is not here (expected in ../shared/ground-truth)', () => {});
} else {
  const rows = record;
  const outcomes: Outcome[] = [];

  for (const section of new Set(rows.map((row) => row.section))) {
    test(`section ${section}: only the rows that are named differ`, () => {
      const here = replay(rows, new Set([section]));
      outcomes.push(...here);
      const wrong = here.filter(({ row, verdict }) => verdict === 'different' && !DIFFERENT.has(row.id));
      expect(wrong.map(({ row, difference }) => `${row.id} ${row.argv.join(' ')}\n  ${difference}`)).toEqual([]);
    });
  }

  test('a row that is named as different does differ', () => {
    const different = outcomes.filter(({ verdict }) => verdict === 'different').map(({ row }) => row.id);
    expect([...DIFFERENT.keys()].filter((id) => !different.includes(id))).toEqual([]);
  });

  test('nearly all rows are exact, and few are left out', () => {
    const count = (verdict: Outcome['verdict']): number =>
      outcomes.filter((outcome) => outcome.verdict === verdict).length;
    const compared = count('exact') + count('allocation') + count('different');
    expect(count('exact') / compared).toBeGreaterThanOrEqual(LEAST_EXACT);
    expect(count('left-out')).toBeLessThan(10);
    expect(LEFT_OUT.every(([from, to, why]) => from <= to && why !== '')).toBe(true);
    expect(count('withheld')).toBe(rows.filter((row) => row.withheld).length);
  });
}
