/** The values of awk: numbers, strings, and strings from outside that look like numbers. */
import { type Conversion, convertFloat, convertInteger, convertText } from '../text/conversion.ts';
import { fromNumber } from '../text/long-double.ts';

/** Text that came from input and is a number too when it looks like one. */
export class Outside {
  readonly text: string;
  readonly number: number | undefined;

  constructor(text: string) {
    this.text = text;
    this.number = /^[ \t\n\v\f\r]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t\n\v\f\r]*$/.test(text)
      ? Number(text)
      : undefined;
  }
}

/** Undefined is a variable that was never set: empty, and zero. */
export type Value = string | number | Outside | undefined;

export const toNumber = (value: Value): number => {
  if (typeof value === 'number') return value;
  if (value === undefined) return 0;
  if (value instanceof Outside && value.number !== undefined) return value.number;
  const found = /^[ \t\n\v\f\r]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/.exec(
    value instanceof Outside ? value.text : value,
  );
  return found ? Number(found[1]) : 0;
};

/** Whole numbers as they are, others through CONVFMT or OFMT. */
export const toText = (value: Value, format: string): string => {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  if (value instanceof Outside) return value.text;
  if (Number.isInteger(value) && Math.abs(value) <= 2 ** 53) return String(value === 0 ? 0 : value);
  return formatText(format, [value], '%.6g') ?? '';
};

export const isTrue = (value: Value): boolean => {
  if (typeof value === 'number') return value !== 0;
  if (value instanceof Outside) return value.number === undefined ? value.text !== '' : value.number !== 0;
  return value !== undefined && value !== '';
};

/** Below, at or above zero. Numbers are compared as numbers when neither side is a string. */
export const compareValues = (a: Value, b: Value, format: string): number => {
  const number = (value: Value): number | undefined =>
    typeof value === 'number' ? value : value === undefined ? 0 : value instanceof Outside ? value.number : undefined;
  const [x, y] = [number(a), number(b)];
  if (x !== undefined && y !== undefined) return x < y ? -1 : x > y ? 1 : 0;
  const [left, right] = [toText(a, format), toText(b, format)];
  return left < right ? -1 : left > right ? 1 : 0;
};

const infinite = (c: Conversion, value: number): string =>
  convertText({ ...c, precision: undefined }, Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf');

/** printf of awk; undefined when there are fewer values than the format wants. */
export const formatText = (format: string, values: readonly Value[], conversionFormat: string): string | undefined => {
  let used = 0;
  let out = '';
  const next = (): Value | 'none' => (used < values.length ? values[used++] : 'none');
  const pieces = /%([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d+)?)?(?:[hlL]*)([\s\S]?)/g;
  let last = 0;
  for (let found = pieces.exec(format); found; found = pieces.exec(format)) {
    out += format.slice(last, found.index);
    last = pieces.lastIndex;
    const [whole, flags, width, precision, letter] = found as unknown as [
      string,
      string,
      string | undefined,
      string | undefined,
      string,
    ];
    if (letter === '%' && whole === '%%') {
      out += '%';
      continue;
    }
    if (letter === '' || !'diouxXeEfFgGcs'.includes(letter)) {
      out += whole;
      continue;
    }
    let size = 0;
    if (width === '*') {
      const given = next();
      if (given === 'none') return undefined;
      size = Math.trunc(toNumber(given));
    } else size = Number(width ?? 0);
    let places: number | undefined = /\./.test(whole) ? Number(precision === '*' ? 0 : (precision ?? 0)) : undefined;
    if (precision === '*') {
      const given = next();
      if (given === 'none') return undefined;
      places = Math.trunc(toNumber(given));
      if (places < 0) places = undefined;
    }
    const given = next();
    if (given === 'none') return undefined;
    const c: Conversion = {
      flags: size < 0 ? `-${flags}` : flags,
      width: Math.min(Math.abs(size), 1e6),
      precision: places === undefined ? undefined : Math.min(places, 1e6),
      letter,
    };
    out += convert(c, given, conversionFormat);
  }
  return out + format.slice(last);
};

function convert(c: Conversion, value: Value, conversionFormat: string): string {
  if (c.letter === 's') return convertText(c, toText(value, conversionFormat));
  if (c.letter === 'c') {
    const isNumber = typeof value === 'number' || (value instanceof Outside && value.number !== undefined);
    return convertText(
      c,
      isNumber ? String.fromCharCode(Math.trunc(toNumber(value)) & 255) : (toText(value, conversionFormat)[0] ?? '\0'),
    );
  }
  const number = toNumber(value);
  if (!Number.isFinite(number)) return infinite(c, number);
  if ('diouxX'.includes(c.letter)) return convertInteger(c, BigInt(Math.trunc(number)));
  return convertFloat(c, Object.is(number, -0) ? fromNumber(0) : fromNumber(number));
}
