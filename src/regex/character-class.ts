/** The named character classes of the C locale, as predicates over bytes. */
const between = (low: number, high: number) => (byte: number) => byte >= low && byte <= high;
const digit = between(48, 57);
const upper = between(65, 90);
const lower = between(97, 122);
const alpha = (byte: number): boolean => upper(byte) || lower(byte);
const alnum = (byte: number): boolean => alpha(byte) || digit(byte);
const graph = between(33, 126);

export const characterClasses: ReadonlyMap<string, (byte: number) => boolean> = new Map([
  ['alpha', alpha],
  ['digit', digit],
  ['alnum', alnum],
  ['upper', upper],
  ['lower', lower],
  ['space', (byte: number) => byte === 32 || (byte >= 9 && byte <= 13)],
  ['blank', (byte: number) => byte === 32 || byte === 9],
  ['punct', (byte: number) => graph(byte) && !alnum(byte)],
  ['print', between(32, 126)],
  ['graph', graph],
  ['cntrl', (byte: number) => byte < 32 || byte === 127],
  ['xdigit', (byte: number) => digit(byte) || between(65, 70)(byte) || between(97, 102)(byte)],
]);
