/** Wall-clock times of the machine as systemd's tools print them, in UTC. */
import type { Machine } from '../../machine/machine.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface Civil {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly time: string;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Date and time of an instant after power-on. */
function civil(m: Machine, atUs: number): Civil {
  const seconds = m.zfs.timing.powerOnSeconds + Math.floor(atUs / 1_000_000);
  const days = Math.floor(seconds / 86_400);
  const rest = seconds - days * 86_400;
  // From days since the epoch, in eras of 400 years that begin in March.
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
    weekday: (((days + 4) % 7) + 7) % 7,
    time: `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`,
  };
}

/** `Mon 2026-11-23 16:26:38 UTC`. */
export function wallClock(m: Machine, atUs: number): string {
  const { year, month, day, weekday, time } = civil(m, atUs);
  return `${DAYS[weekday]} ${year}-${two(month)}-${two(day)} ${time} UTC`;
}

/** `Nov 23 16:26:38`. */
export function syslogTime(m: Machine, atUs: number): string {
  const { month, day, time } = civil(m, atUs);
  return `${MONTHS[month - 1]} ${two(day)} ${time}`;
}

/** `1min 51s ago`: the two largest units. */
export function ago(us: number): string {
  const seconds = Math.floor(us / 1_000_000);
  if (seconds < 1) return `${Math.floor(us / 1000)}ms ago`;
  if (seconds < 60) return `${seconds}s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}min${seconds % 60 > 0 ? ` ${seconds % 60}s` : ''} ago`;
  return `${Math.floor(seconds / 3600)}h${Math.floor(seconds / 60) % 60 > 0 ? ` ${Math.floor(seconds / 60) % 60}min` : ''} ago`;
}
