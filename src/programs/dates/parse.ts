/** Dates as people write them for date -d and touch -d (GNU parse_datetime), in UTC: the common forms; others are told as not modelled. */
import { daysTo, type Instant, momentOf } from './calendar.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const UNITS: Readonly<Record<string, keyof Shift>> = {
  year: 'years', month: 'months', fortnight: 'fortnights', week: 'weeks', day: 'days', hour: 'hours', minute: 'minutes', min: 'minutes', second: 'seconds', sec: 'seconds',
};

interface Shift {
  years: number;
  months: number;
  fortnights: number;
  weeks: number;
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

const instant = (seconds: number, microseconds = 0): Instant => BigInt(seconds) * 1_000_000n + BigInt(microseconds);

const microseconds = (digits: string | undefined): number => Number((digits ?? '').slice(0, 6).padEnd(6, '0'));

/** What the text says, counted from `now`; undefined when it is no date. */
export const parseDate = (text: string, now: Instant): Instant | undefined => {
  const epoch = /^\s*@(-?\d+)(?:[.,](\d+))?\s*$/.exec(text);
  if (epoch) return instant(Number(epoch[1]), microseconds(epoch[2]));
  const current = momentOf(now);
  let { year, month, day, hour, minute, second } = current;
  let micro = Math.floor(current.nanosecond / 1000);
  let [dated, timed] = [false, false];
  let offset = 0;
  let weekday: number | undefined;
  const shift: Shift = { years: 0, months: 0, fortnights: 0, weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0 };
  const midnight = (): void => {
    if (!timed) [hour, minute, second, micro] = [0, 0, 0, 0];
  };
  let rest = text.toLowerCase().replace(/\([^()]*\)/g, ' ');
  const take = (pattern: RegExp, accept: (found: RegExpExecArray) => boolean = () => true): RegExpExecArray | undefined => {
    const found = pattern.exec(rest);
    if (!found || !accept(found)) return undefined;
    rest = rest.slice(found[0].length);
    return found;
  };
  let found: RegExpExecArray | undefined;
  for (rest = rest.trim(); rest !== ''; rest = rest.replace(/^[\s,]+/, '')) {
    if ((found = take(/^(\d{4})-(\d{1,2})-(\d{1,2})(?:t(?=\d)|(?![\d-]))/)) || (found = take(/^(\d{4})\/(\d{1,2})\/(\d{1,2})(?![\d/])/)) || (found = take(/^(\d{4})(\d{2})(\d{2})(?:t(?=\d)|(?!\d))/))) {
      [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
      dated = true;
    } else if ((found = take(/^(\d{1,2})\/(\d{1,2})\/(\d{4})(?![\d/])/))) {
      [month, day, year] = [Number(found[1]), Number(found[2]), Number(found[3])];
      dated = true;
    } else if ((found = take(/^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(am|pm)?(?![a-z\d:])/))) {
      [hour, minute, second, micro] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0), microseconds(found[4])];
      if (found[5]) hour = (hour % 12) + (found[5] === 'pm' ? 12 : 0);
      timed = true;
      const zone = take(/^\s*([-+])(\d{2}):?(\d{2})?(?!\d)/);
      if (zone) offset = (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 3600 + Number(zone[3] ?? 0) * 60);
    } else if ((found = take(/^(\d{1,2})\s*[-\s]\s*([a-z]{3,9})\.?(?:\s*[-\s,]\s*(\d{4}))?(?![a-z\d:])/, (f) => MONTHS.includes(f[2]!.slice(0, 3))))) {
      [day, month, year] = [Number(found[1]), MONTHS.indexOf(found[2]!.slice(0, 3)) + 1, found[3] ? Number(found[3]) : year];
      dated = true;
    } else if ((found = take(/^(\d{4})(?!\d)/, () => dated))) year = Number(found[1]);
    else if ((found = take(/^(?:now|today)(?![a-z])/))) continue;
    else if ((found = take(/^(yesterday|tomorrow|midnight|noon)(?![a-z])/))) {
      if (found[1] === 'yesterday') shift.days--;
      else if (found[1] === 'tomorrow') shift.days++;
      else return undefined;
    } else if ((found = take(/^(?:utc|gmt|z|ut)(?![a-z])/))) offset = 0;
    else if ((found = take(/^([-+]?\s*\d+|a|an|next|last|this)?\s*(year|month|fortnight|week|day|hour|minute|min|second|sec)s?(\s+ago)?(?![a-z])/))) {
      const count = { next: 1, last: -1, this: 0, a: 1, an: 1 }[found[1] ?? 'a'] ?? Number(found[1]!.replace(/\s/g, ''));
      shift[UNITS[found[2]!]!] += found[3] ? -count : count;
    } else if ((found = take(/^([a-z]{3,9})\.?\s*(\d{1,2})(?:\s*,\s*(\d{4}))?(?![\d:])/, (f) => MONTHS.includes(f[1]!.slice(0, 3))))) {
      [month, day, year] = [MONTHS.indexOf(found[1]!.slice(0, 3)) + 1, Number(found[2]), found[3] ? Number(found[3]) : year];
      dated = true;
    } else if ((found = take(/^([a-z]{3,9})\.?(?![a-z])/, (f) => WEEKDAYS.includes(f[1]!.slice(0, 3))))) weekday = WEEKDAYS.indexOf(found[1]!.slice(0, 3));
    else return undefined;
  }
  if (month < 1 || month > 12 || day < 1 || day > daysTo(year, month + 1, 1) - daysTo(year, month, 1)) return undefined;
  if (hour > 24 || minute > 59 || second > 60) return undefined;
  if (dated || weekday !== undefined || text.trim() === '') midnight();
  let days = daysTo(year + shift.years, month + shift.months, day) + shift.days + 7 * shift.weeks + 14 * shift.fortnights;
  if (weekday !== undefined && !dated) days += (weekday - ((((days + 4) % 7) + 7) % 7) + 7) % 7;
  return instant(days * 86_400 + (hour + shift.hours) * 3600 + (minute + shift.minutes) * 60 + second + shift.seconds - offset, micro);
};

/** `[[CC]YY]MMDDhhmm[.ss]` of touch -t, and `MMDDhhmm[[CC]YY][.ss]` of date. */
export const parseStamp = (text: string, now: Instant, yearFirst: boolean): Instant | undefined => {
  const found = /^(\d{8}|\d{10}|\d{12})(?:\.(\d\d))?$/.exec(text);
  if (!found) return undefined;
  const pairs = found[1]!;
  const yearText = yearFirst ? pairs.slice(0, -8) : pairs.slice(8);
  const rest = yearFirst ? pairs.slice(-8) : pairs.slice(0, 8);
  const [month, day, hour, minute] = [0, 2, 4, 6].map((at) => Number(rest.slice(at, at + 2))) as [number, number, number, number];
  const short = Number(yearText);
  const year = yearText === '' ? momentOf(now).year : yearText.length === 4 ? short : short < 69 ? 2000 + short : 1900 + short;
  const second = Number(found[2] ?? 0);
  if (month < 1 || month > 12 || day < 1 || day > daysTo(year, month + 1, 1) - daysTo(year, month, 1) || hour > 23 || minute > 59 || second > 60) return undefined;
  return instant(daysTo(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second);
};
