/** A screen as a file for a bug report: text, or an SVG in the theme's colours. */

import { columns } from './text/cells.ts';
import { type Line, plainText, type Style } from './text/line.ts';

const CELL = { width: 8.4, height: 18, size: 14 } as const;
const PAPER = '#16181d';
const INK = '#c9ccd3';
const COLOURS: Readonly<Partial<Record<Style, string>>> = {
  quiet: '#6f7683',
  accent: '#56b6c2',
  bad: '#e06c75',
  good: '#98c379',
  changed: '#e5c07b',
  strong: '#eceef2',
};

/** By the name's ending an SVG, else text. */
export const picture = (lines: readonly Line[], file: string): string =>
  /\.svg$/i.test(file) ? svg(lines) : text(lines);

const text = (lines: readonly Line[]): string => lines.map((line) => `${plainText(line).trimEnd()}\n`).join('');

function svg(lines: readonly Line[]): string {
  const width = Math.max(...lines.map((line) => columns(plainText(line))));
  const size = { width: Math.ceil(width * CELL.width + 24), height: lines.length * CELL.height + 20 };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="${CELL.size}">`,
    `<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>`,
    ...lines.map((line, row) => svgLine(line, row)),
    '</svg>',
    '',
  ].join('\n');
}

/** Every run stands at its own column, whatever the font makes of the ones before it. */
function svgLine(line: Line, row: number): string {
  let column = 0;
  const parts: string[] = [];
  for (const { text: own, styles } of line) {
    const width = columns(own);
    const x = 12 + column * CELL.width;
    column += width;
    if (own === '' || (own.trim() === '' && !styles.includes('running'))) continue;
    const inverse = styles.includes('running');
    const fill = COLOURS[styles.find((style) => COLOURS[style] !== undefined) ?? 'running'] ?? INK;
    if (inverse)
      parts.push(
        `<rect x="${round(x)}" y="${10 + row * CELL.height}" width="${round(width * CELL.width)}" height="${CELL.height}" fill="${INK}"/>`,
      );
    const weight = styles.includes('strong') ? ' font-weight="bold"' : '';
    parts.push(
      `<text x="${round(x)}" y="${24 + row * CELL.height}" fill="${inverse ? PAPER : fill}"${weight} textLength="${round(width * CELL.width)}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${escaped(own)}</text>`,
    );
  }
  return parts.join('');
}

const round = (value: number): number => Math.round(value * 10) / 10;

const escaped = (value: string): string => value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
