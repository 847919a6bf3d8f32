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
];

/** The reason why a script is not compared; undefined when it is. */
export const declared = (dialect: Dialect, script: string): string | undefined =>
  DIFFERENCES.find((difference) => difference.dialects.includes(dialect) && difference.pattern.test(script))?.reason;
