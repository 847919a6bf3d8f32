/** The formats of find -printf. */
import { isErrno } from '../../vfs/errno.ts';
import { momentOf, wallClock } from '../dates/calendar.ts';
import { formatDate } from '../dates/format.ts';
import { groupName, userName } from '../files/ids.ts';
import { modeText } from '../files/mode.ts';
import { blocksOf } from '../files/stat.ts';
import { baseName } from '../text/names.ts';
import { type Found, Refused, type Walk } from './expression.ts';
import { TYPE_LETTERS } from './tests.ts';

type Piece = string | ((found: Found, walk: Walk) => string);

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

const TIMES = { A: 'atimeUs', C: 'ctimeUs', T: 'mtimeUs' } as const;

const directory = (path: string): string => {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : slash === 0 ? '' : path.slice(0, slash);
};

const VALUES: Readonly<Record<string, (found: Found, walk: Walk) => string>> = {
  b: ({ stat }) => String(blocksOf(stat)),
  d: ({ depth }) => String(depth),
  D: ({ stat }) => String(stat.dev),
  f: ({ path }) => baseName(path),
  F: ({ path }, { p, m }) => {
    const place = m.vfs.find(p.view, path, false);
    return isErrno(place) ? 'unknown' : place.mount.sb.type;
  },
  g: ({ stat }, { p }) => groupName(p, stat.gid) ?? String(stat.gid),
  G: ({ stat }) => String(stat.gid),
  h: ({ path }) => directory(path),
  H: ({ start }) => start,
  i: ({ stat }) => String(stat.ino),
  k: ({ stat }) => String(blocksOf(stat) / 2),
  l: ({ path, stat }, { p }) => {
    const link = stat.type === 'symlink' ? p.readlink(path) : undefined;
    return link && !isErrno(link) ? link.target : '';
  },
  m: ({ stat }) => stat.mode.toString(8),
  M: ({ stat }) => modeText(stat.type, stat.mode),
  n: ({ stat }) => String(stat.nlink),
  p: ({ path }) => path,
  P: ({ path, start }) => path.slice(start.length).replace(/^\//, ''),
  s: ({ stat }) => String(stat.sizeBytes),
  u: ({ stat }, { p }) => userName(p, stat.uid) ?? String(stat.uid),
  U: ({ stat }) => String(stat.uid),
  y: ({ stat }) => TYPE_LETTERS[stat.type],
  Y: ({ path, stat }, { p }) => {
    const target = p.stat(path);
    return !isErrno(target)
      ? TYPE_LETTERS[target.type]
      : stat.type !== 'symlink'
        ? '?'
        : target.name === 'ELOOP'
          ? 'L'
          : target.name === 'ENOENT' || target.name === 'ENOTDIR'
            ? 'N'
            : '?';
  },
};

/** `%T@` has ten digits after the point, `%T+` and `%TS` too. */
const timeText = (us: number, letter: string, { m }: Walk): string => {
  const instant = wallClock(m, us);
  const moment = momentOf(instant);
  const fraction = `${String(moment.nanosecond).padStart(9, '0')}0`;
  if (letter === '@') return `${moment.epochSeconds}.${fraction}`;
  if (letter === '+') return `${formatDate('%Y-%m-%d+%H:%M:%S', moment)}.${fraction}`;
  if (letter === 'S') return `${formatDate('%S', moment)}.${fraction}`;
  if (letter === 'T' || letter === 'X') return `${formatDate('%H:%M:%S', moment)}.${fraction}`;
  return formatDate(`%${letter}`, moment)!;
};

export function parsePrintf(format: string): {
  readonly pieces: readonly Piece[];
  readonly warnings: readonly string[];
} {
  const pieces: Piece[] = [];
  const warnings: string[] = [];
  for (let at = 0; at < format.length; ) {
    const c = format[at]!;
    if (c === '\\') {
      const octal = /^[0-7]{1,3}/.exec(format.slice(at + 1));
      const next = format[at + 1];
      if (next === 'c') break;
      if (octal) pieces.push(String.fromCharCode(Number.parseInt(octal[0], 8) & 255));
      else if (next === undefined) {
        warnings.push("escape `\\' followed by nothing at all");
        pieces.push('\\');
      } else if (ESCAPES[next] !== undefined) pieces.push(ESCAPES[next]);
      else {
        warnings.push(`unrecognized escape \`\\${next}'`);
        pieces.push(`\\${next}`);
      }
      at += 1 + (octal ? octal[0].length : 1);
      continue;
    }
    if (c !== '%') {
      const end = format.slice(at).search(/[\\%]/);
      pieces.push(end < 0 ? format.slice(at) : format.slice(at, at + end));
      at = end < 0 ? format.length : at + end;
      continue;
    }
    const found = /^%([-+ 0#]*)(\d*)(?:\.(\d+))?([ACTB]?)([\s\S]?)/.exec(format.slice(at))!;
    const [whole, flags, width, precision, time, letter] = found as unknown as [
      string,
      string,
      string,
      string | undefined,
      string,
      string,
    ];
    at += whole.length;
    if (letter === '%' && time === '') {
      pieces.push('%');
      continue;
    }
    if (time === 'B' || (letter === 'S' && time === '')) throw new Refused(`-printf ${whole}`, 'unmodelled');
    const value =
      time !== ''
        ? letter === ''
          ? undefined
          : (one: Found, walk: Walk) => timeText(one.stat[TIMES[time as 'A']], letter, walk)
        : VALUES[letter];
    if (!value) {
      if (whole === '%') throw new Refused('error: % at end of format string');
      warnings.push(`unrecognized format directive \`%${letter}'`);
      pieces.push(whole);
      continue;
    }
    pieces.push((one, walk) => {
      const text = precision === undefined ? value(one, walk) : value(one, walk).slice(0, Number(precision));
      const length = Number(width);
      return flags.includes('-') ? text.padEnd(length) : text.padStart(length, flags.includes('0') ? '0' : ' ');
    });
  }
  return { pieces, warnings };
}
