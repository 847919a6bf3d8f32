/** The tests of find(1). */

import { compileRegex, RegexError } from '../../regex/regex.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { FileType, Stat } from '../../vfs/stat.ts';
import { virtualTime, wallClock } from '../dates/calendar.ts';
import { parseDate } from '../dates/parse.ts';
import { filesystemKind } from '../files/filesystem-kinds.ts';
import { findGroup, findUser, groupName, userName } from '../files/ids.ts';
import { changeMode, parseMode } from '../files/mode.ts';
import { matchesGlob } from '../text/glob.ts';
import { baseName } from '../text/names.ts';
import { quote } from '../text/quote.ts';
import { type Found, type Predicate, Refused, type Walk } from './expression.ts';
import type { Parsing, PredicateParser } from './parse.ts';

export const TYPE_LETTERS: Readonly<Record<FileType, string>> = {
  file: 'f',
  directory: 'd',
  symlink: 'l',
  block: 'b',
  char: 'c',
  fifo: 'p',
  socket: 's',
};

/** `N`, `+N`, `-N` against a number. */
const comparison = (name: string, text: string): ((value: number) => boolean) => {
  const found = /^([-+]?)(\d+)$/.exec(text);
  if (!found) throw new Refused(`invalid argument \`${text}' to \`${name}'`);
  const wanted = Number(found[2]);
  return found[1] === '+'
    ? (value) => value > wanted
    : found[1] === '-'
      ? (value) => value < wanted
      : (value) => value === wanted;
};

const glob =
  (of: (found: Found) => string | undefined, ignoreCase: boolean): PredicateParser =>
  (_, { argument }) => {
    const pattern = argument();
    return (found) => {
      const text = of(found);
      return text !== undefined && matchesGlob(pattern, text, ignoreCase);
    };
  };

const nameOf = ({ path }: Found): string => baseName(path);

const number =
  (of: (stat: Stat) => number): PredicateParser =>
  (name, { argument }) => {
    const test = comparison(name, argument());
    return ({ stat }) => test(of(stat));
  };

/** Ages in days or minutes: whole units that have passed. */
const age =
  (which: 'mtimeUs' | 'atimeUs' | 'ctimeUs', unitUs: number): PredicateParser =>
  (name, { argument, p }) => {
    const text = argument();
    const found = /^([-+]?)(\d+(?:\.\d+)?)$/.exec(text);
    if (!found) throw new Refused(`invalid argument \`${text}' to \`${name}'`);
    const now = p.kernel.clock.nowUs;
    const wanted = Number(found[2]) * unitUs;
    return ({ stat }) => {
      const passed = now - stat[which];
      if (found[1] === '-') return passed < wanted;
      return found[1] === '+' ? passed >= wanted + unitUs : passed >= wanted && passed < wanted + unitUs;
    };
  };

/** Minutes are compared as they are, days as whole days. */
const minutes =
  (which: 'mtimeUs' | 'atimeUs' | 'ctimeUs'): PredicateParser =>
  (name, { argument, p }) => {
    const text = argument();
    const found = /^([-+]?)(\d+(?:\.\d+)?)$/.exec(text);
    if (!found) throw new Refused(`invalid argument \`${text}' to \`${name}'`);
    const now = p.kernel.clock.nowUs;
    const wanted = Number(found[2]) * 60e6;
    return ({ stat }) => {
      const passed = now - stat[which];
      return found[1] === '-'
        ? passed < wanted
        : found[1] === '+'
          ? passed > wanted
          : passed <= wanted && passed > wanted - 60e6;
    };
  };

const types =
  (of: (found: Found, walk: Walk) => FileType | undefined): PredicateParser =>
  (name, { argument }) => {
    const text = argument();
    const letters = text.split(',');
    for (const letter of letters) {
      if (letter.length > 1) throw new Refused(`Must separate multiple arguments to ${name} using: ','`);
      if (letter === '')
        throw new Refused(
          text === ''
            ? `Arguments to ${name} should contain at least one letter`
            : `Last file type in list argument to ${name} is missing, i.e., list is ending on: ','`,
        );
      if (!'bcdpflsD'.includes(letter)) throw new Refused(`Unknown argument to ${name}: ${letter}`);
    }
    return (found, walk) => {
      const type = of(found, walk);
      return type !== undefined && letters.includes(TYPE_LETTERS[type]);
    };
  };

