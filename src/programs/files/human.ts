/** Sizes for people: `4.0K`, `1.2G` (gnulib's human_readable). */

const LETTERS = ['', 'K', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];

export interface Scaled {
  /** `1.5`, `20`. */
  readonly number: string;
  /** Empty, `K`, `M` and so on. */
  readonly letter: string;
}

/** Scaled to below `base`, with one decimal below ten; rounded up, or to the nearest for dd. */
export const humanSize = (bytes: number, base: 1000 | 1024, rounding: 'up' | 'nearest'): Scaled => {
  const round = (value: number): number => (rounding === 'up' ? Math.ceil(value - 1e-9) : nearestEven(value));
  let power = 0;
  while (bytes / base ** power >= base && power < LETTERS.length - 1) power++;
  if (power === 0) return { number: String(bytes), letter: '' };
  for (; ; power++) {
    const value = bytes / base ** power;
    const tenths = round(value * 10);
    if (tenths < 100) return { number: (tenths / 10).toFixed(1), letter: LETTERS[power]! };
    const whole = round(value);
    if (whole < base || power === LETTERS.length - 1) return { number: String(whole), letter: LETTERS[power]! };
  }
};

const nearestEven = (value: number): number => {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
};

/** `4.0K` as ls -h and df -h print it; kilo is `k` with powers of 1000. */
export const humanText = (bytes: number, base: 1000 | 1024): string => {
  const { number, letter } = humanSize(bytes, base, 'up');
  return number + (base === 1000 && letter === 'K' ? 'k' : letter);
};
