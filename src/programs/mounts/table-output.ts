/** Tables as libsmartcols prints them: aligned, raw or pairs. */

export interface Column {
  readonly name: string;
  readonly right?: boolean;
}

export type TableStyle = 'aligned' | 'raw' | 'pairs';

/** A row: one cell per column; undefined is an empty cell. */
export type Row = readonly (string | undefined)[];

export function formatTable(
  columns: readonly Column[],
  rows: readonly Row[],
  style: TableStyle,
  headings: boolean,
): string {
  switch (style) {
    case 'raw': {
      const lines = rows.map((row) => columns.map((_, i) => escapeRaw(row[i] ?? '')).join(' '));
      return ended(headings ? [columns.map(({ name }) => name).join(' '), ...lines] : lines);
    }
    case 'pairs':
      return ended(rows.map((row) => columns.map(({ name }, i) => `${name}="${escapePair(row[i] ?? '')}"`).join(' ')));
    case 'aligned':
      return alignedTable(columns, rows, headings);
  }
}

const ended = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** The headings count for the widths even when they are not printed. */
function alignedTable(columns: readonly Column[], rows: readonly Row[], headings: boolean): string {
  const widths = columns.map(({ name }, i) => Math.max(name.length, ...rows.map((row) => widthOf(row[i] ?? ''))));
  const line = (row: Row): string =>
    columns
      .map(({ right }, i) => {
        const cell = row[i] ?? '';
        const pad = ' '.repeat(widths[i]! - widthOf(cell));
        return right ? pad + cell : i === columns.length - 1 ? cell : cell + pad;
      })
      .join(' ');
  return ended([...(headings ? [line(columns.map(({ name }) => name))] : []), ...rows.map(line)]);
}

/** Characters, when the bytes are UTF-8. */
const widthOf = (bytes: string): number => bytes.replace(/[\x80-\xbf]/g, '').length;

const escapeRaw = (cell: string): string => cell.replace(/[\s\\]/g, hex);
const escapePair = (cell: string): string => cell.replace(/["\\`$]/g, hex);
const hex = (character: string): string => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
