/** What the console and the journal say up to the cursor. */
import type { ConsoleLine, JournalEntry, PromptView } from '../../step/view.ts';
import { seconds } from '../amounts.ts';
import type { Pane, Row } from '../pane.ts';
import { safe, wrap } from '../text/cells.ts';
import { run } from '../text/line.ts';

export const consolePane: Pane = ({ view, tabs, typing }, { width }) => {
  const rows =
    tabs.console === 'console'
      ? view.console.all.slice(0, view.console.upTo).map((line) => kept(line, width, consoleRow))
      : view.journal.all.slice(0, view.journal.upTo).map((entry) => kept(entry, width, journalRow));
  const all = [...rows, ...promptRows(view.prompt, typing)];
  return {
    rows: all.length > 0 ? all : [{ lines: [[run('Nothing yet.', 'quiet')]] }],
    anchor: all.length - 1,
  };
};

/** Rows by what they show: a boot's journal is long, and most of it is the same after a step. */
const rowsOf = new WeakMap<object, { readonly width: number; readonly row: Row }>();

function kept<T extends object>(entry: T, width: number, make: (entry: T, width: number) => Row): Row {
  const before = rowsOf.get(entry);
  if (before?.width === width) return before.row;
  const row = make(entry, width);
  rowsOf.set(entry, { width, row });
  return row;
}

/** What stands in a terminal's line after backspaces and carriage returns: a masked passphrase is typed, and taken back. */
function overwritten(text: string): string {
  if (!/[\b\r]/.test(text)) return text;
  const cells: string[] = [];
  let at = 0;
  for (const character of text) {
    if (character === '\b') at = Math.max(0, at - 1);
    else if (character === '\r') at = 0;
    else cells[at++] = character;
  }
  return cells.join('').trimEnd();
}

const consoleRow = ({ text, typed, event }: ConsoleLine, width: number): Row => ({
  lines: wrap(safe(overwritten(text)), width - 4).map((part, index) => [
    run(`${index > 0 ? '  ' : ''}${part}`, ...(typed ? (['accent'] as const) : [])),
  ]),
  jump: event,
});

function journalRow({ atUs, identifier, pid, message, priority, event }: JournalEntry, width: number): Row {
  const head = `${seconds(atUs)} ${safe(identifier)}[${pid}]: `;
  return {
    lines: wrap(head + safe(message), width - 4).map((part, index) =>
      index === 0
        ? [run(part.slice(0, head.length), 'quiet'), run(part.slice(head.length), ...tone(priority))]
        : [run(`  ${part}`, ...tone(priority))],
    ),
    jump: event,
  };
}

/** syslog(3): 3 is an error, 4 a warning. */
const tone = (priority: number) => (priority <= 3 ? (['bad'] as const) : priority === 4 ? (['changed'] as const) : []);

const promptRows = ({ shell, question, atEnd }: PromptView, typing: boolean): Row[] => [
  ...(question === undefined ? [] : [{ lines: [[run(`? ${safe(question)}`, 'changed')]] }]),
  ...(shell && !typing
    ? [
        {
          lines: [
            [
              run(atEnd ? 'A shell waits, and nobody types: ' : 'A shell waits: ', 'quiet'),
              run('x', 'accent'),
              run(' types at it.', 'quiet'),
            ],
          ],
        },
      ]
    : []),
];
