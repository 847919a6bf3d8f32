/** Numbers as printf takes them from its arguments: C constants, or the code of a character behind a quote. */

export interface Taken<T> {
  readonly value: T;
  /** What is wrong: nothing numeric, something behind the number, or too big. */
  readonly problem?: 'none' | 'rest' | 'range';
}

const INTEGER = /^[ \t\n\v\f\r]*([+-]?)(0[xX][0-9A-Fa-f]+|0[0-7]*|[1-9][0-9]*)/;
const GREATEST = 2n ** 63n - 1n;

/** strtoimax(3) or strtoumax(3). `wraps`: a negative number counts down from the greatest unsigned one; else not below the least signed one. */
export function takeInteger(text: string, unsigned: boolean, wraps = true): Taken<bigint> {
  if (text[0] === '"' || text[0] === "'") return { value: text.length > 1 ? BigInt(text.charCodeAt(1)) : 0n };
  const found = INTEGER.exec(text);
  if (!found) return { value: 0n, problem: 'none' };
  const digits = found[2]!;
  const size = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = found[1] === '-' ? -size : size;
  const greatest = unsigned ? 2n ** 64n - 1n : GREATEST;
  if (!wraps && value < -GREATEST - 1n) return { value: 0n, problem: 'range' };
  if (size > greatest && !(value === -GREATEST - 1n && !unsigned))
    return { value: value < 0n && !unsigned ? -GREATEST - 1n : greatest, problem: 'range' };
  return found[0].length < text.length ? { value, problem: 'rest' } : { value };
}

const FLOAT =
  /^[ \t\n\v\f\r]*([+-]?)(?:(0[xX](?:[0-9A-Fa-f]+(?:\.[0-9A-Fa-f]*)?|\.[0-9A-Fa-f]+)(?:[pP][+-]?[0-9]+)?)|((?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|(inf(?:inity)?)|(nan))/i;

/** strtod(3). */
export function takeFloat(text: string): Taken<number> {
  if (text[0] === '"' || text[0] === "'") return { value: text.length > 1 ? text.charCodeAt(1) : 0 };
  const found = FLOAT.exec(text);
  if (!found) return { value: 0, problem: 'none' };
  const [whole, sign, hex, digits, infinite] = found;
  const size =
    hex !== undefined
      ? fromHexadecimal(hex)
      : digits !== undefined
        ? Number(digits)
        : infinite !== undefined
          ? Number.POSITIVE_INFINITY
          : Number.NaN;
  const value = sign === '-' ? -size : size;
  if (digits !== undefined && !Number.isFinite(size)) return { value, problem: 'range' };
  return whole.length < text.length ? { value, problem: 'rest' } : { value };
}

function fromHexadecimal(text: string): number {
  const [, whole = '', fractional = '', exponent = '0'] = /^0x([0-9a-f]*)\.?([0-9a-f]*)(?:p([+-]?[0-9]+))?$/i.exec(
    text,
  )!;
  return Number.parseInt(`${whole}${fractional}` || '0', 16) * 2 ** (Number(exponent) - 4 * fractional.length);
}
