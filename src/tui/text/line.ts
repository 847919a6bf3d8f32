/** A line of the screen: runs of text with a style each. Everything that is drawn is made of these. */
import { clip, columns, safeText, take } from './cells.ts';

/** What a run means; the theme says how that looks. */
export type Style =
  | 'quiet'
  | 'strong'
  | 'accent'
  | 'bad'
  | 'good'
  | 'changed'
  /** The word or command that runs. */
  | 'running'
  /** Underlined: the rest of the command. */
  | 'command';

export interface Run {
  readonly text: string;
  readonly styles: readonly Style[];
}

export type Line = readonly Run[];

/** A run; its text must be safe (`safe` of cells.ts). */
export const run = (text: string, ...styles: Style[]): Run => ({ text, styles });

/** A run of text that comes from a person or from dryboot itself. */
export const said = (text: string, ...styles: Style[]): Run => ({ text: safeText(text), styles });

export const plainText = (line: Line): string => line.map(({ text }) => text).join('');

export const widthOf = (line: Line): number => line.reduce((sum, { text }) => sum + columns(text), 0);

/** Exactly `width` columns: cut off with `…`, or filled up with blanks. */
export function exactly(line: Line, width: number): Line {
  const has = widthOf(line);
  if (has === width) return line;
  if (has < width) return [...line, run(' '.repeat(width - has))];
  const fitted: Run[] = [];
  let left = width;
  for (const part of line) {
    const takes = columns(part.text);
    // The last column is kept for the mark that something is missing.
    if (takes < left) {
      fitted.push(part);
      left -= takes;
      continue;
    }
    fitted.push({ ...part, text: takes === left ? `${take(part.text, left - 1)}…` : clip(part.text, left) });
    break;
  }
  const short = width - widthOf(fitted);
  return short > 0 ? [...fitted, run(' '.repeat(short))] : fitted;
}

/** Leaves the first columns out. */
export function withoutFirst(line: Line, count: number): Line {
  let left = count;
  return line.map((part) => {
    const away = take(part.text, left);
    left = away === part.text ? left - columns(away) : 0;
    return away === '' ? part : { ...part, text: part.text.slice(away.length) };
  });
}

/** A line that is longer than `width` as several, the later ones indented. */
export function folded(line: Line, width: number, indent: number): readonly Line[] {
  const lines: Run[][] = [[]];
  let left = width;
  for (const part of line) {
    let rest = part.text;
    while (rest !== '') {
      const piece = take(rest, left);
      if (piece !== '') lines.at(-1)!.push({ ...part, text: piece });
      rest = rest.slice(piece.length);
      left -= columns(piece);
      if (rest === '') break;
      // Nothing fits any more: on the next line, unless that is too narrow for anything.
      if (width - indent < 2) return lines;
      lines.push([run(' '.repeat(indent))]);
      left = width - indent;
    }
  }
  return lines;
}

/** One line with something at either end; what is at the right gives way. */
export function ends(left: Line, right: Line, width: number): Line {
  const gap = width - widthOf(left) - widthOf(right);
  return gap >= 1 ? [...left, run(' '.repeat(gap)), ...right] : exactly(left, width);
}
