/** strftime(3) in the C locale and UTC, for `printf '%(…)T'`. */

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
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
const DAY_MS = 86_400_000;

/** @param seconds since the epoch */
export function strftime(format: string, seconds: number): string {
  const at = new Date(seconds * 1000);
  return format.replace(/%[-_0^#]?[EO]?([a-zA-Z%+])/g, (whole, letter: string) => field(at, seconds, letter) ?? whole);
}

const padded = (value: number, width: number, fill = '0'): string => String(value).padStart(width, fill);

function field(at: Date, seconds: number, letter: string): string | undefined {
  const year = at.getUTCFullYear();
  const month = at.getUTCMonth();
  const day = at.getUTCDate();
  const hour = at.getUTCHours();
  const weekday = at.getUTCDay();
  const dayOfYear = Math.floor((Date.UTC(year, month, day) - Date.UTC(year, 0, 1)) / DAY_MS);
  const half = hour % 12 === 0 ? 12 : hour % 12;
  const again = (format: string): string => strftime(format, seconds);
  switch (letter) {
    case 'a':
      return DAYS[weekday]!.slice(0, 3);
    case 'A':
      return DAYS[weekday];
    case 'b':
    case 'h':
      return MONTHS[month]!.slice(0, 3);
    case 'B':
      return MONTHS[month];
    case 'c':
      return again('%a %b %e %H:%M:%S %Y');
    case 'C':
      return padded(Math.floor(year / 100), 2);
    case 'd':
      return padded(day, 2);
    case 'D':
    case 'x':
      return again('%m/%d/%y');
    case 'e':
      return padded(day, 2, ' ');
    case 'F':
      return again('%Y-%m-%d');
    case 'g':
      return padded(isoWeek(at).year % 100, 2);
    case 'G':
      return String(isoWeek(at).year);
    case 'H':
      return padded(hour, 2);
    case 'I':
      return padded(half, 2);
    case 'j':
      return padded(dayOfYear + 1, 3);
    case 'k':
      return padded(hour, 2, ' ');
    case 'l':
      return padded(half, 2, ' ');
    case 'm':
      return padded(month + 1, 2);
    case 'M':
      return padded(at.getUTCMinutes(), 2);
    case 'n':
      return '\n';
    case 'N':
      return undefined;
    case 'p':
      return hour < 12 ? 'AM' : 'PM';
    case 'P':
      return hour < 12 ? 'am' : 'pm';
    case 'r':
      return again('%I:%M:%S %p');
    case 'R':
      return again('%H:%M');
    case 's':
      return String(seconds);
    case 'S':
      return padded(at.getUTCSeconds(), 2);
    case 't':
      return '\t';
    case 'T':
    case 'X':
      return again('%H:%M:%S');
    case 'u':
      return String(weekday === 0 ? 7 : weekday);
    case 'U':
      return padded(Math.floor((dayOfYear + 7 - weekday) / 7), 2);
    case 'V':
      return padded(isoWeek(at).week, 2);
    case 'w':
      return String(weekday);
    case 'W':
      return padded(Math.floor((dayOfYear + 7 - ((weekday + 6) % 7)) / 7), 2);
    case 'y':
      return padded(year % 100, 2);
    case 'Y':
      return String(year);
    case 'z':
      return '+0000';
    case 'Z':
      return 'UTC';
    case '%':
      return '%';
    default:
      return undefined;
  }
}

/** ISO 8601: the week belongs to the year that its Thursday is in. */
function isoWeek(at: Date): { readonly year: number; readonly week: number } {
  const thursday = new Date(at.getTime() + (4 - (at.getUTCDay() || 7)) * DAY_MS);
  const year = thursday.getUTCFullYear();
  return { year, week: 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS / 7) };
}
