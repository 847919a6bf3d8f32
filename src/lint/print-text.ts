/** The text report of `dryboot lint`: each finding with its line, a caret, how it comes about, and what to do. */
import { shown } from '../report/bytes.ts';
import { type Paint, paint } from '../report/paint.ts';
import type { Excerpt, LintFinding, ProofNote } from './finding.ts';

/** @param files how many were read */
export function printText(findings: readonly LintFinding[], files: number, colour: boolean): string {
  const p = paint(colour);
  return `${[...findings.map((finding) => section(finding, p)), tally(findings, files, p)].join('\n')}\n`;
}

function section(finding: LintFinding, p: Paint): string {
  const paintSeverity = { error: p.bad, warning: p.unsure, info: p.accent }[finding.severity];
  const lines = [
    `${p.strong(place(finding))}: ${paintSeverity(finding.severity)}: ${shown(finding.message)} ${p.quiet(`[${finding.rule}]`)}`,
    ...source(finding.line, finding.excerpt, p, paintSeverity),
    ...finding.flow.flatMap((step, index) => [
      `    ${p.quiet(`${place(step)}:`)} ${shown(step.message)}`,
      // What has just been shown need not be shown again.
      ...(isSame(step, finding) || isSame(step, finding.flow[index - 1])
        ? []
        : source(step.line, step.excerpt, p, p.quiet)),
    ]),
    ...(finding.proof ? proofLines(finding.proof, p) : []),
    ...(finding.remedy ? [`    ${shown(finding.remedy)}${finding.fix ? p.quiet(' (--fix does it)') : ''}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const proofLines = ({ proved, text, scenario }: ProofNote, p: Paint): string[] => [
  `    ${proved ? p.bad('proved:') : p.quiet('not proved:')} ${shown(text)}`,
  ...(scenario === undefined ? [] : [p.quiet(`    dryboot run ${scenario}`)]),
];

type At = { readonly file: string; readonly line: number; readonly column: number };

const isSame = (a: At, b: At | undefined): boolean => a.file === b?.file && a.line === b.line && a.column === b.column;

const place = (at: At): string => `${at.file}:${at.line}:${at.column}`;

/** Longer lines are cut around what is meant. */
const MAX_WIDTH = 160;

/** The line, and below it what is meant, where there is a line to show. */
function source(line: number, excerpt: Excerpt, p: Paint, mark: (text: string) => string): string[] {
  if (excerpt.text.trim() === '') return [];
  const { text, column, length } = excerpt.text.length > MAX_WIDTH ? cut(excerpt) : excerpt;
  const number = String(line).padStart(6);
  const before = shown(text.slice(0, column - 1)).replace(/[^\t]/g, ' ');
  const width = shown(text.slice(column - 1, column - 1 + length)).length;
  const bar = p.quiet('|');
  return [`${p.quiet(number)} ${bar} ${shown(text)}`, `       ${bar} ${before}${mark('^'.repeat(Math.max(1, width)))}`];
}

function cut({ text, column, length }: Excerpt): Excerpt {
  const start = Math.max(0, column - 1 - MAX_WIDTH / 4);
  const end = Math.min(text.length, start + MAX_WIDTH);
  const before = start > 0 ? '...' : '';
  return {
    text: `${before}${text.slice(start, end)}${end < text.length ? '...' : ''}`,
    column: column - start + before.length,
    length: Math.min(length, end - column + 1),
  };
}

function tally(findings: readonly LintFinding[], files: number, p: Paint): string {
  const read = `${files} file${files === 1 ? '' : 's'}`;
  if (findings.length === 0) return p.good(`no findings in ${read}`);
  const counts = (['error', 'warning', 'info'] as const)
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(
      ([severity, count]) =>
        `${count} ${severity === 'info' ? (count === 1 ? 'remark' : 'remarks') : `${severity}${count === 1 ? '' : 's'}`}`,
    );
  return p.strong(`${counts.join(', ')} in ${read}`);
}
