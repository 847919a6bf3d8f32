/** Decimal texts of doubles as printf(3) makes them, exactly rounded. */

/** |value| as numerator / 2^exponent. */
function fraction(value: number): { readonly mantissa: bigint; readonly twos: number } {
  let mantissa = Math.abs(value);
  let twos = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    twos++;
  }
  return { mantissa: BigInt(mantissa), twos };
}

/** round(|value| * 10^places), ties to even. */
function scaled(value: number, places: number): bigint {
  const { mantissa, twos } = fraction(value);
  const top = places >= 0 ? mantissa * 10n ** BigInt(places) : mantissa;
  const bottom = (1n << BigInt(twos)) * (places < 0 ? 10n ** BigInt(-places) : 1n);
  const whole = top / bottom;
  const twice = (top % bottom) * 2n;
  return twice > bottom || (twice === bottom && whole % 2n === 1n) ? whole + 1n : whole;
}

/** `%f` without sign; `point` keeps it where no digits follow. */
export function fixed(value: number, precision: number, point: boolean): string {
  const digits = scaled(value, precision)
    .toString()
    .padStart(precision + 1, '0');
  return precision === 0 ? digits + (point ? '.' : '') : `${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
}

function exponential(value: number, precision: number): readonly [digits: string, exponent: number] {
  if (value === 0) return ['0'.repeat(precision + 1), 0];
  let exponent = Math.floor(Math.log10(Math.abs(value)));
  for (;;) {
    const digits = scaled(value, precision - exponent).toString();
    if (digits.length === precision + 1) return [digits, exponent];
    exponent += digits.length > precision + 1 ? 1 : -1;
  }
}

const withExponent = (digits: string, exponent: number, point: boolean): string =>
  `${digits[0]}${digits.length > 1 || point ? '.' : ''}${digits.slice(1)}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;

/** `%e` without sign. */
export function scientific(value: number, precision: number, point: boolean): string {
  const [digits, exponent] = exponential(value, precision);
  return withExponent(digits, exponent, point);
}

/** `%g` without sign; `keepZeros` is the `#` flag. */
export function general(value: number, precision: number, keepZeros: boolean): string {
  const wanted = Math.max(1, precision);
  const [digits, exponent] = exponential(value, wanted - 1);
  const short = (text: string): string =>
    keepZeros ? text : text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
  return exponent < -4 || exponent >= wanted
    ? short(withExponent(digits, exponent, keepZeros))
    : short(fixed(value, wanted - 1 - exponent, keepZeros));
}

/** `%a` of a double without sign, as glibc prints it: a leading 1. */
export function hexadecimal(value: number, precision: number | undefined): string {
  if (value === 0) return `0x0${precision ? `.${'0'.repeat(precision)}` : ''}p+0`;
  let exponent = Math.floor(Math.log2(Math.abs(value)));
  let mantissa = Math.abs(value) / 2 ** exponent;
  if (mantissa >= 2) {
    mantissa /= 2;
    exponent++;
  } else if (mantissa < 1) {
    mantissa *= 2;
    exponent--;
  }
  let bits = BigInt(mantissa * 2 ** 52);
  if (precision !== undefined && precision < 13) {
    const drop = BigInt((13 - precision) * 4);
    const half = 1n << (drop - 1n);
    const rest = bits & ((1n << drop) - 1n);
    bits >>= drop;
    if (rest > half || (rest === half && bits % 2n === 1n)) bits++;
    bits <<= drop;
  }
  const lead = bits >> 52n;
  const digits = (bits & ((1n << 52n) - 1n)).toString(16).padStart(13, '0');
  const shown = precision === undefined ? digits.replace(/0+$/, '') : digits.padEnd(precision, '0').slice(0, precision);
  return `0x${lead}${shown ? `.${shown}` : ''}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}
