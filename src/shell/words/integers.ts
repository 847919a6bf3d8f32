/** 64-bit arithmetic as C does it on two's complement: numbers while they are exact, bigints beyond. */

/** A safe integer as a number, anything wider as a bigint within 64 bits. */
export type Integer = number | bigint;

/** Any bigint wrapped to 64 bits, as a number when it fits exactly. */
export function wrapped(value: bigint): Integer {
  const narrow = BigInt.asIntN(64, value);
  return narrow >= -9007199254740991n && narrow <= 9007199254740991n ? Number(narrow) : narrow;
}

const exact = (a: Integer, b: Integer): boolean => typeof a === 'number' && typeof b === 'number';

export function add(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return wrapped(BigInt(a) + BigInt(b));
}

export function subtract(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return wrapped(BigInt(a) - BigInt(b));
}

export function multiply(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product;
  }
  return wrapped(BigInt(a) * BigInt(b));
}

/** Towards zero; the divisor is not 0. The smallest number divided by -1 is itself. */
export function divide(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') return Math.trunc(a / b);
  return wrapped(BigInt(a) / BigInt(b));
}

/** Has the sign of the dividend. */
export function remainder(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') return a % b;
  return wrapped(BigInt(a) % BigInt(b));
}

/** The exponent is not negative. */
export function power(base: Integer, exponent: Integer): Integer {
  let result: Integer = 1;
  let square: Integer = base;
  for (let rest = BigInt(exponent); rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = multiply(result, square);
    square = multiply(square, square);
  }
  return result;
}

/** Counts are taken modulo 64, as x86 does. */
export function shiftLeft(a: Integer, count: Integer): Integer {
  const by = Number(BigInt.asUintN(6, BigInt(count)));
  if (typeof a === 'number' && by < 53) {
    const shifted = a * 2 ** by;
    if (Number.isSafeInteger(shifted)) return shifted;
  }
  return wrapped(BigInt(a) << BigInt(by));
}

export function shiftRight(a: Integer, count: Integer): Integer {
  const by = Number(BigInt.asUintN(6, BigInt(count)));
  return typeof a === 'number' ? Math.floor(a / 2 ** by) : wrapped(a >> BigInt(by));
}

const narrow = (a: Integer, b: Integer): boolean => exact(a, b) && (Number(a) | 0) === a && (Number(b) | 0) === b;

export const and = (a: Integer, b: Integer): Integer =>
  narrow(a, b) ? Number(a) & Number(b) : wrapped(BigInt(a) & BigInt(b));
export const or = (a: Integer, b: Integer): Integer =>
  narrow(a, b) ? Number(a) | Number(b) : wrapped(BigInt(a) | BigInt(b));
export const xor = (a: Integer, b: Integer): Integer =>
  narrow(a, b) ? Number(a) ^ Number(b) : wrapped(BigInt(a) ^ BigInt(b));
export const not = (a: Integer): Integer => subtract(-1, a);
export const negate = (a: Integer): Integer => subtract(0, a);
/** Numbers and bigints never both stand for the same value, so that `===` would do; `==` and `<` compare across. */
export const isZero = (a: Integer): boolean => a === 0;

/** Plain decimal digits without a leading zero, at most 15 of them and perhaps a sign: the usual variable. Undefined for the rest. */
export function plainDecimal(text: string): number | undefined {
  const { length } = text;
  const negative = length > 0 && text.charCodeAt(0) === 45;
  const start = negative ? 1 : 0;
  if (length === start || length > 15) return undefined;
  const first = text.charCodeAt(start);
  if (first === 48) return length === start + 1 ? 0 : undefined;
  let value = 0;
  for (let at = start; at < length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return negative ? -value : value;
}
