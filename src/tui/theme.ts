/** How styles look: sixteen colours at most, one accent; without colour, weight and inversion say the same. */
import type { Line, Style } from './text/line.ts';

/** Select Graphic Rendition codes (ECMA-48 8.3.117). */
const COLOURED: Readonly<Record<Style, string>> = {
  quiet: '2',
  strong: '1',
  accent: '36',
  bad: '31',
  good: '32',
  changed: '33',
  running: '7',
  command: '4',
};
const COLOURLESS: Readonly<Record<Style, string>> = {
  ...COLOURED,
  accent: '1',
  bad: '1',
  good: '',
  changed: '1',
};

export interface Theme {
  readonly colour: boolean;
}

/** A line with its escape sequences; nothing of it reaches into the next one. */
export function ansi(line: Line, theme: Theme): string {
  const codes = theme.colour ? COLOURED : COLOURLESS;
  return line
    .map(({ text, styles }) => {
      const on = styles.map((style) => codes[style]).filter(Boolean);
      return on.length === 0 || text === '' ? text : `\x1b[${on.join(';')}m${text}\x1b[0m`;
    })
    .join('');
}
