/** Phases and units on virtual time, with the cursor; failures in red. */
import type { Mark, Span, Timeline, UnitSpan } from '../../step/view.ts';
import { padded, seconds } from '../amounts.ts';
import type { Pane, Row } from '../pane.ts';
import { clip, safe } from '../text/cells.ts';
import { type Line, type Run, run, type Style } from '../text/line.ts';

export const timeline: Pane = ({ view }, { width }) => {
  const { timeline: all, event } = view;
  const names = nameWidth(width);
  const chart = chartWidth(width);
  const here = columnAt(all, event.atUs, chart);
  const bars = [
    ...all.phases.map((span) => [span, 'phase'] as const),
    ...units(all).map((span) => [span, 'unit'] as const),
  ];
  return {
    head: [axis(all, names, chart, here), markLine(all, names, chart, here)],
    rows: bars.map(
      ([span, kind]): Row => ({
        lines: [
          [
            run(
              padded(clip(safe(span.name.replace(/\.service$/, '')), names - 1), names),
              ...(span.failed ? (['bad'] as const) : kind === 'phase' ? (['strong'] as const) : []),
            ),
            ...withCursor(bar(span, all, chart), here, span.failed ? 'bad' : kind === 'phase' ? 'accent' : 'quiet'),
          ],
        ],
        jump: span.from,
      }),
    ),
    about: `${seconds(event.atUs)} of ${seconds(all.endUs)}`,
  };
};

/** Columns for the names; what is left is the chart. */
const nameWidth = (width: number): number => Math.min(26, Math.max(12, Math.floor(width / 3)));
export const chartWidth = (width: number): number => Math.max(8, width - 2 - nameWidth(width));

/** The chart's column of an instant, from 0. */
export const columnAt = ({ endUs }: Timeline, atUs: number, chart: number): number =>
  endUs <= 0 ? 0 : Math.min(chart - 1, Math.floor((atUs / endUs) * chart));

/** Units that took time or failed, and not those that began and ended in one moment: failed ones first, then those that were long in starting. */
function units({ units: all, endUs }: Timeline): readonly UnitSpan[] {
  const shown = all.filter((span) => span.failed || span.toUs - span.fromUs > endUs / 2000);
  const rank = (span: UnitSpan): number => (span.failed ? 0 : busyUs(span) > endUs / 100 ? 1 : 2);
  return [0, 1, 2].flatMap((each) => shown.filter((span) => rank(span) === each));
}

/** How long a unit was on its way to another state. */
const busyUs = (span: UnitSpan): number =>
  segments(span).reduce((sum, { fromUs, toUs, busy }) => sum + (busy ? toUs - fromUs : 0), 0);

interface Segment {
  readonly fromUs: number;
  readonly toUs: number;
  readonly busy: boolean;
}

/** Stretches of a bar: a phase is all work, a unit while it starts or stops. */
function segments(span: Span | UnitSpan): readonly Segment[] {
  const states = 'states' in span ? span.states : [];
  if (states.length === 0) return [{ ...span, busy: true }];
  return states.flatMap(({ atUs, state }, index): Segment[] => {
    const toUs = states[index + 1]?.atUs ?? span.toUs;
    if (state === 'inactive' || state === 'failed') return [];
    return [{ fromUs: atUs, toUs, busy: state !== 'active' }];
  });
}

/** `━` while it works, `─` while it only lasts. */
function bar(span: Span | UnitSpan, all: Timeline, chart: number): string {
  const cells = Array<string>(chart).fill(' ');
  const parts = segments(span);
  for (const part of parts.length > 0 ? parts : [{ ...span, busy: true }]) {
    const from = columnAt(all, part.fromUs, chart);
    const to = Math.max(from, columnAt(all, part.toUs, chart));
    for (let column = from; column <= to; column++)
      if (part.busy ? part.toUs > part.fromUs || cells[column] === ' ' : cells[column] === ' ')
        cells[column] = part.busy ? '━' : '─';
  }
  return cells.join('');
}

function withCursor(text: string, here: number, style: Style): Line {
  const under = text[here];
  return [
    run(text.slice(0, here), style),
    run(under === '━' ? '┿' : under === '─' ? '┼' : '│', 'accent', 'strong'),
    run(text.slice(here + 1), style),
  ];
}

function axis(all: Timeline, names: number, chart: number, here: number): Line {
  const cells = Array<string>(chart).fill(' ');
  const step = stepUs(all.endUs, chart);
  for (let at = 0; at <= all.endUs; at += step) {
    const label = `${Math.round(at / 100_000) / 10}s`;
    const column = columnAt(all, at, chart);
    if (column + label.length <= chart)
      for (const [index, character] of [...label].entries()) cells[column + index] = character;
  }
  const text = cells.join('');
  return [
    run(padded('', names)),
    run(text.slice(0, here), 'quiet'),
    run('▼', 'accent', 'strong'),
    run(text.slice(here + 1), 'quiet'),
  ];
}

/** 1, 2 or 5 times a power of ten, with room for a label each. */
function stepUs(endUs: number, chart: number): number {
  const least = Math.max(1, (endUs * 8) / chart);
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least) ?? least * 10;
}

const MARKS: Readonly<Record<Mark['kind'], Run>> = {
  failure: run('✗', 'bad'),
  prompt: run('?', 'changed'),
  typed: run('>', 'accent'),
  mount: run('m', 'good'),
  key: run('k', 'good'),
  pool: run('p', 'good'),
  change: run('~', 'changed'),
  unsupported: run('!', 'bad'),
  end: run('■', 'quiet'),
};
const RANK = Object.keys(MARKS);

/** What happened when: the most telling mark of each column. */
function markLine(all: Timeline, names: number, chart: number, here: number): Line {
  const cells = new Map<number, Mark['kind']>();
  for (const { kind, atUs } of all.marks) {
    const column = columnAt(all, atUs, chart);
    const other = cells.get(column);
    if (other === undefined || RANK.indexOf(kind) < RANK.indexOf(other)) cells.set(column, kind);
  }
  return [
    run(padded('events', names), 'quiet'),
    ...Array.from({ length: chart }, (_, column) => {
      const kind = cells.get(column);
      return kind ? MARKS[kind] : column === here ? run('│', 'accent', 'strong') : run(' ');
    }),
  ];
}
