/** Wall-clock times as ctime(3) writes them, in UTC. */
import type { ZfsModel } from './zfs-model.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An instant, in microseconds since power-on: `Mon Nov 23 16:36:21 2026`. */
export function ctime(zfs: ZfsModel, atUs: number): string {
  const at = new Date((zfs.timing.powerOnSeconds + Math.floor(atUs / 1_000_000)) * 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${DAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} ${at.getUTCFullYear()}`;
}
