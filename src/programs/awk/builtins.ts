/** The functions of awk that compute on their values; those that reach outside are the interpreter's. */
import { momentOf } from '../dates/calendar.ts';
import { formatDate } from '../dates/format.ts';
import { formatText, toNumber, toText, type Value } from './values.ts';
import { AwkFailure } from './variables.ts';

export interface Computing {
  readonly format: string;
  readonly random: () => number;
  readonly nowSeconds: () => number;
}

const number = (values: readonly Value[], n = 0): number => toNumber(values[n]);

/** Rounded to the nearest whole, as POSIX says for substr. */
const rounded = (value: number): number =>
  Number.isNaN(value) ? value : Math.sign(value) * Math.round(Math.abs(value));

export const substring = (text: string, start: number, length: number | undefined): string => {
  const from = rounded(start);
  const to = length === undefined ? Number.POSITIVE_INFINITY : from + rounded(length);
  if (Number.isNaN(from) || Number.isNaN(to)) return '';
  return text.slice(Math.max(0, from - 1), Math.max(0, Math.min(text.length, to - 1)));
};

/** The result, or undefined when the name is none of these. */
export function compute(name: string, values: readonly Value[], c: Computing): Value {
  const text = (n: number): string => toText(values[n], c.format);
  switch (name) {
    case 'length':
      return text(0).length;
    case 'substr':
      return substring(text(0), number(values, 1), values.length > 2 ? number(values, 2) : undefined);
    case 'index':
      return text(0).indexOf(text(1)) + 1;
    case 'sprintf': {
      const made = formatText(text(0), values.slice(1), c.format);
      if (made === undefined) throw new AwkFailure(`not enough arguments passed to sprintf("${text(0)}")`);
      return made;
    }
    case 'sin':
      return Math.sin(number(values));
    case 'cos':
      return Math.cos(number(values));
    case 'atan2':
      return Math.atan2(number(values), number(values, 1));
    case 'exp':
      return Math.exp(number(values));
    case 'log':
      return Math.log(number(values));
    case 'sqrt':
      return Math.sqrt(number(values));
    case 'int':
      return Math.trunc(number(values));
    case 'rand':
      return c.random();
    case 'tolower':
      return text(0).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    case 'toupper':
      return text(0).replace(/[a-z]+/g, (letters) => letters.toUpperCase());
    case 'systime':
      return c.nowSeconds();
    case 'strftime': {
      const at = values.length > 1 ? number(values, 1) : c.nowSeconds();
      return formatDate(values.length > 0 ? text(0) : '%c', momentOf(BigInt(Math.floor(at)) * 1_000_000n)) ?? '';
    }
    default:
      throw new AwkFailure(`function ${name} is not modelled`);
  }
}

/** What sub and gsub put in place of a match: & is the match, \& an ampersand. */
export const replacement = (template: string, match: string): string =>
  template.replace(/\\\\&|\\&|&/g, (found) => (found === '&' ? match : found === '\\&' ? '&' : `\\${match}`));
