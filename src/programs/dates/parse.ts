/** Dates as people write them for date -d and touch -d (GNU parse_datetime), in UTC: the common forms; any other is no date. */
import { daysTo, type Instant, momentOf } from './calendar.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** Unit -> what it shifts, and by how many. */
const UNITS: Readonly<Record<string, readonly ['years' | 'months' | 'days' | 'seconds', number]>> = {
  year: ['years', 1],
  month: ['months', 1],
  fortnight: ['days', 14],
  week: ['days', 7],
  day: ['days', 1],
  hour: ['seconds', 3600],
  minute: ['seconds', 60],
  min: ['seconds', 60],
  second: ['seconds', 1],
  sec: ['seconds', 1],
};
const COUNTS: Readonly<Record<string, number>> = { next: 1, last: -1, this: 0, a: 1, an: 1 };

/** What has been read of a date so far. */
interface Draft {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  micro: number;
  dated: boolean;
  timed: boolean;
  /** East of Greenwich. */
  offsetSeconds: number;
  weekday: number | undefined;
  readonly shift: { years: number; months: number; days: number; seconds: number };
}

/** A way to write a part of a date, at the beginning of the rest; false when it is not meant after all. */
type Form = readonly [RegExp, (found: RegExpExecArray, draft: Draft) => boolean];

const setDate = (draft: Draft, year: number, month: number, day: number): boolean => {
  Object.assign(draft, { year, month, day, dated: true });
  return true;
};

const yearMonthDay = (found: RegExpExecArray, draft: Draft): boolean =>
  setDate(draft, Number(found[1]), Number(found[2]), Number(found[3]));

/** Number of a month's name, 0 when it is none. */
const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3)) + 1;

const FORMS: readonly Form[] = [
  [/^(\d{4})-(\d{1,2})-(\d{1,2})(?:t(?=\d)|(?![\d-]))/, yearMonthDay],
  [/^(\d{4})\/(\d{1,2})\/(\d{1,2})(?![\d/])/, yearMonthDay],
  [/^(\d{4})(\d{2})(\d{2})(?:t(?=\d)|(?!\d))/, yearMonthDay],
  [
    /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?![\d/])/,
    (found, draft) => setDate(draft, Number(found[3]), Number(found[1]), Number(found[2])),
  ],
  [
    /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(am|pm)?(?![a-z\d:])(?:\s*([-+])(\d{2}):?(\d{2})?(?!\d))?/,
    (found, draft) => {
      const hour = found[5] ? (Number(found[1]) % 12) + (found[5] === 'pm' ? 12 : 0) : Number(found[1]);
      Object.assign(draft, {
        hour,
        minute: Number(found[2]),
        second: Number(found[3] ?? 0),
        micro: microseconds(found[4]),
        timed: true,
      });
      if (found[6]) {
        const size = Number(found[7]) * 3600 + Number(found[8] ?? 0) * 60;
        draft.offsetSeconds = found[6] === '-' ? -size : size;
      }
      return true;
    },
  ],
  [
    /^(\d{1,2})\s*[-\s]\s*([a-z]{3,9})\.?(?:\s*[-\s,]\s*(\d{4}))?(?![a-z\d:])/,
    (found, draft) =>
      monthOf(found[2]!) > 0 &&
      setDate(draft, found[3] ? Number(found[3]) : draft.year, monthOf(found[2]!), Number(found[1])),
  ],
  [/^(\d{4})(?!\d)/, (found, draft) => draft.dated && setDate(draft, Number(found[1]), draft.month, draft.day)],
  [/^(?:now|today)(?![a-z])/, () => true],
  [
    /^(yesterday|tomorrow)(?![a-z])/,
    (found, draft) => {
      draft.shift.days += found[1] === 'tomorrow' ? 1 : -1;
      return true;
    },
  ],
  [
    /^(?:utc|gmt|z|ut)(?![a-z])/,
    (_, draft) => {
      draft.offsetSeconds = 0;
      return true;
    },
  ],
  [
    /^([-+]?\s*\d+|a|an|next|last|this)?\s*(year|month|fortnight|week|day|hour|minute|min|second|sec)s?(\s+ago)?(?![a-z])/,
    (found, draft) => {
      const count = COUNTS[found[1] ?? 'a'] ?? Number(found[1]!.replace(/\s/g, ''));
      const [what, size] = UNITS[found[2]!]!;
      draft.shift[what] += (found[3] ? -count : count) * size;
      return true;
    },
  ],
  [
    /^([a-z]{3,9})\.?\s*(\d{1,2})(?:\s*,\s*(\d{4}))?(?![\d:])/,
    (found, draft) =>
      monthOf(found[1]!) > 0 &&
      setDate(draft, found[3] ? Number(found[3]) : draft.year, monthOf(found[1]!), Number(found[2])),
  ],
  [
    /^([a-z]{3,9})\.?(?![a-z])/,
    (found, draft) => {
      const weekday = WEEKDAYS.indexOf(found[1]!.slice(0, 3));
      if (weekday >= 0) draft.weekday = weekday;
      return weekday >= 0;
    },
  ],
];

