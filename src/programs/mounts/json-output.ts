/** Tables and trees as libsmartcols prints them in JSON. */

/** Text, what stands without quotes, a list, or nothing. */
export type JsonCell = string | { readonly plain: string } | readonly string[] | undefined;

export interface JsonRow {
  /** Names in small letters. */
  readonly cells: readonly (readonly [name: string, cell: JsonCell])[];
  readonly children?: readonly JsonRow[];
}

const STEP = '   ';

/** `name` is that of the list. */
export const jsonOutput = (name: string, rows: readonly JsonRow[]): string =>
  `{\n${STEP}"${name}": [\n${objects(rows, STEP.repeat(2))}\n${STEP}]\n}\n`;

const objects = (rows: readonly JsonRow[], indent: string): string =>
  rows.length === 0 ? '' : `${indent}${rows.map((row) => object(row, indent)).join(',')}`;

function object({ cells, children = [] }: JsonRow, indent: string): string {
  const inner = indent + STEP;
  const lines = cells.map(([name, cell]) => `${inner}"${name}": ${cellText(cell, inner)}`);
  if (children.length > 0) lines.push(`${inner}"children": [\n${objects(children, inner + STEP)}\n${inner}]`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function cellText(cell: JsonCell, indent: string): string {
  if (cell === undefined || cell === '') return 'null';
  if (typeof cell === 'string') return quoted(cell);
  if ('plain' in cell) return cell.plain;
  const items = cell.length === 0 ? ['null'] : cell.map(quoted);
  return `[\n${items.map((item) => `${indent}    ${item}`).join(',')}\n${indent}]`;
}

/** Bytes above 0x7f stay as they are. */
const quoted = (text: string): string =>
  `"${text.replace(/["\\\x00-\x1f]/g, (c) => (c === '"' || c === '\\' ? `\\${c}` : (SHORT[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)))}"`;
const SHORT: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};
