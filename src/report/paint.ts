/** Colours for a terminal, or none; one quiet palette for all printers. */
import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly unsure: (text: string) => string;
  readonly accent: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly strong: (text: string) => string;
}

export function paint(colour: boolean): Paint {
  const style = (format: Style) => (text: string) => (colour ? styleText(format, text) : text);
  return {
    good: style('green'),
    bad: style('red'),
    unsure: style('yellow'),
    accent: style('cyan'),
    quiet: style('dim'),
    strong: style('bold'),
  };
}
