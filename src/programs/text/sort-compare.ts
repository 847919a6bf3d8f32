/** The orders that sort knows, in the C locale. */
import type { KeyOptions } from './sort-keys.ts';

const sign = (n: number): number => (n < 0 ? -1 : n > 0 ? 1 : 0);
export const compareBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Decimal {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
  readonly rest: string;
}

const decimal = (text: string): Decimal => {
  const found = /^[ \t\n]*(-?)0*(\d*)(?:\.(\d*))?/.exec(text)!;
  const whole = found[2]!;
  const fraction = (found[3] ?? '').replace(/0+$/, '');
  return { negative: found[1] === '-' && whole + fraction !== '', whole, fraction, rest: text.slice(found[0].length) };
};

const compareDecimals = (a: Decimal, b: Decimal): number => {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const magnitude =
    a.whole.length - b.whole.length || compareBytes(a.whole, b.whole) || compareBytes(a.fraction, b.fraction);
  return sign(a.negative ? -magnitude : magnitude);
};

const isZero = (d: Decimal): boolean => d.whole === '' && d.fraction === '';

const compareHuman = (a: string, b: string): number => {
  const [left, right] = [decimal(a), decimal(b)];
  const order = (d: Decimal): number => {
    const power = 'KMGTPEZY'.indexOf((d.rest[0] ?? ' ').replace('k', 'K')) + 1;
    return isZero(d) ? 0 : d.negative ? -power : power;
  };
  return sign(order(left) - order(right)) || compareDecimals(left, right);
};

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const month = (text: string): number =>
  MONTHS.indexOf(
    text
      .replace(/^[ \t\n]+/, '')
      .slice(0, 3)
      .toUpperCase(),
  );

/** What is not a number sorts before all numbers, NaN between them. */
const compareGeneral = (a: string, b: string): number => {
  const value = (text: string): number | undefined => {
    const found =
      /^[ \t\n\v\f\r]*([-+]?(?:0x[\da-f]+|\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|inf(?:inity)?|nan))/i.exec(text);
    if (found === null) return undefined;
    const word = found[1]!.toLowerCase();
    if (word.includes('inf')) return word.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    if (word.includes('nan')) return Number.NaN;
    // Number() takes no sign before a hexadecimal number.
    return word.startsWith('-') ? -Number(word.slice(1)) : Number(word.replace('+', ''));
  };
  const rank = (v: number | undefined): number => (v === undefined ? 0 : Number.isNaN(v) ? 1 : 2);
  const [left, right] = [value(a), value(b)];
  return sign(rank(left) - rank(right)) || (rank(left) === 2 ? compareNumbers(left!, right!) : 0);
};
const compareNumbers = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

const versionRank = (c: string | undefined): number => {
  if (c === undefined || /\d/.test(c)) return 0;
  if (c === '~') return -1;
  return /[A-Za-z]/.test(c) ? c.charCodeAt(0) : c.charCodeAt(0) + 256;
};

/** verrevcmp of gnulib: letters before other characters, `~` before everything, numbers by value. */
const compareVersionParts = (a: string, b: string): number => {
  let [i, j] = [0, 0];
  const isDigit = (c: string | undefined): boolean => c !== undefined && c >= '0' && c <= '9';
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a[i])) || (j < b.length && !isDigit(b[j]))) {
      const difference = versionRank(a[i]) - versionRank(b[j]);
      if (difference !== 0) return sign(difference);
      i++;
      j++;
    }
    const left = /^\d*/.exec(a.slice(i))![0];
    const right = /^\d*/.exec(b.slice(j))![0];
    i += left.length;
    j += right.length;
    const [x, y] = [left.replace(/^0+/, ''), right.replace(/^0+/, '')];
    const difference = x.length - y.length || compareBytes(x, y);
    if (difference !== 0) return sign(difference);
  }
  return 0;
};

/** filevercmp of gnulib. */
export const compareVersions = (a: string, b: string): number => {
  const special = (text: string): number => (text === '' ? 0 : text === '.' ? 1 : text === '..' ? 2 : 3);
  if (special(a) !== 3 || special(b) !== 3) return sign(special(a) - special(b));
  const hidden = (text: string): boolean => text.startsWith('.');
  if (hidden(a) !== hidden(b)) return hidden(a) ? -1 : 1;
  const stem = (text: string): string => text.replace(/(?<=.)(\.[A-Za-z~][A-Za-z0-9~]*)*$/s, '');
  const [left, right] = [stem(a), stem(b)];
  const first = compareVersionParts(left, right);
  if (first !== 0 || (left === a && right === b)) return first;
  return compareVersionParts(a, b);
};

const upper = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

/** Compares two key texts by the key's options, without its reversal. */
export const compareKeys = (a: string, b: string, options: KeyOptions): number => {
  let [left, right] = [a, b];
  if (options.dictionary)
    [left, right] = [left.replace(/[^A-Za-z0-9 \t\n]/g, ''), right.replace(/[^A-Za-z0-9 \t\n]/g, '')];
  else if (options.printing) [left, right] = [left.replace(/[^ -~]/g, ''), right.replace(/[^ -~]/g, '')];
  if (options.fold) [left, right] = [upper(left), upper(right)];
  switch (options.ordering) {
    case 'numeric':
      return compareDecimals(decimal(left), decimal(right));
    case 'general':
      return compareGeneral(left, right);
    case 'human':
      return compareHuman(left, right);
    case 'month':
      return sign(month(left) - month(right));
    case 'version':
      return compareVersions(left, right);
    case 'bytes':
      return compareBytes(left, right);
  }
};
