/** Numbers on command lines, with the size suffixes of GNU programs. */

const POWERS = 'KMGTPEZY';

/** Bytes meant by a suffix such as `K`, `kB`, `MiB`, `b` (512); undefined when it is none of `allowed`. */
export const suffixFactor = (suffix: string, allowed = 'bkKMGTPEZY'): bigint | undefined => {
  if (suffix === '') return 1n;
  const letter = suffix[0]!;
  if (!allowed.includes(letter)) return undefined;
  const rest = suffix.slice(1);
  if (letter === 'b') return rest === '' ? 512n : undefined;
  if (letter === 'c' || letter === 'w') return rest !== '' ? undefined : letter === 'w' ? 2n : 1n;
  const power = BigInt(POWERS.indexOf(letter.toUpperCase()) + 1);
  if (rest === '' || rest === 'iB') return 1024n ** power;
  return rest === 'B' || rest === 'D' ? 1000n ** power : undefined;
};

/** A non-negative number with an optional suffix; `too-large` beyond 64 bits. */
export const parseSize = (text: string, allowed?: string): number | 'invalid' | 'too-large' => {
  const found = /^[ \t\n\v\f\r]*\+?(\d+)([A-Za-z]*)$/.exec(text) ?? /^()([A-Za-z]+)$/.exec(text);
  if (found === null) return 'invalid';
  const factor = suffixFactor(found[2]!, allowed);
  if (factor === undefined) return 'invalid';
  const value = (found[1] === '' ? 1n : BigInt(found[1]!)) * factor;
  return value > 0xffffffffffffffffn ? 'too-large' : Number(value);
};

/** Seconds of `sleep` and `timeout`: a decimal number and s, m, h or d; in microseconds, undefined when invalid. */
export const parseDuration = (text: string): number | undefined => {
  const found = /^\s*\+?(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|inf(?:inity)?)([smhd]?)$/i.exec(text);
  if (found === null || /[SMHD]$/.test(text)) return undefined;
  const unit = { '': 1, s: 1, m: 60, h: 3600, d: 86400 }[found[2] ?? ''] ?? 1;
  const value = /^inf/i.test(found[1]!) ? Number.POSITIVE_INFINITY : Number(found[1]);
  return Math.ceil(value * unit * 1e6);
};
