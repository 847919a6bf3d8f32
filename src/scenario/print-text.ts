/** The text report of `dryboot run`: a table of outcomes, then for each boot that fails its journal and its cause. */

import type { CauseStep } from '../explain/cause.ts';
import { failingPart } from '../explain/failing-part.ts';
import { shown } from '../report/bytes.ts';
import { type Paint, paint } from '../report/paint.ts';
import { formatDurationUs } from './quantities.ts';
import type { JournalLine, Rehearsal } from './rehearsal.ts';

/** @param stepCommand The command that opens the stepper on a rehearsal, at its failure. */
export function printText(
  rehearsals: readonly Rehearsal[],
  colour: boolean,
  stepCommand?: (rehearsal: Rehearsal) => string,
): string {
  const p = paint(colour);
  const failing = rehearsals.filter((r) => r.outcome !== 'boots' || !r.asExpected);
  return `${[...tables(rehearsals, p), ...failing.map((r) => section(r, p, stepCommand)), tally(rehearsals, p)].join('\n\n')}\n`;
}

/** Scenarios down, variants across where two scenarios or more share a variant's name; every other rehearsal in a list below. */
function tables(rehearsals: readonly Rehearsal[], p: Paint): string[] {
  const scenariosOf = (variant: string): number =>
    new Set(rehearsals.filter((r) => r.variant === variant).map((r) => r.scenario)).size;
  const columns = [...new Set(rehearsals.map((r) => r.variant))]
    .filter((variant) => variant !== '' && scenariosOf(variant) > 1)
    .sort((a, b) => rank(rehearsals, a) - rank(rehearsals, b));
  const crossed = rehearsals.filter((r) => columns.includes(r.variant));
  const listed = rehearsals.filter((r) => !columns.includes(r.variant));
  return [...(crossed.length > 0 ? [grid(crossed, columns, p)] : []), ...(listed.length > 0 ? [list(listed, p)] : [])];
}

/** How far down a variant stands where its matrix is longest: the order that the author of the fullest matrix gave. */
const rank = (rehearsals: readonly Rehearsal[], variant: string): number =>
  Math.max(
    ...rehearsals
      .filter((r) => r.variant === variant)
      .map((r) => rehearsals.filter((other) => other.scenario === r.scenario).indexOf(r)),
  );

/** Scenarios with the most variants come first. */
function grid(rehearsals: readonly Rehearsal[], columns: readonly string[], p: Paint): string {
  const count = (name: string): number => rehearsals.filter((r) => r.scenario === name).length;
  const rows = [...new Set(rehearsals.map((r) => r.scenario))].sort((a, b) => count(b) - count(a));
  const cells = new Map(rehearsals.map((r) => [`${r.scenario}\0${r.variant}`, r]));
  const first = Math.max('scenario'.length, ...rows.map((name) => name.length));
  const widths = columns.map((name) =>
    Math.max(name.length, ...rehearsals.filter((r) => r.variant === name).map((r) => cell(r).length)),
  );
  const head = ['scenario'.padEnd(first), ...columns.map((name, i) => name.padEnd(widths[i]!))]
    .map(p.quiet)
    .join('  ')
    .trimEnd();
  const body = rows.map((row) =>
    [
      row.padEnd(first),
      ...columns.map((column, i) => {
        const r = cells.get(`${row}\0${column}`);
        return r ? tint(r, p)(cell(r).padEnd(widths[i]!)) : ' '.repeat(widths[i]!);
      }),
    ]
      .join('  ')
      .trimEnd(),
  );
  return [head, ...body].join('\n');
}

function list(rehearsals: readonly Rehearsal[], p: Paint): string {
  const names = rehearsals.map(title);
  const first = Math.max('scenario'.length, ...names.map((name) => name.length));
  return [
    `${p.quiet('scenario'.padEnd(first))}  ${p.quiet('outcome')}`,
    ...rehearsals.map((r, i) => `${names[i]!.padEnd(first)}  ${tint(r, p)(cell(r))}`),
  ].join('\n');
}

const title = (r: Rehearsal): string => `${r.scenario}${r.variant ? ` · ${r.variant}` : ''}`;

const cell = (r: Rehearsal): string => `${r.asExpected ? '✓' : '✗'} ${r.outcome}`;

function tint(r: Rehearsal, p: Paint): (text: string) => string {
  if (!r.asExpected) return p.bad;
  return r.outcome === 'boots' ? p.good : p.unsure;
}

function section(r: Rehearsal, p: Paint, stepCommand?: (rehearsal: Rehearsal) => string): string {
  const lines = [
    `${tint(r, p)('●')} ${p.strong(`${title(r)}: ${r.outcome}`)} ${p.quiet(`after ${formatDurationUs(r.endedAtUs)}${r.asExpected ? ', as expected' : ''}`)}`,
  ];
  for (const sentence of r.failedExpectations) lines.push(`  ${p.bad('not as expected')} ${shown(sentence)}`);
  const journal = failingPart(r.recording.events);
  if (journal.length > 0) lines.push('', ...journal.map((line) => `    ${journalLine(line, p)}`));
  if (r.cause.length > 0)
    lines.push('', `  ${p.accent('cause')}`, ...r.cause.flatMap((step, index) => causeLines(step, index + 1, p)));
  for (const finding of r.findings.filter(({ detail }) => !r.cause.some((step) => detail.endsWith(step.text))))
    lines.push(`  ${p.bad(finding.what)} ${shown(finding.detail)}`);
  for (const gap of r.unsupported) lines.push(`  ${p.unsure('not modelled')} ${shown(`${gap.what}: ${gap.detail}`)}`);
  if (stepCommand && !r.asExpected) lines.push('', `  ${p.accent('walk through it')}  ${stepCommand(r)}`);
  return lines.join('\n');
}

const journalLine = (line: JournalLine, p: Paint): string =>
  `${p.quiet(`${shown(line.identifier)}[${line.pid}]:`)} ${shown(line.message)}`;

function causeLines(step: CauseStep, number: number, p: Paint): string[] {
  const indent = ' '.repeat(7);
  const place = step.position
    ? p.quiet(`${step.position.file}:${step.position.line}:${step.position.column}`)
    : undefined;
  const lines = [`  ${String(number).padStart(3)}. ${shown(step.text)}`];
  if (place) lines.push(`${indent}${place}`);
  if (step.excerpt !== undefined)
    lines.push(...step.excerpt.split('\n').map((line) => `${indent}${p.quiet('|')} ${shown(line)}`));
  const details = (step.details ?? []).map((detail) => ({
    label: detail.label,
    value: shown(detail.value),
    written: shown(detail.written ?? detail.value),
  }));
  const labelWidth = Math.max(0, ...details.map((detail) => detail.label.length));
  const valueWidth = Math.max(0, ...details.map((detail) => detail.value.length));
  for (const { label, value, written } of details) {
    const asWritten = written === value ? '' : `${' '.repeat(valueWidth - value.length)}  ${p.quiet(written)}`;
    lines.push(`${indent}  ${p.quiet(label.padEnd(labelWidth))}  ${p.accent(value)}${asWritten}`);
  }
  return lines;
}

function tally(rehearsals: readonly Rehearsal[], p: Paint): string {
  const wrong = rehearsals.filter((r) => !r.asExpected).length;
  const count = `${rehearsals.length} ${rehearsals.length === 1 ? 'rehearsal' : 'rehearsals'}`;
  return wrong === 0 ? p.good(`${count}, all as expected`) : p.bad(`${count}, ${wrong} not as expected`);
}
