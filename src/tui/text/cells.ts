/** Text for the cells of a terminal: what is safe to print there, and how many columns it takes. */
import { shown } from '../../report/bytes.ts';

/** Wide in every terminal: CJK, Hangul, kana, full-width forms (Unicode Standard Annex 11, W and F). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x1b2ff],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
];
const EMOJI = /\p{Emoji_Presentation}/u;
const PLAIN = /^[\x20-\x7e]*$/;
/** What has no width of its own, or moves what stands beside it. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\p{M}\u{1f1e6}-\u{1f1ff}]/gu;

/** Columns that safe text takes. */
export function columns(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

function columnsOf(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 0x1100) return 1;
  if (WIDE.some(([from, to]) => code >= from && code <= to)) return 2;
  return EMOJI.test(character) ? 2 : 1;
}

/** The machine's bytes as text that moves no cursor and takes `columns(text)` cells: tabs become blanks up to the next eighth column. */
export function safe(bytes: string, startColumn = 0): string {
  return PLAIN.test(bytes) ? bytes : safeText(shown(bytes), startColumn);
}

/** The same for text that people typed or that dryboot wrote. */
export function safeText(text: string, startColumn = 0): string {
  if (PLAIN.test(text)) return text;
  const oneLine = text.normalize('NFC').replace(/\n/g, '↵');
  const visible = oneLine.replace(UNSAFE, (character) =>
    character === '\t' ? '\t' : `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
  if (!visible.includes('\t')) return visible;
  let column = startColumn;
  return visible
    .split('\t')
    .map((part, index, parts) => {
      column += columns(part);
      if (index === parts.length - 1) return part;
      const blanks = 8 - (column % 8);
      column += blanks;
      return part + ' '.repeat(blanks);
    })
    .join('');
}

/** At most `width` columns of a safe text; where something is cut off, the last column is `…`. */
export function clip(text: string, width: number): string {
  if (width <= 0) return '';
  if (columns(text) <= width) return text;
  return `${take(text, width - 1)}…`;
}

/** The same, cut off at the front: of a path the end says more. */
export function clipFront(text: string, width: number): string {
  if (width <= 0) return '';
  if (columns(text) <= width) return text;
  return `…${[...take([...text].reverse().join(''), width - 1)].reverse().join('')}`;
}

/** As many characters as fit. */
export function take(text: string, width: number): string {
  if (PLAIN.test(text)) return text.slice(0, Math.max(0, width));
  let left = width;
  let taken = '';
  for (const character of text) {
    left -= columnsOf(character);
    if (left < 0) break;
    taken += character;
  }
  return taken;
}

/** Breaks a safe text at blanks into lines of at most `width` columns; what is longer than a line is broken anywhere. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (columns(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (columns(line) > width && width > 1) {
      const part = take(line, width);
      lines.push(part);
      line = line.slice(part.length);
    }
  }
  return [...lines, line];
}
