/** The JUnit XML report of `dryboot run`: one suite per scenario, one case per variant, virtual seconds as time. */
import { shown } from '../report/bytes.ts';
import type { Rehearsal } from './rehearsal.ts';

export function printJunit(rehearsals: readonly Rehearsal[]): string {
  const suites = [...new Set(rehearsals.map((r) => r.scenario))].map((name) => {
    const cases = rehearsals.filter((r) => r.scenario === name);
    const counts = `tests="${cases.length}" failures="${cases.filter(isFailure).length}" skipped="${cases.filter(isSkipped).length}"`;
    return [`  <testsuite name="${xmlText(name)}" ${counts}>`, ...cases.map(testCase), '  </testsuite>'].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="dryboot" tests="${rehearsals.length}" failures="${rehearsals.filter(isFailure).length}">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

const isSkipped = (r: Rehearsal): boolean => !r.asExpected && r.outcome === 'inconclusive';
const isFailure = (r: Rehearsal): boolean => !r.asExpected && !isSkipped(r);

function testCase(r: Rehearsal): string {
  const open = `    <testcase classname="${xmlText(r.scenario)}" name="${xmlText(r.variant || r.scenario)}" time="${(r.endedAtUs / 1_000_000).toFixed(3)}"`;
  if (r.asExpected) return `${open}/>`;
  const text = xmlText([...r.failedExpectations, ...r.cause.map((step) => step.text)].join('\n'));
  const body = isSkipped(r)
    ? `<skipped message="${xmlText(r.unsupported.map((u) => u.what).join(', '))}"/>`
    : `<failure message="${xmlText(r.failedExpectations[0] ?? r.outcome)}">${text}</failure>`;
  return `${open}>\n      ${body}\n    </testcase>`;
}

const xmlText = (text: string): string =>
  shown(text).replace(
    /[&<>"\n]/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' })[c]!,
  );