const newer = (which: string, parsing: Parsing): Predicate => {
  const [mine, theirs] = which;
  if (mine === 'B' || theirs === 'B') throw new Refused(`-newer${which}`, 'unmodelled');
  const key = { a: 'atimeUs', c: 'ctimeUs', m: 'mtimeUs' } as const;
  const text = parsing.argument();
  let than: number;
  if (theirs === 't') {
    const at = parseDate(text, wallClock(parsing.m, parsing.p.kernel.clock.nowUs));
    if (at === undefined) throw new Refused(`I cannot figure out how to interpret ${quote(text)} as a date or time`);
    than = virtualTime(parsing.m, at);
  } else {
    const stat = parsing.p.stat(text);
    if (isErrno(stat)) throw new Refused(`${quote(text)}: ${stat.message}`);
    than = stat[key[theirs as 'a']];
  }
  return ({ stat }) => stat[key[mine as 'a']] > than;
};

const permission: PredicateParser = (_, { argument }) => {
  const text = argument();
  const how = text[0] === '-' || text[0] === '/' ? text[0] : '';
  const change = parseMode(how === '' ? text : text.slice(1)) ?? (how !== '' ? parseMode(text) : undefined);
  if (!change) throw new Refused(`invalid mode ${quote(text)}`);
  const [forFiles, forDirectories] = [changeMode(change, 0, false, 0), changeMode(change, 0, true, 0)];
  return ({ stat }) => {
    const bits = stat.type === 'directory' ? forDirectories : forFiles;
    if (how === '-') return (stat.mode & bits) === bits;
    if (how === '/') return bits === 0 || (stat.mode & bits) !== 0;
    return stat.mode === bits;
  };
};

const SIZE_UNITS: Readonly<Record<string, number>> = { b: 512, c: 1, w: 2, k: 1024, M: 2 ** 20, G: 2 ** 30 };

const size: PredicateParser = (name, { argument }) => {
  const text = argument();
  const unit = /[a-zA-Z]$/.exec(text)?.[0] ?? 'b';
  if (text === '' || !SIZE_UNITS[unit])
    throw new Refused(text === '' ? `invalid null argument to -size` : `invalid -size type \`${unit}'`);
  const digits = text.replace(/[a-zA-Z]$/, '');
  if (!/^[-+]?\d+$/.test(digits)) throw new Refused(`Invalid argument \`${text}' to ${name}`);
  const test = comparison(name, digits);
  return ({ stat }) => test(Math.ceil(stat.sizeBytes / SIZE_UNITS[unit]!));
};

const REGEX_SYNTAX: Readonly<Record<string, 'posix-extended' | 'grep-basic' | 'grep-extended'>> = {
  'posix-extended': 'posix-extended',
  'posix-egrep': 'grep-extended',
  egrep: 'grep-extended',
  'posix-basic': 'grep-basic',
  ed: 'grep-basic',
  sed: 'grep-basic',
  grep: 'grep-basic',
};

