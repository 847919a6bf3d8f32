/** Sizes as busybox shortens them: one digit behind the point, and a letter. */

const LETTERS = ['', 'K', 'M', 'G', 'T', 'P', 'E'];

export function humanSize(bytes: number): string {
  let [value, tenths, unit] = [bytes, 0, 0];
  while (value >= 1024) {
    unit++;
    tenths = Math.floor(((value % 1024) * 10 + 512) / 1024);
    value = Math.floor(value / 1024);
  }
  if (tenths >= 10) {
    value++;
    tenths = 0;
  }
  return unit === 0 ? String(value) : `${value}.${tenths}${LETTERS[unit]}`;
}
