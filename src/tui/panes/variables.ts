/** The shell's variables with what the last step changed; watches first. */
import type { VariableView, WatchView } from '../../step/view.ts';
import type { Pane, Row } from '../pane.ts';
import { safe } from '../text/cells.ts';
import { folded, run } from '../text/line.ts';

export const variables: Pane = ({ view, before }, { width, marked }) => {
  const { shell, variables: own, parameters } = view.variables;
  // What this boot's scripts gave a value comes before what the environment had.
  const all = [...own.filter(({ since }) => since !== undefined), ...own.filter(({ since }) => since === undefined)];
  // A step into another shell is compared with nothing; what was assigned on the way is fresh all the same.
  const fresh = ({ change, since }: VariableView): boolean =>
    change !== 'same' || (since !== undefined && since > before && since <= view.event.id);
  const first = all.findIndex(fresh);
  return {
    about: shell ? `${safe(shell.name)}[${shell.pid}]${shell.ofCursor ? '' : ', the shell above'}` : '',
    rows: [
      ...view.watches.map(watch),
      ...all.map((each, index) => variable(each, fresh(each), marked === view.watches.length + index)),
      ...parameters.map(
        ({ name, value }): Row => ({ lines: [[run(safe(name), 'quiet'), run('=', 'quiet'), run(safe(value))]] }),
      ),
      ...(shell === undefined ? [{ lines: [[run('No shell runs at this moment.', 'quiet')]] }] : []),
    ].map((row, index) =>
      index === marked ? { ...row, lines: row.lines.flatMap((line) => folded(line, width - 1, 2)) } : row,
    ),
    anchor: first < 0 ? undefined : view.watches.length + first,
  };
};

const watch = ({ id, text, value, problem, changed }: WatchView): Row => ({
  lines: [
    [
      run('◉ ', 'accent'),
      run(safe(text)),
      run(' = ', 'quiet'),
      problem !== undefined
        ? run(safe(problem), 'quiet')
        : run(safe(value ?? 'unset'), ...(changed ? (['changed'] as const) : [])),
    ],
  ],
  item: { kind: 'watch', id },
});

function variable(each: VariableView, fresh: boolean, marked: boolean): Row {
  const flags = [each.exported ? 'exported' : '', each.readonly ? 'readonly' : '', each.local ? 'local' : '']
    .filter(Boolean)
    .join(' ');
  return {
    lines: [
      [
        run(safe(each.name), ...(fresh ? (['changed'] as const) : (['accent'] as const))),
        run('=', 'quiet'),
        each.value === undefined
          ? run('(no value)', 'quiet')
          : run(safe(each.value), ...(fresh ? (['changed'] as const) : [])),
        ...(each.change === 'changed' && each.before !== undefined ? [run(`  was ${safe(each.before)}`, 'quiet')] : []),
        ...(each.change === 'new' ? [run('  new', 'quiet')] : []),
        ...(flags && marked ? [run(`  ${flags}`, 'quiet')] : []),
      ],
    ],
    jump: each.since,
    subject: { kind: 'variable', name: each.name },
    item: { kind: 'variable', name: each.name },
  };
}
