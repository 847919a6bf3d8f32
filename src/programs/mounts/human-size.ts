/** Sizes as util-linux shows them to people. */

/** `20M`, `1.5G`: one digit behind the point when it is not zero. */
export function humanSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < 5) {
    value /= 1024;
    unit++;
  }
  const text = (Math.round(value * 10) / 10).toFixed(1).replace(/\.0$/, '');
  return `${text}${'BKMGTP'[unit]}`;
}
