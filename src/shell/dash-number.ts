/** Numbers as arguments of dash's builtins. */
import { plainDecimal } from './words/integers.ts';

/** What dash takes for a number where it wants one that is not negative: white space and a sign may be there (strtoimax). */
export function dashNumber(text: string): number | undefined {
  const plain = plainDecimal(text);
  if (plain !== undefined && plain >= 0 && plain <= 0x7fffffff) return Math.abs(plain);
  const digits = /^[ \t\n\v\f\r]*(\+?[0-9]+|-0+)[ \t\n\v\f\r]*$/.exec(text)?.[1];
  return digits !== undefined && Number(digits) <= 0x7fffffff ? Math.abs(Number(digits)) : undefined;
}