const instant = (seconds: number, micro = 0): Instant => BigInt(seconds) * 1_000_000n + BigInt(micro);

const microseconds = (digits: string | undefined): number => Number((digits ?? '').slice(0, 6).padEnd(6, '0'));

const validDay = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysTo(year, month + 1, 1) - daysTo(year, month, 1);

/** What the text says, counted from `now`; undefined when it is no date. */
export const parseDate = (text: string, now: Instant): Instant | undefined => {
  const epoch = /^\s*@(-?\d+)(?:[.,](\d+))?\s*$/.exec(text);
  if (epoch) return instant(Number(epoch[1]), microseconds(epoch[2]));
  const { year, month, day, hour, minute, second, nanosecond } = momentOf(now);
  const draft: Draft = {
    year,
    month,
    day,
    hour,
    minute,
    second,
    micro: Math.floor(nanosecond / 1000),
    dated: false,
    timed: false,
    offsetSeconds: 0,
    weekday: undefined,
    shift: { years: 0, months: 0, days: 0, seconds: 0 },
  };
  const words = text
    .toLowerCase()
    .replace(/\([^()]*\)/g, ' ')
    .trim();
  for (let rest = words; rest !== ''; rest = rest.replace(/^[\s,]+/, '')) {
    const length = takeForm(rest, draft);
    if (length === undefined) return undefined;
    rest = rest.slice(length);
  }
  if (!validDay(draft.year, draft.month, draft.day) || draft.hour > 24 || draft.minute > 59 || draft.second > 60) {
    return undefined;
  }
  // A date without a time means its beginning.
  if (!draft.timed && (draft.dated || draft.weekday !== undefined || words === '')) {
    Object.assign(draft, { hour: 0, minute: 0, second: 0, micro: 0 });
  }
  return instantOf(draft);
};

/** How much of the rest a form took. */
function takeForm(rest: string, draft: Draft): number | undefined {
  for (const [pattern, apply] of FORMS) {
    const found = pattern.exec(rest);
    if (found && apply(found, draft)) return found[0].length;
  }
  return undefined;
}

function instantOf(draft: Draft): Instant {
  const { shift, weekday } = draft;
  let days = daysTo(draft.year + shift.years, draft.month + shift.months, draft.day) + shift.days;
  if (weekday !== undefined && !draft.dated) days += (weekday - ((((days + 4) % 7) + 7) % 7) + 7) % 7;
  const seconds = days * 86_400 + draft.hour * 3600 + draft.minute * 60 + draft.second + shift.seconds;
  return instant(seconds - draft.offsetSeconds, draft.micro);
}

/** `[[CC]YY]MMDDhhmm[.ss]` of touch -t, and `MMDDhhmm[[CC]YY][.ss]` of date. */
export const parseStamp = (text: string, now: Instant, yearFirst: boolean): Instant | undefined => {
  const found = /^(\d{8}|\d{10}|\d{12})(?:\.(\d\d))?$/.exec(text);
  if (!found) return undefined;
  const pairs = found[1]!;
  const yearText = yearFirst ? pairs.slice(0, -8) : pairs.slice(8);
  const rest = yearFirst ? pairs.slice(-8) : pairs.slice(0, 8);
  const [month, day, hour, minute] = [0, 2, 4, 6].map((at) => Number(rest.slice(at, at + 2))) as [
    number,
    number,
    number,
    number,
  ];
  const short = Number(yearText);
  const year =
    yearText === '' ? momentOf(now).year : yearText.length === 4 ? short : short < 69 ? 2000 + short : 1900 + short;
  const second = Number(found[2] ?? 0);
  if (!validDay(year, month, day) || hour > 23 || minute > 59 || second > 60) return undefined;
  return instant(daysTo(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second);
};
