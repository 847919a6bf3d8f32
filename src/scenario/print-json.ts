/** The JSON report of `dryboot run`, version 1: stable key order, no host time, the same bytes for the same arguments. */
import { shown } from '../report/bytes.ts';
import type { Rehearsal } from './rehearsal.ts';

export function printJson(rehearsals: readonly Rehearsal[]): string {
  const document = {
    version: 1,
    rehearsals: rehearsals.map((r) => ({
      scenario: r.scenario,
      variant: r.variant,
      shell: r.shell,
      seed: r.seed,
      outcome: r.outcome,
      asExpected: r.asExpected,
      mounted: r.mounted,
      keystatus: r.keystatus,
      units: r.units,
      prompts: r.prompts,
      endedAtUs: r.endedAtUs,
      journal: r.journal.map(({ atUs, identifier, pid, message }) => ({ atUs, identifier, pid, message })),
      cause: r.cause,
      failedExpectations: r.failedExpectations,
      unsupported: r.unsupported,
      findings: r.findings,
    })),
  };
  return `${JSON.stringify(document, (_, value: unknown) => (typeof value === 'string' ? shown(value) : value), 2)}\n`;
}
