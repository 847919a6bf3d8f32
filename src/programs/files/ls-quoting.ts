/** How ls writes names: as they are, or quoted so that a terminal and a shell understand them. */
import { quoteIfNeeded } from '../text/quote.ts';

export type QuotingStyle = 'literal' | 'shell-escape' | 'escape' | 'c';

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
};

const escaped = (text: string, more: string): string =>
  [...text]
    .map(
      (c) =>
        ESCAPES[c] ??
        (more.includes(c) ? `\\${c}` : c < ' ' || c > '~' ? `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}` : c),
    )
    .join('');

/** The name; `title` is for the line above a directory, where a colon follows. */
export const quoteName = (name: string, style: QuotingStyle, title: boolean): string => {
  switch (style) {
    case 'literal':
      return name;
    case 'shell-escape':
      return title && name.includes(':') && !/^'/.test(quoteIfNeeded(name)) ? `'${name}'` : quoteIfNeeded(name);
    case 'escape':
      return escaped(name, title ? ' :' : ' ');
    case 'c':
      return `"${escaped(name, '"')}"`;
  }
};
