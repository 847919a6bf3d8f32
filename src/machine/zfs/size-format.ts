/** How libzfs prints and reads sizes (zfs_nicenum, zfs_nicestrtonum). */
const UNITS = ['', 'K', 'M', 'G', 'T', 'P', 'E'] as const;

/** `0B`, `24K`, `23.4M`: at most five characters, no fraction for a whole number of units. */
export function niceBytes(bytes: number): string {
  const text = niceCount(bytes);
  return /[A-Z]$/.test(text) ? text : `${text}B`;
}

/** The same without the `B`, for plain counts. */
export function niceCount(value: number): string {
  let index = 0;
  let rest = value;
  while (rest >= 1024 && index < UNITS.length - 1) {
    rest = Math.floor(rest / 1024);
    index++;
  }
  const unit = 1024 ** index;
  if (value % unit === 0) return `${value / unit}${UNITS[index]}`;
  for (const digits of [2, 1, 0]) {
    const text = `${(value / unit).toFixed(digits)}${UNITS[index]}`;
    if (text.length <= 5) return text;
  }
  return `${Math.round(value / unit)}${UNITS[index]}`;
}

/** Bytes of `20M`, `1.5G`, `512`, `8KB`; undefined when it is no size. */
export function parseSize(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([kmgtpeKMGTPE]?)(?:i?[bB])?$/.exec(text) ?? [];
  if (number === undefined) return undefined;
  return Math.floor(Number(number) * 1024 ** UNITS.indexOf(unit.toUpperCase() as (typeof UNITS)[number]));
}
