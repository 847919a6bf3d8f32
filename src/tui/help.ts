/** The help: every key of the table, in as many columns as fit. */

import { padded } from './amounts.ts';
import { KEY_GROUPS, keyLabel } from './keys.ts';
import type { Size } from './scene.ts';
import { columns } from './text/cells.ts';
import { exactly, folded, type Line, run, said } from './text/line.ts';

const KEY_WIDTH = 16;
const COLUMN_WIDTH = 60;

/** What the signs in the panes mean. */
const SIGNS: readonly (readonly [string, string])[] = [
  ['▶', 'the line that runs; its word is inverted'],
  ['3 · ╳', 'ran 3 times, will run, was passed over'],
  ['● ○', 'breakpoint or change: on, off'],
  ['+ ~ -', 'the last step made, changed, removed it'],
  ['◉', 'a watch'],
  ['› ', 'marked: Enter jumps there'],
];

export function helpLines({ columns: width, rows }: Size, top: number): readonly Line[] {
  const across = Math.max(1, Math.floor(width / COLUMN_WIDTH));
  const columnWidth = Math.floor(width / across);
  const groups = [
    ...KEY_GROUPS.map(({ title, bindings }): readonly Line[] => [
      [run(` ${title}`, 'accent', 'strong')],
      ...bindings.map(({ keys, back = [], text }): Line => {
        const forwards = keys.map(keyLabel).join(' ');
        const labels = back.length > 0 ? `${forwards} / ${back.map(keyLabel).join(' ')}` : forwards;
        const short =
          columns(labels) <= KEY_WIDTH
            ? labels
            : [keys[0]!, ...(back[0] ? ['/', back[0]] : []), ...keys.slice(1)].map(keyLabel).join(' ');
        return [run('  '), run(padded(short, KEY_WIDTH), 'strong'), run(` ${text}`)];
      }),
      [],
    ]),
    [
      [run(' Signs', 'accent', 'strong')],
      ...SIGNS.map(([sign, text]): Line => [run('  '), run(padded(sign, KEY_WIDTH), 'strong'), run(` ${text}`)]),
    ],
  ];
  const stacks = distribute(groups, across);
  const lines = Array.from(
    { length: Math.max(...stacks.map((stack) => stack.length)) },
    (_, row): Line => stacks.flatMap((stack) => exactly(stack[row] ?? [], columnWidth)),
  );
  return sheet('dryboot step: keys', lines, { columns: width, rows }, top);
}

/** A text to read: scenario text, for example. */
export const textLines = (
  { title, lines }: { readonly title: string; readonly lines: readonly string[] },
  size: Size,
  top: number,
): readonly Line[] =>
  sheet(
    title,
    lines.flatMap((line) => folded([run('  '), said(line)], size.columns - 1, 6)),
    size,
    top,
  );

function sheet(title: string, lines: readonly Line[], { columns: width, rows }: Size, top: number): readonly Line[] {
  const room = Math.max(0, rows - 2);
  const from = Math.max(0, Math.min(top, lines.length - room));
  const more =
    lines.length > room ? `   ↑ ↓ scroll (${from + 1}–${Math.min(lines.length, from + room)} of ${lines.length})` : '';
  return [
    [run(` ${title}`, 'strong')],
    ...Array.from({ length: room }, (_, row): Line => lines[from + row] ?? []),
    [run(' any other key', 'accent'), run(' closes this', 'quiet'), run(more, 'quiet')],
  ]
    .slice(0, rows)
    .map((line) => exactly(line, width));
}

/** Groups in their order, in columns of about the same height. */
function distribute(groups: readonly (readonly Line[])[], across: number): Line[][] {
  const total = groups.reduce((sum, group) => sum + group.length, 0);
  const stacks: Line[][] = Array.from({ length: across }, () => []);
  let column = 0;
  for (const group of groups) {
    if (column < across - 1 && stacks[column]!.length > 0 && stacks[column]!.length + group.length / 2 > total / across)
      column++;
    stacks[column]!.push(...group);
  }
  return stacks;
}
