/** Command lines of tests as words. */

/** Splits at blanks; single quotes keep what is between them. */
export const unquoted = (line: string): string[] =>
  [...line.matchAll(/(?:[^\s']|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ''));
