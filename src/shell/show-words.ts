/** How the shells write values so that they can be read again. */
import { type Dialect, isBash } from '../syntax/dialect.ts';

/** A value in the quotes of `set`, `export -p`, `trap` and `alias`. */
export function shellQuote(value: string, dialect: Dialect): string {
  if (isBash(dialect))
    return /^[A-Za-z0-9_.,:/@%+=-]+$/.test(value) ? value : value === '' ? "''" : `'${value.replaceAll("'", "'\\''")}'`;
  // The Almquist shells: stretches without a single quote in single quotes, stretches of them in double quotes.
  let text = '';
  for (const [, plain, quotes] of value.matchAll(/([^']*)('*)/g)) {
    if (plain === '' && quotes === '' && text !== '') break;
    text += `'${plain}'${quotes ? `"${quotes}"` : ''}`;
  }
  return text;
}

/** In single quotes whatever it is, as bash lists traps and aliases. */
export const singleQuoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;
