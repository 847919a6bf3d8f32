/** One conversion of printf(3): flags, width and precision laid around a value. */
import { exponentialText, fixedText, generalText, type LongDouble } from './long-double.ts';

export interface Conversion {
  /** Any of `-+ 0#`. */
  readonly flags: string;
  readonly width: number;
  /** Undefined when none was given. */
  readonly precision: number | undefined;
  /** `d`, `x`, `s` and so on. */
  readonly letter: string;
}

const padded = (c: Conversion, sign: string, body: string, zeros: boolean): string => {
  const room = c.width - sign.length - body.length;
  if (room <= 0) return sign + body;
  if (c.flags.includes('-')) return sign + body + ' '.repeat(room);
  return zeros && c.flags.includes('0') ? sign + '0'.repeat(room) + body : ' '.repeat(room) + sign + body;
};

const signOf = (c: Conversion, negative: boolean): string =>
  negative ? '-' : c.flags.includes('+') ? '+' : c.flags.includes(' ') ? ' ' : '';

const RADIX: Readonly<Record<string, number>> = { o: 8, x: 16, X: 16 };

/** `%d %i %o %u %x %X`; a negative value of an unsigned conversion wraps around at 64 bits. */
export const convertInteger = (c: Conversion, value: bigint): string => {
  const unsigned = c.letter !== 'd' && c.letter !== 'i';
  const size = unsigned ? BigInt.asUintN(64, value) : value < 0n ? -value : value;
  let digits = size === 0n && c.precision === 0 ? '' : size.toString(RADIX[c.letter] ?? 10);
  if (c.precision !== undefined) digits = digits.padStart(c.precision, '0');
  if (c.letter === 'X') digits = digits.toUpperCase();
  let sign = unsigned ? '' : signOf(c, value < 0n);
  if (c.flags.includes('#')) {
    if (c.letter === 'o' && digits[0] !== '0') digits = `0${digits}`;
    else if ((c.letter === 'x' || c.letter === 'X') && size !== 0n) sign = `0${c.letter}`;
  }
  return padded(c, sign, digits, c.precision === undefined);
};

/** `%f %e %g` and their capitals. */
export const convertFloat = (c: Conversion, value: LongDouble): string => {
  const precision = c.precision ?? 6;
  const alternate = c.flags.includes('#');
  const letter = c.letter.toLowerCase();
  const text =
    letter === 'f'
      ? fixedText(value, precision, alternate)
      : letter === 'e'
        ? exponentialText(value, precision, alternate)
        : generalText(value, precision, alternate);
  return padded(c, signOf(c, value.negative), c.letter === letter ? text : text.toUpperCase(), true);
};

/** `%s` and `%c`; the precision cuts. */
export const convertText = (c: Conversion, text: string): string =>
  padded(c, '', c.precision === undefined ? text : text.slice(0, c.precision), false);
