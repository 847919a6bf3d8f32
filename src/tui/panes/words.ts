/** The command at the cursor, word by word: what was written and what became of it; for a `case`, what it compared. */
import type { CaseItemView, DecisionView, ExpansionView, WordView } from '../../step/view.ts';
import { basename } from '../amounts.ts';
import type { Pane, Row } from '../pane.ts';
import { safe } from '../text/cells.ts';
import { folded, type Line, run, widthOf } from '../text/line.ts';

/** Of what goes on in the next line. */
const INDENT = 6;

export const words: Pane = ({ view }, { width }) => {
  const { expansion, decision } = view;
  if (expansion === undefined)
    return {
      rows: [{ lines: [[run('No command runs at this moment.', 'quiet')]] }, { lines: [[run(safe(view.summary))]] }],
    };
  return {
    about: `${expansion.what} at ${basename(safe(expansion.position.file))}:${expansion.position.line}`,
    rows: [
      ...expansion.words.flatMap((each) => word(each, width - 1)),
      ...(expansion.items ?? []).flatMap(item),
      ...result(expansion),
      ...(decision && decision.choices.length > 0 ? [choice(decision)] : []),
    ].map((row) => ({ ...row, lines: row.lines.flatMap((line) => folded(line, width - 1, INDENT)) })),
  };
};

function word({ text, fields, parts, globs }: WordView, width: number): Row[] {
  const written = safe(text);
  const became = fields.map(safe);
  const same = became.length === 1 && became[0] === written;
  return [
    { lines: same ? [[run(written, 'strong')]] : besideOrBelow([run(written, 'strong')], fieldsOf(became), width) },
    ...parts.map(
      (part): Row => ({
        lines: [
          [
            run('    '),
            run(safe(part.text), 'accent'),
            run(' is ', 'quiet'),
            part.value === undefined ? run('unset', 'bad') : run(safe(part.value) || "''"),
          ],
        ],
        jump: part.source,
      }),
    ),
    ...globs.map(
      ({ pattern, paths }): Row => ({
        lines: [
          [
            run('    '),
            run(safe(pattern), 'accent'),
            run(paths.length === 0 ? ' met no file, and stays' : ' met ', 'quiet'),
            run(paths.map((path) => safe(path)).join(' ')),
          ],
        ],
      }),
    ),
  ];
}

/** What became of a word, in its line if there is room. */
const besideOrBelow = (written: Line, became: Line, width: number): readonly Line[] =>
  widthOf(written) + widthOf(became) + 4 <= width
    ? [[...written, run('  → ', 'quiet'), ...became]]
    : [written, [run('  → ', 'quiet'), ...became]];

const fieldsOf = (fields: readonly string[]): Line =>
  fields.length === 0
    ? [run('nothing', 'quiet')]
    : fields.flatMap((field, index) => [
        ...(index > 0 ? [run(' │ ', 'quiet')] : []),
        run(field === '' ? "''" : field, 'changed'),
      ]);

function item({ patterns, taken, body, line }: CaseItemView): Row[] {
  return patterns.map(
    ({ text, value, matched, tried }, index): Row => ({
      lines: [
        [
          run(
            matched ? '✓ ' : tried ? '✗ ' : '· ',
            ...(matched ? (['good'] as const) : tried ? (['bad'] as const) : (['quiet'] as const)),
          ),
          run(safe(value), ...(matched || tried ? [] : (['quiet'] as const))),
          ...(value === text ? [] : [run(`  written ${safe(text)}`, 'quiet')]),
        ],
        ...(index === patterns.length - 1
          ? [[run(`    ${taken ? 'runs' : 'would run'} line ${line}: ${safe(body)}`, 'quiet')]]
          : []),
      ],
    }),
  );
}

const result = ({ tested, status }: ExpansionView): Row[] => [
  ...(tested
    ? [
        {
          lines: [
            [
              run(safe(tested.text)),
              run(
                tested.result === undefined ? '' : tested.result ? '  holds' : '  does not hold',
                tested.result ? 'good' : 'bad',
              ),
            ],
          ],
        },
      ]
    : []),
  ...(status === undefined
    ? []
    : [{ lines: [[run('status ', 'quiet'), run(String(status), status === 0 ? 'good' : 'bad')]] }]),
];

function choice({ construct, taken, choices, event }: DecisionView): Row {
  const was =
    taken === true ? 'taken' : taken === false ? 'not taken' : taken < 0 ? 'took no item' : `took item ${taken + 1}`;
  return {
    lines: [
      [
        run(`${construct}: ${was}`, 'strong'),
        run('  f', 'accent'),
        run(
          ` takes another way: ${choices.map(({ text }, index) => (choices.length > 1 ? `${index + 1} ${safe(text)}` : safe(text))).join('   ')}`,
          'quiet',
        ),
      ],
    ],
    jump: event,
  };
}
