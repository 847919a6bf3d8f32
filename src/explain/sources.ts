/** Excerpts of the scripts that ran. */
import type { Position } from '../trace/position.ts';

/** Text (bytes) of a file inside the machine as it was run; undefined when it is not known. */
export type SourceOf = (file: string) => string | undefined;

const MOST_LINES = 4;
const LONGEST = 300;

/** The lines that a position covers, at most a few, without their common indentation; undefined when the source is not known. */
export function excerptOf(source: SourceOf, position: Position): string | undefined {
  const lines = source(position.file)?.split('\n');
  if (!lines || position.line > lines.length) return undefined;
  const covered = textOf(source, position)?.split('\n').length ?? 1;
  const taken = lines.slice(position.line - 1, position.line - 1 + Math.min(covered, MOST_LINES));
  const indent = Math.min(
    ...taken.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length),
  );
  return taken
    .map(
      (line, index) =>
        `${String(position.line + index).padStart(4)}  ${short(line.slice(Number.isFinite(indent) ? indent : 0))}`,
    )
    .join('\n');
}

/** What is written at a position. */
export function textOf(source: SourceOf, position: Position): string | undefined {
  return source(position.file)?.slice(position.offset, position.end);
}

/** Words as one would type them again. */
export const commandLine = (words: readonly string[]): string =>
  short(
    words
      .map((word) =>
        /^(?:[\w@%+=:,./\x80-\xff-]+|!?=|\[\[?|\]\]?|!)$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`,
      )
      .join(' '),
  );

/** What nobody reads to its end is cut; the dots are bytes, as all text is here. */
const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text);
