/** One conversion of printf: flags, width and precision laid around a value. */
import { fixed, general, hexadecimal, scientific } from './float-format.ts';

export interface Conversion {
  /** Any of `-+ 0#`. */
  readonly flags: string;
  readonly width: number;
  /** Undefined when none was given. */
  readonly precision: number | undefined;
  readonly letter: string;
}

function padded(c: Conversion, sign: string, body: string, zeros: boolean): string {
  const room = c.width - sign.length - body.length;
  if (room <= 0) return sign + body;
  if (c.flags.includes('-')) return sign + body + ' '.repeat(room);
  return zeros && c.flags.includes('0') ? sign + '0'.repeat(room) + body : ' '.repeat(room) + sign + body;
}

const signOf = (c: Conversion, negative: boolean): string =>
  negative ? '-' : c.flags.includes('+') ? '+' : c.flags.includes(' ') ? ' ' : '';

const RADIX: Readonly<Record<string, number>> = { o: 8, x: 16, X: 16 };

/** `%d %i %o %u %x %X`; a negative value of an unsigned conversion wraps around at 64 bits. */
export function integerText(c: Conversion, value: bigint): string {
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
}

/** `%e %f %g %a` and their capitals. */
export function floatText(c: Conversion, value: number): string {
  const letter = c.letter.toLowerCase();
  const alternate = c.flags.includes('#');
  const sign = signOf(c, value < 0 || Object.is(value, -0));
  const capital = (text: string): string => (c.letter === letter ? text : text.toUpperCase());
  if (!Number.isFinite(value)) return padded(c, sign, capital(Number.isNaN(value) ? 'nan' : 'inf'), false);
  if (letter === 'a') return padded(c, sign, capital(hexadecimal(value, c.precision)), true);
  const format = letter === 'f' ? fixed : letter === 'e' ? scientific : general;
  return padded(c, sign, capital(format(value, c.precision ?? 6, alternate)), true);
}

/** `%s`, `%b` and `%c`; the precision cuts. */
export const stringText = (c: Conversion, text: string): string =>
  padded(c, '', c.precision === undefined ? text : text.slice(0, c.precision), false);
