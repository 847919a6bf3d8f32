/** Numbers as C's long double on x86-64 (64 bits of mantissa), and their decimal texts as printf(3) makes them. */

/** (-1)^negative * mantissa * 2^exponent; a mantissa of 0 is zero. */
export interface LongDouble {
  readonly negative: boolean;
  readonly mantissa: bigint;
  readonly exponent: number;
}

const BITS = 64;
/** Beyond this decimal exponent a long double is infinite or zero. */
const MAX_DECIMAL_EXPONENT = 4932;

const bitLength = (n: bigint): number => n.toString(2).length;

/** n / d to the nearest representable number, ties to even. */
const divide = (negative: boolean, n: bigint, d: bigint): LongDouble => {
  if (n === 0n) return { negative, mantissa: 0n, exponent: 0 };
  let exponent = bitLength(n) - bitLength(d) - BITS;
  for (;;) {
    const [top, bottom] = exponent < 0 ? [n << BigInt(-exponent), d] : [n, d << BigInt(exponent)];
    let mantissa = top / bottom;
    if (bitLength(mantissa) > BITS) {
      exponent++;
      continue;
    }
    const twice = (top % bottom) * 2n;
    if (twice > bottom || (twice === bottom && mantissa % 2n === 1n)) mantissa++;
    return { negative, mantissa, exponent };
  }
};

const DECIMAL = /^[ \t\n\v\f\r]*([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?/;
const HEXADECIMAL = /^[ \t\n\v\f\r]*([+-]?)0[xX]([\dA-Fa-f]+)/;

/** The number at the beginning of a text, as strtold(3) takes it, and how much of the text it is; undefined when there is none. */
export const parseLongDouble = (
  text: string,
): { readonly value: LongDouble; readonly length: number } | 'out-of-range' | undefined => {
  const hex = HEXADECIMAL.exec(text);
  if (hex) return { value: divide(hex[1] === '-', BigInt(`0x${hex[2]}`), 1n), length: hex[0].length };
  const found = DECIMAL.exec(text);
  if (!found) return undefined;
  const fraction = found[3] ?? found[4] ?? '';
  const digits = BigInt(`${found[2] ?? ''}${fraction}`);
  const power = Number(found[5] ?? 0) - fraction.length;
  if (digits !== 0n && Math.abs(power) > MAX_DECIMAL_EXPONENT) return 'out-of-range';
  const scale = digits === 0n ? 1n : 10n ** BigInt(Math.abs(power));
  const value = power < 0 ? divide(found[1] === '-', digits, scale) : divide(found[1] === '-', digits * scale, 1n);
  return { value, length: found[0].length };
};

/** A finite JavaScript number, exactly. */
export const fromNumber = (n: number): LongDouble => {
  let exponent = 0;
  let mantissa = Math.abs(n);
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent--;
  }
  return { negative: n < 0 || Object.is(n, -0), mantissa: BigInt(mantissa), exponent };
};

export const fromBigInt = (n: bigint): LongDouble => divide(n < 0n, n < 0n ? -n : n, 1n);

const signed = (x: LongDouble): bigint => (x.negative ? -x.mantissa : x.mantissa);

const scaleTo = (n: bigint, exponent: number): LongDouble => {
  const [negative, size] = n < 0n ? [true, -n] : [false, n];
  return exponent < 0
    ? divide(negative, size, 1n << BigInt(-exponent))
    : divide(negative, size << BigInt(exponent), 1n);
};

export const add = (a: LongDouble, b: LongDouble): LongDouble => {
  const exponent = Math.min(a.exponent, b.exponent);
  const sum = (signed(a) << BigInt(a.exponent - exponent)) + (signed(b) << BigInt(b.exponent - exponent));
  return scaleTo(sum, exponent);
};

export const multiply = (a: LongDouble, b: LongDouble): LongDouble =>
  scaleTo(signed(a) * signed(b), a.exponent + b.exponent);

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export const compare = (a: LongDouble, b: LongDouble): number => {
  const exponent = Math.min(a.exponent, b.exponent);
  const [x, y] = [signed(a) << BigInt(a.exponent - exponent), signed(b) << BigInt(b.exponent - exponent)];
  return x < y ? -1 : x > y ? 1 : 0;
};

export const isZero = (x: LongDouble): boolean => x.mantissa === 0n;

/** round(|x| * 10^places), ties to even. */
const scaled = (x: LongDouble, places: number): bigint => {
  let [top, bottom] = [x.mantissa, 1n];
  if (x.exponent < 0) bottom <<= BigInt(-x.exponent);
  else top <<= BigInt(x.exponent);
  if (places < 0) bottom *= 10n ** BigInt(-places);
  else top *= 10n ** BigInt(places);
  const whole = top / bottom;
  const twice = (top % bottom) * 2n;
  return twice > bottom || (twice === bottom && whole % 2n === 1n) ? whole + 1n : whole;
};

/** The digits of `%.Nf`, without sign. */
export const fixedText = (x: LongDouble, precision: number, point = false): string => {
  const digits = scaled(x, precision)
    .toString()
    .padStart(precision + 1, '0');
  if (precision === 0) return point ? `${digits}.` : digits;
  return `${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
};

/** The decimal exponent that `%e` shows, and its digits. */
const exponential = (x: LongDouble, precision: number): readonly [digits: string, exponent: number] => {
  if (x.mantissa === 0n) return ['0'.repeat(precision + 1), 0];
  let exponent = Math.floor((bitLength(x.mantissa) - 1 + x.exponent) * Math.log10(2));
  for (;;) {
    const digits = scaled(x, precision - exponent).toString();
    if (digits.length === precision + 1) return [digits, exponent];
    exponent += digits.length > precision + 1 ? 1 : -1;
  }
};

const exponentText = (digits: string, exponent: number, point: boolean): string => {
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : `${digits}${point ? '.' : ''}`;
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
};

/** The digits of `%.Ne`, without sign. */
export const exponentialText = (x: LongDouble, precision: number, point = false): string =>
  exponentText(...exponential(x, precision), point);

/** The digits of `%.Ng`, without sign; `keepZeros` is the `#` flag. */
export const generalText = (x: LongDouble, precision: number, keepZeros = false): string => {
  const wanted = Math.max(1, precision);
  const [digits, exponent] = exponential(x, wanted - 1);
  const trim = (text: string): string =>
    keepZeros ? text : text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
  if (exponent < -4 || exponent >= wanted) return trim(exponentText(digits, exponent, keepZeros));
  return trim(fixedText(x, wanted - 1 - exponent, keepZeros));
};
