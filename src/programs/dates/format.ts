/** Dates as text: strftime(3) with the extensions of GNU date, in the C locale and UTC. */
import type { Moment } from './calendar.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

interface Piece {
  readonly text: string;
  /** Width and padding that numbers have by themselves; undefined for words. */
  readonly width?: number;
  readonly pad?: '0' | ' ';
}

const digits = (value: number, width: number, pad: '0' | ' ' = '0'): Piece => ({ text: String(value), width, pad });
const word = (text: string): Piece => ({ text });

const weekOfYear = (m: Moment, firstWeekday: 0 | 1): number =>
  Math.floor((m.dayOfYear + 6 - ((m.weekday - firstWeekday + 7) % 7)) / 7);

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** ISO 8601 year and week. */
const isoWeek = (m: Moment): readonly [number, number] => {
  const weekday = (m.weekday + 6) % 7;
  const week = Math.floor((m.dayOfYear - 1 - weekday + 10) / 7);
  const weeks = (year: number, firstWeekday: number): number =>
    firstWeekday === 3 || (firstWeekday === 2 && isLeap(year)) ? 53 : 52;
  const january1 = (((weekday - (m.dayOfYear - 1)) % 7) + 7) % 7;
  if (week < 1) {
    const before = (((january1 - (isLeap(m.year - 1) ? 366 : 365)) % 7) + 7) % 7;
    return [m.year - 1, weeks(m.year - 1, before)];
  }
  return week > weeks(m.year, january1) ? [m.year + 1, 1] : [m.year, week];
};

function pieceOf(letter: string, m: Moment, colons: number): Piece | undefined {
  const whole = (format: string): Piece => word(formatDate(format, m) ?? '');
  switch (letter) {
    case 'a':
      return word(WEEKDAYS[m.weekday]!.slice(0, 3));
    case 'A':
      return word(WEEKDAYS[m.weekday]!);
    case 'b':
    case 'h':
      return word(MONTHS[m.month - 1]!.slice(0, 3));
    case 'B':
      return word(MONTHS[m.month - 1]!);
    case 'c':
      return whole('%a %b %e %H:%M:%S %Y');
    case 'C':
      return digits(Math.floor(m.year / 100), 2);
    case 'd':
      return digits(m.day, 2);
    case 'D':
    case 'x':
      return whole('%m/%d/%y');
    case 'e':
      return digits(m.day, 2, ' ');
    case 'F':
      return whole('%Y-%m-%d');
    case 'g':
      return digits(isoWeek(m)[0] % 100, 2);
    case 'G':
      return digits(isoWeek(m)[0], 4);
    case 'H':
      return digits(m.hour, 2);
    case 'I':
      return digits(m.hour % 12 || 12, 2);
    case 'j':
      return digits(m.dayOfYear, 3);
    case 'k':
      return digits(m.hour, 2, ' ');
    case 'l':
      return digits(m.hour % 12 || 12, 2, ' ');
    case 'm':
      return digits(m.month, 2);
    case 'M':
      return digits(m.minute, 2);
    case 'n':
      return word('\n');
    case 'N':
      return digits(m.nanosecond, 9);
    case 'p':
      return word(m.hour < 12 ? 'AM' : 'PM');
    case 'P':
      return word(m.hour < 12 ? 'am' : 'pm');
    case 'q':
      return digits(Math.floor((m.month + 2) / 3), 1);
    case 'r':
      return whole('%I:%M:%S %p');
    case 'R':
      return whole('%H:%M');
    case 's':
      return digits(m.epochSeconds, 1);
    case 'S':
      return digits(m.second, 2);
    case 't':
      return word('\t');
    case 'T':
    case 'X':
      return whole('%H:%M:%S');
    case 'u':
      return digits(m.weekday || 7, 1);
    case 'U':
      return digits(weekOfYear(m, 0), 2);
    case 'V':
      return digits(isoWeek(m)[1], 2);
    case 'w':
      return digits(m.weekday, 1);
    case 'W':
      return digits(weekOfYear(m, 1), 2);
    case 'y':
      return digits(((m.year % 100) + 100) % 100, 2);
    case 'Y':
      return digits(m.year, 4);
    case 'z':
      return word(['+0000', '+00:00', '+00:00:00', '+00'][colons]!);
    case 'Z':
      return word('UTC');
    case '%':
      return word('%');
    default:
      return undefined;
  }
}

/** `%N` counts digits from the left: `%3N` are milliseconds. */
const fraction = (m: Moment, width: string): string => {
  const all = String(m.nanosecond).padStart(9, '0');
  const count = width === '' ? 9 : Number(width);
  return all.slice(0, Math.min(count, 9)).padEnd(count, '0');
};

/** The text of a date; what is no directive stays as it is. */
export const formatDate = (format: string, m: Moment): string | undefined =>
  format.replace(
    /%([-_0^#+]*)(\d*)[EO]?(:{0,3})([\s\S]?)/g,
    (all, flags: string, width: string, colons: string, letter: string) => {
      if (letter === 'N') return fraction(m, width);
      const piece = letter === '' || (colons !== '' && letter !== 'z') ? undefined : pieceOf(letter, m, colons.length);
      if (!piece) return all;
      let pad: string = piece.pad ?? ' ';
      let length = piece.width ?? 0;
      let { text } = piece;
      for (const flag of flags) {
        if (flag === '-') length = 0;
        else if (flag === '_') pad = ' ';
        else if (flag === '0') pad = '0';
        else if (flag === '^') text = text.toUpperCase();
        else if (flag === '#') text = letter === 'p' || letter === 'Z' ? text.toLowerCase() : text.toUpperCase();
      }
      if (width !== '') length = Number(width);
      if (text.startsWith('-') && pad === '0') return `-${text.slice(1).padStart(length - 1, pad)}`;
      return text.padStart(length, pad);
    },
  );
