/** The table that `zfs list` and `zpool list` print, and the one of `zfs get` and `zpool get`. */

export interface Column {
  readonly header: string;
  /** Width that the property's kind asks for. */
  readonly width: number;
  /** False: as wide as its widest value. */
  readonly fixed: boolean;
  readonly right: boolean;
}

/**
 * A table with a header.
 * @param scripted tabs and no header (`-H`).
 * @param exact numbers are as long as they are (`-p`), so no width is fixed.
 */
export function listing(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  scripted: boolean,
  exact: boolean,
): string {
  if (scripted) return rows.map((row) => `${row.join('\t')}\n`).join('');
  const widths = columns.map((column, i) => {
    if (column.fixed && !exact) return column.width;
    return rows.reduce((width, row) => Math.max(width, row[i]!.length), column.width);
  });
  const line = (cells: readonly string[]): string => {
    let text = '';
    cells.forEach((cell, i) => {
      const last = i === cells.length - 1;
      const padded = columns[i]!.right ? cell.padStart(widths[i]!) : last ? cell : cell.padEnd(widths[i]!);
      text += (i === 0 ? '' : '  ') + padded;
    });
    return `${text}\n`;
  };
  return line(columns.map((c) => c.header)) + rows.map(line).join('');
}

export const GET_COLUMNS = ['name', 'property', 'value', 'received', 'source'] as const;
export type GetColumn = (typeof GET_COLUMNS)[number];

/** One line of `zfs get`. */
export interface GetRow {
  readonly name: string;
  readonly property: string;
  readonly value: string;
  readonly source: string;
  /** Width of the value's column that this property asks for. */
  readonly width: number;
}

/** The columns of `-o`; a text is the complaint. */
export function parseGetColumns(text: string | undefined): readonly GetColumn[] | string {
  if (text === undefined) return ['name', 'property', 'value', 'source'];
  const columns: GetColumn[] = [];
  for (const word of text.split(',')) {
    if (word === 'all') {
      if (columns.length > 0) return `"all" conflicts with specific fields given to -o option`;
      return GET_COLUMNS;
    }
    const column = GET_COLUMNS.find((c) => c === word);
    if (!column) return `invalid column name '${word}'`;
    if (columns.length === GET_COLUMNS.length) return 'too many fields given to -o option';
    columns.push(column);
  }
  return columns;
}

/** The lines of `zfs get` and `zpool get`. */
export function getListing(columns: readonly GetColumn[], rows: readonly GetRow[], scripted: boolean): string {
  const cell = (row: GetRow, column: GetColumn): string => (column === 'received' ? '-' : row[column]);
  if (scripted) return rows.map((row) => `${columns.map((c) => cell(row, c)).join('\t')}\n`).join('');
  if (rows.length === 0) return '';
  const widest = (texts: readonly string[]): number => texts.reduce((width, t) => Math.max(width, t.length), 0);
  const widths: Record<GetColumn, number> = {
    name: Math.max(4, widest(rows.map((r) => r.name))),
    property: Math.max(8, widest(rows.map((r) => r.property))),
    value: rows.reduce((width, row) => Math.max(width, row.value.length, row.width), 5),
    received: 8,
    source: Math.max(6, widest(rows.map((r) => r.name)) + 'inherited from'.length),
  };
  const line = (texts: readonly string[]): string =>
    `${texts.map((t, i) => (i === texts.length - 1 ? t : t.padEnd(widths[columns[i]!]))).join('  ')}\n`;
  return line(columns.map((c) => c.toUpperCase())) + rows.map((row) => line(columns.map((c) => cell(row, c)))).join('');
}
