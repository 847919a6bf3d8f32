/** Holds a rehearsal against what its scenario expects. */

import { toBytes } from '../report/bytes.ts';
import { formatDurationUs } from './quantities.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { Expectation } from './schema.ts';

export type Observed = Omit<Rehearsal, 'asExpected' | 'failedExpectations' | 'cause'>;

/** One sentence for each expectation that is not met. Without an `expect`, a scenario expects to boot. */
export function failedExpectations(expect: Expectation | undefined, observed: Observed): string[] {
  const wanted = expect ?? { outcome: 'boots' as const };
  const failed: string[] = [];
  const check = (met: boolean, sentence: string): void => {
    if (!met) failed.push(sentence);
  };
  if (wanted.outcome)
    check(observed.outcome === wanted.outcome, `outcome: expected ${wanted.outcome}, found ${observed.outcome}`);
  for (const [target, source] of Object.entries(wanted.mounted ?? {})) {
    const found = observed.mounted[target];
    check(
      source === false ? found === undefined : found === source,
      `mounted: expected ${target} ${source === false ? 'not to be mounted' : `from ${source}`}, found ${found ?? 'nothing mounted'}`,
    );
  }
  for (const [dataset, status] of Object.entries(wanted.keystatus ?? {})) {
    check(
      (observed.keystatus[dataset] ?? '-') === status,
      `keystatus: expected ${dataset} ${status}, found ${observed.keystatus[dataset] ?? '-'}`,
    );
  }
  for (const [dataset, wantedThere] of Object.entries(wanted.datasets ?? {})) {
    const isThere = observed.datasets.includes(toBytes(dataset));
    check(
      isThere === wantedThere,
      `datasets: expected ${dataset} ${wantedThere ? 'to be there' : 'not to be there'}, found ${isThere ? 'it' : 'no such dataset in an imported pool'}`,
    );
  }
  for (const [unit, state] of Object.entries(wanted.units ?? {})) {
    check(
      (observed.units[unit] ?? 'inactive') === state,
      `units: expected ${unit} ${state}, found ${observed.units[unit] ?? 'inactive'}`,
    );
  }
  const lines = wanted.journal
    ? observed.journal.map((line) => `${line.identifier}[${line.pid}]: ${line.message}`)
    : [];
  for (const text of wanted.journal?.includes ?? [])
    check(
      lines.some((line) => line.includes(text)),
      `journal: expected a line with "${text}", found none`,
    );
  for (const text of wanted.journal?.excludes ?? []) {
    const found = lines.find((line) => line.includes(text));
    check(found === undefined, `journal: expected no line with "${text}", found "${found}"`);
  }
  let from = 0;
  for (const text of wanted.journal?.order ?? []) {
    const at = lines.findIndex((line, index) => index >= from && line.includes(text));
    check(at >= 0, `journal: expected "${text}" after the lines before it, found none`);
    if (at >= 0) from = at + 1;
  }
  if (wanted.prompts !== undefined)
    check(observed.prompts === wanted.prompts, `prompts: expected ${wanted.prompts}, found ${observed.prompts}`);
  if (wanted.within !== undefined)
    check(
      observed.endedAtUs <= wanted.within,
      `within: expected an end within ${formatDurationUs(wanted.within)}, found ${formatDurationUs(observed.endedAtUs)}`,
    );
  return failed;
}
