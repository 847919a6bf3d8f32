/** The output types of od -t: how many bytes make a field, and how it looks. */

export interface OdFormat {
  readonly kind: 'a' | 'c' | 'd' | 'o' | 'u' | 'x';
  readonly bytes: number;
  readonly width: number;
  /** `z`: the printable characters at the end of the line. */
  readonly trailer: boolean;
}

const SIZES: Readonly<Record<string, number>> = { C: 1, S: 2, I: 4, L: 8 };
const WIDTHS: Readonly<Record<'d' | 'o' | 'u' | 'x', Readonly<Record<number, number>>>> = {
  d: { 1: 4, 2: 6, 4: 11, 8: 20 },
  o: { 1: 3, 2: 6, 4: 11, 8: 22 },
  u: { 1: 3, 2: 5, 4: 10, 8: 20 },
  x: { 1: 2, 2: 4, 4: 8, 8: 16 },
};
const NAMED = [
  'nul',
  'soh',
  'stx',
  'etx',
  'eot',
  'enq',
  'ack',
  'bel',
  'bs',
  'ht',
  'nl',
  'vt',
  'ff',
  'cr',
  'so',
  'si',
  'dle',
  'dc1',
  'dc2',
  'dc3',
  'dc4',
  'nak',
  'syn',
  'etb',
  'can',
  'em',
  'sub',
  'esc',
  'fs',
  'gs',
  'rs',
  'us',
  'sp',
];
const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

export const parseFormats = (
  text: string,
): { readonly formats: readonly OdFormat[] } | { readonly wrong: string } | { readonly unmodelled: string } => {
  const formats: OdFormat[] = [];
  let rest = text;
  while (rest !== '') {
    const found = /^([acdouxf])(\d+|[CSILFD])?(z*)/.exec(rest);
    if (!found) return { wrong: `invalid character '${rest[0]}' in type string '${text}'` };
    const [whole, kind, size, z] = found as unknown as [string, OdFormat['kind'] | 'f', string | undefined, string];
    rest = rest.slice(whole.length);
    const trailer = z !== '';
    if (kind === 'f') return { unmodelled: `type ${whole}` };
    if (kind === 'a' || kind === 'c') {
      if (size !== undefined) return { wrong: `invalid character '${size[0]}' in type string '${text}'` };
      formats.push({ kind, bytes: 1, width: 3, trailer });
      continue;
    }
    const bytes = size === undefined ? 4 : (SIZES[size] ?? Number(size));
    const width = WIDTHS[kind][bytes];
    if (width === undefined)
      return { wrong: `invalid type string '${text}';\nthis system doesn't provide a ${size}-byte integral type` };
    formats.push({ kind, bytes, width, trailer });
  }
  return { formats };
};

/** One field; `bytes` little end first. */
export const formatField = (format: OdFormat, bytes: string): string => {
  const code = bytes.charCodeAt(0);
  if (format.kind === 'a') return (code & 127) === 127 ? 'del' : (NAMED[code & 127] ?? String.fromCharCode(code & 127));
  if (format.kind === 'c')
    return ESCAPES[bytes] ?? (code >= 32 && code < 127 ? bytes : code.toString(8).padStart(3, '0'));
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = value * 256n + BigInt(bytes.charCodeAt(i));
  if (format.kind === 'd') return BigInt.asIntN(bytes.length * 8, value).toString();
  if (format.kind === 'u') return value.toString();
  return value.toString(format.kind === 'x' ? 16 : 8).padStart(format.width, '0');
};
