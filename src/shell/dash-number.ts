/** Numbers as arguments of dash's builtins. */

/** What dash takes for a number where it wants one that is not negative: white space and a sign may be there (strtoimax). */
export function dashNumber(text: string): number | undefined {
  const digits = /^[ \t\n\v\f\r]*(\+?[0-9]+|-0+)[ \t\n\v\f\r]*$/.exec(text)?.[1];
  return digits !== undefined && Number(digits) <= 0x7fffffff ? Math.abs(Number(digits)) : undefined;
}
