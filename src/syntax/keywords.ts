/** Reserved words (XCU 2.4). */
import { type Dialect, isBash } from './dialect.ts';

/** Those of every shell. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  '!',
  '{',
  '}',
  'case',
  'do',
  'done',
  'elif',
  'else',
  'esac',
  'fi',
  'for',
  'if',
  'in',
  'then',
  'until',
  'while',
]);

const OF_BASH: ReadonlySet<string> = new Set([...KEYWORDS, '[[', ']]', 'function', 'select', 'time', 'coproc']);
const OF_BUSYBOX: ReadonlySet<string> = new Set([...KEYWORDS, '[[', 'function']);

/** What a shell reads as such. */
export const keywordsOf = (dialect: Dialect): ReadonlySet<string> =>
  isBash(dialect) ? OF_BASH : dialect === 'busybox' ? OF_BUSYBOX : KEYWORDS;
