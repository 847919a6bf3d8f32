/** Differences from the real shells that we know of and leave: each with its reason. Scripts with such a construct are not compared. */
import type { Dialect } from '../../src/syntax/dialect.ts';

interface Difference {
  readonly dialects: readonly Dialect[];
  readonly pattern: RegExp;
  readonly reason: string;
}

const DIFFERENCES: readonly Difference[] = [
  {
    dialects: ['dash', 'busybox'],
    pattern: /\$\{[@*][%#]/,
    reason:
      'POSIX leaves it open what is taken off $@; dash and busybox read past the first parameter, into whatever memory comes before it.',
  },
  {
    dialects: ['busybox', 'bash'],
    pattern: /(?:^|[;&|({]\s*|\bdo |\bthen )set(?=\s*(?:$|[|;&)>]))/m,
    reason:
      'The listing of all variables holds facts of the host (host name, versions), and in busybox LINENO and FUNCNAME, which are made only when asked for here.',
  },
  {
    dialects: ['bash'],
    pattern: /\[\[ -\w+ (?:==?|!=|=~|<|>|-\w\w) /,
    reason:
      'A unary operator where `[[` wants a word is a syntax error in both; the words of it, and what is given up after it, differ.',
  },
  {
    dialects: ['bash'],
    pattern: /\bset [-+][a-z]*v|verbose/,
    reason: 'What `set -v` shows of a text given with -c is the rest of it as bash happened to read it ahead.',
  },
  {
    dialects: ['bash'],
    pattern: /<<[\s\S]*`/,
    reason:
      'A backquote in a here-document that ends before it is closed is an error when bash expands the document, not when it reads it.',
  },
];

/** The reason why a script is not compared; undefined when it is. */
export const declared = (dialect: Dialect, script: string): string | undefined =>
  DIFFERENCES.find((difference) => difference.dialects.includes(dialect) && difference.pattern.test(script))?.reason;

/**
 * A text without what is not compared inside it. busybox and bash name lines of commands that span several in ways that we follow only for the common
 * shapes (the cases in test/spec compare line numbers); after a quote or brace that nothing closes, bash sometimes adds messages about what it read so far.
 */
export const comparable = (dialect: Dialect, text: string): string => {
  if (dialect === 'dash') return text;
  const anyLine = text.replaceAll(/\bline \d+:/g, 'line N:');
  return dialect === 'bash'
    ? anyLine.replace(/(unexpected EOF while looking for matching[^\n]*\n)[\s\S]*/, '$1')
    : anyLine;
};