const regex =
  (ignoreCase: boolean): PredicateParser =>
  (name, { argument, regexType }) => {
    const source = argument();
    // In the default (emacs) language + ? are operators and \( \| as in basic ones: only what means the same is matched.
    const syntax = REGEX_SYNTAX[regexType] ?? (/[+?{]|\\[|({]/.test(source) ? undefined : 'grep-basic');
    if (!syntax) throw new Refused(`${name} ${source} with -regextype ${regexType}`, 'unmodelled');
    const compiled = compileRegex(source, { syntax, ignoreCase, within: 'line' });
    if (compiled instanceof RegexError)
      throw new Refused(`failed to compile regular expression '${source}': ${compiled.message}`);
    return ({ path }) => compiled.test(path);
  };

const owner =
  (
    of: (stat: Stat) => number,
    find: (parsing: Parsing, text: string) => number | undefined,
    what: string,
  ): PredicateParser =>
  (name, parsing) => {
    const text = parsing.argument();
    const id = find(parsing, text) ?? (/^\d+$/.test(text) ? Number(text) : undefined);
    if (id === undefined)
      throw new Refused(text === '' ? `missing argument to \`${name}'` : `${quote(text)} is not the name of ${what}`);
    return ({ stat }) => of(stat) === id;
  };

const access =
  (mode: 'r' | 'w' | 'x'): PredicateParser =>
  () =>
  ({ path }, { p }) =>
    p.access(path, mode) === true;

const linkTarget =
  (ignoreCase: boolean): PredicateParser =>
  (_, { argument }) => {
    const pattern = argument();
    return ({ path, stat }, { p }) => {
      const link = stat.type === 'symlink' ? p.readlink(path) : undefined;
      return link !== undefined && !isErrno(link) && matchesGlob(pattern, link.target, ignoreCase);
    };
  };

const empty: PredicateParser =
  () =>
  ({ path, stat }, { p }) => {
    if (stat.type === 'file') return stat.sizeBytes === 0;
    const names = stat.type === 'directory' ? p.readdir(path) : undefined;
    return names !== undefined && !isErrno(names) && names.length === 0;
  };

const sameFile: PredicateParser = (_, { argument, p }) => {
  const text = argument();
  const other = p.stat(text);
  if (isErrno(other)) throw new Refused(`${quote(text)}: ${other.message}`);
  return ({ stat }) => stat.ino === other.ino && stat.dev === other.dev;
};

const filesystem: PredicateParser = (_, { argument }) => {
  const type = argument();
  return ({ path }, { p, m }) => {
    const place = m.vfs.find(p.view, path, false);
    const found = isErrno(place) ? undefined : place.mount.sb.type;
    return found === type || (found !== undefined && filesystemKind(found) === undefined && found === type);
  };
};

const DAY_US = 86_400e6;

export const tests: ReadonlyMap<string, PredicateParser> = new Map<string, PredicateParser>([
  ['-amin', minutes('atimeUs')],
  ['-anewer', (_, parsing) => newer('am', parsing)],
  ['-atime', age('atimeUs', DAY_US)],
  ['-cmin', minutes('ctimeUs')],
  ['-cnewer', (_, parsing) => newer('cm', parsing)],
  ['-ctime', age('ctimeUs', DAY_US)],
  ['-empty', empty],
  ['-executable', access('x')],
  ['-false', () => () => false],
  ['-fstype', filesystem],
  ['-gid', number((stat) => stat.gid)],
  [
    '-group',
    owner(
      (stat) => stat.gid,
      ({ p }, text) => findGroup(p, text),
      'an existing group',
    ),
  ],
  ['-ilname', linkTarget(true)],
  ['-iname', glob(nameOf, true)],
  ['-inum', number((stat) => stat.ino)],
  ['-ipath', glob(({ path }) => path, true)],
  ['-iregex', regex(true)],
  ['-iwholename', glob(({ path }) => path, true)],
  ['-links', number((stat) => stat.nlink)],
  ['-lname', linkTarget(false)],
  ['-mmin', minutes('mtimeUs')],
  ['-mtime', age('mtimeUs', DAY_US)],
  ['-name', glob(nameOf, false)],
  ['-newer', (_, parsing) => newer('mm', parsing)],
  ['-newerXY', (name, parsing) => newer(name.slice(6), parsing)],
  [
    '-nogroup',
    () =>
      ({ stat }, { p }) =>
        groupName(p, stat.gid) === undefined,
  ],
  [
    '-nouser',
    () =>
      ({ stat }, { p }) =>
        userName(p, stat.uid) === undefined,
  ],
  ['-path', glob(({ path }) => path, false)],
  ['-perm', permission],
  ['-readable', access('r')],
  ['-regex', regex(false)],
  ['-samefile', sameFile],
  ['-size', size],
  ['-true', () => () => true],
  ['-type', types(({ stat }) => stat.type)],
  ['-uid', number((stat) => stat.uid)],
  [
    '-user',
    owner(
      (stat) => stat.uid,
      ({ p }, text) => findUser(p, text)?.uid,
      'a known user',
    ),
  ],
  ['-wholename', glob(({ path }) => path, false)],
  ['-writable', access('w')],
  [
    '-xtype',
    types(({ path, stat }, { p, follow }) => {
      const other = follow === 'always' ? p.lstat(path) : p.stat(path);
      return isErrno(other) ? stat.type : other.type;
    }),
  ],
]);
