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
    dialects: ['bash'],
    pattern: /(?:^|[;&|({]\s*|\bdo |\bthen )set(?=\s*(?:$|[|;&)>]))/m,
    reason:
      'The listing of all variables holds facts of the host (host name, versions), and what functions and files that were left have put into FUNCNAME and BASH_ARGC.',
  },
  {
    dialects: ['busybox'],
    pattern: /\bset [-+]o ["'`$]/,
    reason:
      'An empty name makes busybox interactive in the midst of a script: after the next error it goes on with what a person types.',
  },
  {
    dialects: ['dash', 'busybox', 'bash'],
    pattern: /\bulimit (?!-q)/,
    reason: 'The limits are those of the host.',
  },
  {
    dialects: ['bash'],
    pattern: /[`(][^`)]*\bset (?:[-+]\w*v|[-+]o verbose)/,
    reason:
      'What `set -v` shows of a substitution in which it stands is the rest of the text that bash has made of it for reading it again.',
  },
  {
    dialects: ['bash'],
    pattern: /["`][\s\S]*'(?:\$\(|`)'/,
    reason:
      'What looks like a substitution that begins between single quotes which are none (in braces between double quotes): bash sees no end of it when it expands what it had read.',
  },
  {
    dialects: ['bash'],
    pattern: /"[\s\S]*`[\s\S]*\$\([\s\S]*\\\\["(`$]/,
    reason:
      'Backslashes in `$( )` in backquotes between double quotes: bash takes them away at one reading and not at the other.',
  },
  {
    dialects: ['bash'],
    pattern: /[`(][\s\S]*arr=\([^)]*\\'/,
    reason:
      'A quoted single quote in an array that is assigned inside a substitution: bash loses its backslash when it prints the substitution to itself.',
  },
];

/** The reason why a script is not compared; undefined when it is. */
export const declared = (dialect: Dialect, script: string): string | undefined =>
  DIFFERENCES.find((difference) => difference.dialects.includes(dialect) && difference.pattern.test(script))?.reason;

/** A text without what is not compared inside it: busybox exports the host's name. */
export const comparable = (dialect: Dialect, text: string): string =>
  dialect === 'busybox' ? text.replaceAll(/^HOSTNAME='.*'$/gm, 'HOSTNAME=NAME') : text;
