/** The script: the line that runs, how often each ran, what a decision kept from running. */
import type { LineSpan, SourceLine, SourceView } from '../../step/view.ts';
import type { Body, Pane } from '../pane.ts';
import { columns, safe } from '../text/cells.ts';
import { type Line, type Run, run, type Style, withoutFirst } from '../text/line.ts';

/** Columns that the window moves sideways at once, so that it seldom does. */
const SHIFT = 16;

export const source: Pane = ({ view }, { width }) => {
  const shown = view.source;
  if (shown === undefined) return outside(view.summary);
  if (!shown.readable || shown.lines.length === 0)
    return {
      rows: [
        {
          lines: [
            [
              run(
                shown.file === '(console)'
                  ? 'Typed at the console: 6 shows it.'
                  : 'What runs here stands in no file that is kept.',
                'quiet',
              ),
            ],
          ],
        },
      ],
      about: safe(shown.file),
    };
  const digits = String(shown.lines.length).length;
  const counts = Math.max(2, ...shown.lines.map(({ runs }) => String(runs).length));
  const gutterWidth = 1 + digits + 1 + counts + 3;
  const shift = shiftFor(shown, width - gutterWidth);
  return {
    rows: shown.lines.map((line) => ({
      lines: [[...gutter(line, shown.line, digits, counts), ...withoutFirst(textOf(line, shown), shift)]],
      place: { file: shown.file, line: line.number },
      jump: undefined,
    })),
    anchor: shown.line - 1,
    about: safe(shown.file),
  };
};

const outside = (summary: string): Body => ({
  rows: [
    { lines: [[run('No script runs at this moment.', 'quiet')]] },
    { lines: [[run(safe(summary))]] },
    { lines: [[run('')]] },
    { lines: [[run('s steps to the next command, S to the one before.', 'quiet')]] },
  ],
});

/** `▶ 70  2 │ `: the cursor or a breakpoint, the line, how often it ran. `·`: it will run; `╳`: a decision passed it over. */
function gutter(line: SourceLine, current: number, digits: number, counts: number): Run[] {
  const here = line.number === current;
  const number = String(line.number).padStart(digits);
  const count = line.runs > 0 ? String(line.runs) : line.passedOver !== undefined ? '╳' : line.runsInAll > 0 ? '·' : '';
  const dot = line.breakpoint === 'on' ? '●' : line.breakpoint === 'off' ? '○' : ' ';
  const bar = here ? '▶' : '│';
  return [
    run(dot, 'bad'),
    here ? run(number, 'accent', 'strong') : run(number, 'quiet'),
    run(' '),
    run(
      count.padStart(counts),
      ...(line.passedOver !== undefined && line.runs === 0 ? (['changed'] as const) : (['quiet'] as const)),
    ),
    run(' '),
    here ? run(bar, 'accent', 'strong') : run(bar, 'quiet'),
    run(' '),
  ];
}

/** The text in pieces: the running word, the rest of its command, what did not run. */
function textOf(line: SourceLine, view: SourceView): Line {
  const base: Style[] = line.runs === 0 && line.number !== view.line ? ['quiet'] : [];
  const word = wordOn(line, view);
  const command = spanOn(line, view.span);
  const cuts = [1, ...ends(word), ...ends(command), line.text.length + 1].sort((a, b) => a - b);
  const runs: Run[] = [];
  let column = 0;
  for (const [index, from] of cuts.entries()) {
    const to = cuts[index + 1];
    if (to === undefined || to <= from) continue;
    const text = safe(line.text.slice(from - 1, to - 1), column);
    column += columns(text);
    runs.push(
      run(
        text,
        ...(within(from, word) ? (['running'] as const) : within(from, command) ? (['strong'] as const) : base),
      ),
    );
  }
  return runs;
}

/** The word that matters; of a command as a whole, its first word, of an assignment the name. */
function wordOn(line: SourceLine, view: SourceView): LineSpan | undefined {
  const word = spanOn(line, view.word);
  const command = spanOn(line, view.span);
  if (word && !(command && word.column === command.column && word.end === command.end)) return word;
  if (!command || (view.word && !word) || view.span[0]?.line !== line.number) return word;
  const [first = ''] = /^[^\s=;|&()<>]*/.exec(line.text.slice(command.column - 1, command.end - 1)) ?? [];
  return { ...command, end: command.column + first.length };
}

const within = (column: number, span: LineSpan | undefined): boolean =>
  span !== undefined && column >= span.column && column < span.end;

function spanOn(line: SourceLine, spans: readonly LineSpan[] | undefined): LineSpan | undefined {
  const span = spans?.find((each) => each.line === line.number);
  if (span === undefined) return undefined;
  const limit = line.text.length + 1;
  return { ...span, column: Math.min(span.column, limit), end: Math.min(span.end, limit) };
}

const ends = (span: LineSpan | undefined): number[] => (span ? [span.column, span.end] : []);

/** Sideways only as far as the running word asks for. */
function shiftFor(view: SourceView, width: number): number {
  const line = view.lines[view.line - 1];
  const span = line && wordOn(line, view);
  if (!line || !span) return 0;
  const from = columns(safe(line.text.slice(0, span.column - 1)));
  const to = Math.min(columns(safe(line.text.slice(0, span.end - 1))), from + width - SHIFT);
  return to < width ? 0 : Math.ceil((to - width + 1) / SHIFT) * SHIFT;
}
