/** ls: lists directories, in the C locale. Colours are not modelled. */
import type { Process } from '../../kernel/process.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Task } from '../../kernel/task.ts';
import { type Errno, isErrno } from '../../vfs/errno.ts';
import type { Stat } from '../../vfs/stat.ts';
import { type Arguments, getopt } from '../arguments.ts';
import { momentOf, wallClock } from '../dates/calendar.ts';
import { formatDate } from '../dates/format.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';
import { Output } from '../text/output.ts';
import { quote, quoteAlways } from '../text/quote.ts';
import { compareVersions } from '../text/sort-compare.ts';
import { matchesGlob } from '../text/glob.ts';
import { humanText } from './human.ts';
import { groupName, userName } from './ids.ts';
import { layOut } from './ls-columns.ts';
import { quoteName, type QuotingStyle } from './ls-quoting.ts';
import { modeText } from './mode.ts';
import { joined } from './destination.ts';
import { blocksOf } from './stat.ts';

const LONG = [
  'all=a', 'almost-all=A', 'author', 'block-size:', 'color::', 'directory=d', 'dired=D', 'escape=b', 'file-type', 'format:', 'full-time', 'group-directories-first',
  'hide:', 'human-readable=h', 'inode=i', 'kibibytes=k', 'literal=N', 'no-group=G', 'numeric-uid-gid=n', 'classify::=F', 'ignore:=I', 'ignore-backups=B', 'indicator-style:',
  'dereference=L', 'dereference-command-line=H', 'hide-control-chars=q', 'quote-name=Q', 'quoting-style:', 'recursive=R', 'reverse=r', 'show-control-chars', 'si', 'size=s', 'sort:',
  'tabsize:=T', 'time:', 'time-style:', 'width:=w', 'context=Z', 'zero', 'help', 'version',
];
/** Status for an operand that cannot be accessed; 1 is for trouble below one. */
const SERIOUS = 2;

interface How {
  format: 'one' | 'long' | 'columns' | 'across' | 'commas';
  hidden: 'no' | 'almost' | 'all';
  ignored: string[];
  directoryItself: boolean;
  recursive: boolean;
  sort: 'name' | 'time' | 'size' | 'extension' | 'version' | 'none';
  reverse: boolean;
  directoriesFirst: boolean;
  time: 'mtimeUs' | 'atimeUs' | 'ctimeUs';
  indicator: 'none' | 'slash' | 'file-type' | 'classify';
  follow: 'never' | 'named' | 'named-directories' | 'all';
  human: 1000 | 1024 | undefined;
  inode: boolean;
  blocks: boolean;
  numeric: boolean;
  owner: boolean;
  group: boolean;
  timeStyle: 'recent' | 'full-iso' | 'long-iso' | 'iso' | { readonly format: string };
  quoting: QuotingStyle;
  width: number;
  end: string;
}

interface Entry {
  readonly name: string;
  readonly stat: Stat;
  /** Where a symlink leads, with what is there. */
  readonly link?: { readonly target: string; readonly stat: Stat | Errno };
}

export const ls: Program = {
  name: 'ls',
  run: function* (p, m) {
    const given = getopt(p.argv, 'abcdfghiklmnopqrstuvw:xABCDFGHI:LNQRST:UXZ1', LONG);
    const how = readOptions(p, given);
    if (typeof how === 'string') return yield* unsupportedOption(p, how, SERIOUS);
    if ('wrong' in how) {
      yield* p.warn(how.wrong);
      return 1;
    }
    if (given.error !== undefined) return yield* usageError(p, given.error, SERIOUS);
    return yield* new Listing(p, m, how).run(given.operands.length > 0 ? given.operands : ['.'], given.operands.length > 1);
  },
};

/** The options in effect, the name of one that is not modelled, or a message. */
function readOptions(p: Process, given: Arguments): How | string | { readonly wrong: string } {
  const tty = p.isatty(1);
  const how: How = {
    format: tty ? 'columns' : 'one', hidden: 'no', ignored: [], directoryItself: false, recursive: false, sort: 'name', reverse: false, directoriesFirst: false, time: 'mtimeUs',
    indicator: 'none', follow: 'never', human: undefined, inode: false, blocks: false, numeric: false, owner: true, group: true, timeStyle: 'recent',
    quoting: tty ? 'shell-escape' : 'literal', width: 80, end: '\n',
  };
  let [sorted, timed] = [false, false];
  let followGiven: How['follow'] | undefined;
  for (const { name, value = '' } of given.options) {
    switch (name) {
      case 'a': how.hidden = 'all'; break;
      case 'A': how.hidden = 'almost'; break;
      case 'b': how.quoting = 'escape'; break;
      case 'B': how.ignored.push('*~', '.*~'); break;
      case 'c': how.time = 'ctimeUs'; timed = true; break;
      case 'C': how.format = 'columns'; break;
      case 'd': how.directoryItself = true; break;
      case 'f':
        how.hidden = 'all';
        how.sort = 'none';
        sorted = true;
        if (how.format === 'long') how.format = tty ? 'columns' : 'one';
        break;
      case 'F':
        if (['', 'always', 'yes', 'force'].includes(value) || (['auto', 'tty', 'if-tty'].includes(value) && tty)) how.indicator = 'classify';
        break;
      case 'g': how.format = 'long'; how.owner = false; break;
      case 'G': how.group = false; break;
      case 'h': how.human = 1024; break;
      case 'si': how.human = 1000; break;
      case 'H': followGiven = 'named'; break;
      case 'i': how.inode = true; break;
      case 'I':
      case 'hide': how.ignored.push(value); break;
      case 'k': break;
      case 'l': how.format = 'long'; break;
      case 'L': followGiven = 'all'; break;
      case 'm': how.format = 'commas'; break;
      case 'n': how.format = 'long'; how.numeric = true; break;
      case 'N': how.quoting = 'literal'; break;
      case 'o': how.format = 'long'; how.group = false; break;
      case 'p': how.indicator = 'slash'; break;
      case 'file-type': how.indicator = 'file-type'; break;
      case 'q': break;
      case 'Q': how.quoting = 'c'; break;
      case 'r': how.reverse = true; break;
      case 'R': how.recursive = true; break;
      case 's': how.blocks = true; break;
      case 'S': how.sort = 'size'; sorted = true; break;
      case 't': how.sort = 'time'; sorted = true; break;
      case 'T': break;
      case 'u': how.time = 'atimeUs'; timed = true; break;
      case 'U': how.sort = 'none'; sorted = true; break;
      case 'v': how.sort = 'version'; sorted = true; break;
      case 'w': how.width = Number(value) || Number.POSITIVE_INFINITY; break;
      case 'x': how.format = 'across'; break;
      case 'X': how.sort = 'extension'; sorted = true; break;
      case '1': if (how.format !== 'long') how.format = 'one'; break;
      case 'zero': how.end = '\0'; how.format = how.format === 'long' ? 'long' : 'one'; how.quoting = 'literal'; break;
      case 'group-directories-first': how.directoriesFirst = true; break;
      case 'full-time': how.format = 'long'; how.timeStyle = 'full-iso'; break;
      case 'time-style':
        if (value.startsWith('+')) how.timeStyle = { format: value.slice(1) };
        else if (value === 'full-iso' || value === 'long-iso' || value === 'iso') how.timeStyle = value;
        else if (value !== 'locale' && value !== 'posix-long-iso') return 'time-style';
        break;
      case 'sort':
        if (!['none', 'size', 'time', 'version', 'extension'].includes(value)) {
          return { wrong: `${p.argv[0]}: invalid argument ${quote(value)} for ${quote('--sort')}\nValid arguments are:\n  - 'none'\n  - 'time'\n  - 'size'\n  - 'extension'\n  - 'version'\n  - 'width'\nTry '${p.argv[0]} --help' for more information.\n` };
        }
        how.sort = value as How['sort'];
        sorted = true;
        break;
      case 'color':
        if (['', 'always', 'yes', 'force'].includes(value) || (tty && ['auto', 'tty', 'if-tty'].includes(value))) return 'color';
        break;
      default: return name;
    }
  }
  if (timed && !sorted && how.format !== 'long') how.sort = 'time';
  how.follow = followGiven ?? (how.directoryItself || how.indicator === 'classify' || how.format === 'long' ? 'never' : 'named-directories');
  return how;
}

class Listing {
  readonly #p: Process;
  readonly #m: Machine;
  readonly #how: How;
  readonly #out: Output;
  #status = 0;

  constructor(p: Process, m: Machine, how: How) {
    this.#p = p;
    this.#m = m;
    this.#how = how;
    this.#out = new Output(p, false);
  }

  *run(operands: readonly string[], several: boolean): Task<number> {
    const how = this.#how;
    const files: Entry[] = [];
    const directories: Entry[] = [];
    for (const name of operands) {
      const entry = this.#entry(name, name, true);
      if (isErrno(entry)) yield* this.#complain(`cannot access ${quoteAlways(name)}: ${entry.message}`, SERIOUS);
      else if (entry.stat.type === 'directory' && !how.directoryItself) directories.push(entry);
      else files.push(entry);
    }
    if (files.length > 0) this.#show(this.#sorted(files));
    const titled = several || how.recursive || operands.length > 1;
    let first = files.length === 0;
    for (const { name } of this.#sorted(directories)) {
      yield* this.#directory(name, titled, first, true);
      first = false;
    }
    return yield* this.#out.close(this.#status, SERIOUS);
  }

  *#complain(text: string, status: number): Task {
    yield* this.#out.flush();
    yield* complain(this.#p, text);
    this.#status = Math.max(this.#status, status);
  }

  #entry(name: string, path: string, named: boolean): Entry | Errno {
    const p = this.#p;
    const { follow } = this.#how;
    let stat = p.lstat(path);
    if (isErrno(stat)) return stat;
    if (stat.type !== 'symlink') return { name, stat };
    const target = p.stat(path);
    if (follow === 'all' || (named && (follow === 'named' || (follow === 'named-directories' && !isErrno(target) && target.type === 'directory')))) {
      if (isErrno(target)) {
        if (follow === 'all' || target.name !== 'ENOENT') return target;
      } else stat = target;
      if (stat.type !== 'symlink') return { name, stat };
    }
    const link = p.readlink(path);
    return { name, stat, ...(isErrno(link) ? {} : { link: { target: link.target, stat: target } }) };
  }

  *#directory(path: string, titled: boolean, first: boolean, named: boolean): Task {
    const p = this.#p;
    const how = this.#how;
    const names = p.readdir(path);
    if (isErrno(names)) {
      yield* this.#complain(`cannot open directory ${quoteAlways(path)}: ${names.message}`, named ? SERIOUS : 1);
      return;
    }
    const entries: Entry[] = [];
    for (const name of [...(how.hidden === 'all' ? ['.', '..'] : []), ...names]) {
      if (how.hidden === 'no' && name.startsWith('.')) continue;
      if (how.ignored.some((pattern) => (pattern.startsWith('.') || !name.startsWith('.')) && matchesGlob(pattern, name))) continue;
      const entry = this.#entry(name, joined(path, name), false);
      if (isErrno(entry)) yield* this.#complain(`cannot access ${quoteAlways(joined(path, name))}: ${entry.message}`, 1);
      else entries.push(entry);
      if (p.shouldYield()) yield p.turn;
    }
    const shown = this.#sorted(entries);
    if (titled) this.#out.add(`${first ? '' : '\n'}${quoteName(path, how.quoting, true)}:\n`);
    if (how.format === 'long' || how.blocks) {
      const total = shown.reduce((sum, { stat }) => sum + blocksOf(stat) / 2, 0);
      this.#out.add(`total ${how.human ? humanText(total * 1024, how.human) : total}${how.end}`);
    }
    this.#show(shown);
    if (this.#out.full) yield* this.#out.flush();
    if (!how.recursive) return;
    for (const { name, stat } of shown) if (stat.type === 'directory' && name !== '.' && name !== '..') yield* this.#directory(joined(path, name), true, false, false);
  }

  #sorted(entries: readonly Entry[]): Entry[] {
    const { sort, reverse, time, directoriesFirst } = this.#how;
    if (sort === 'none') return [...entries];
    const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
    const extension = (name: string): string => (name.includes('.') ? name.slice(name.lastIndexOf('.')) : '');
    const compare = (a: Entry, b: Entry): number => {
      switch (sort) {
        case 'time': return b.stat[time] - a.stat[time] || byName(a, b);
        case 'size': return b.stat.sizeBytes - a.stat.sizeBytes || byName(a, b);
        case 'version': return compareVersions(a.name, b.name) || byName(a, b);
        case 'extension': {
          const [x, y] = [extension(a.name), extension(b.name)];
          return x < y ? -1 : x > y ? 1 : byName(a, b);
        }
        default: return byName(a, b);
      }
    };
    const isDirectory = ({ stat, link }: Entry): number => (stat.type === 'directory' || (link && !isErrno(link.stat) && link.stat.type === 'directory') ? 0 : 1);
    return [...entries].sort((a, b) => (directoriesFirst ? isDirectory(a) - isDirectory(b) : 0) || (reverse ? -compare(a, b) : compare(a, b)));
  }

  #show(entries: readonly Entry[]): void {
    const how = this.#how;
    const quoted = entries.map(({ name }) => quoteName(name, how.quoting, false));
    // On a terminal names line up with those that have a quote in front.
    const padding = how.quoting === 'shell-escape' && how.format !== 'one' && how.format !== 'commas' && quoted.some((text) => text.startsWith("'") || text.startsWith('"'));
    const names = quoted.map((text) => (padding && !text.startsWith("'") && !text.startsWith('"') ? ` ${text}` : text));
    const inodes = entries.map(({ stat }) => String(stat.ino));
    const blocks = entries.map(({ stat }) => (how.human ? humanText(blocksOf(stat) * 512, how.human) : String(blocksOf(stat) / 2)));
    const [inodeWidth, blockWidth] = [inodes, blocks].map((list) => (how.format === 'commas' ? 0 : Math.max(0, ...list.map((text) => text.length))));
    const prefix = (n: number): string => (how.inode ? `${inodes[n]!.padStart(inodeWidth!)} ` : '') + (how.blocks ? `${blocks[n]!.padStart(blockWidth!)} ` : '');
    const text = (n: number): string => prefix(n) + names[n]! + this.#indicator(entries[n]!.stat);
    if (how.format === 'long') {
      const columns = this.#longColumns(entries);
      for (const [n, entry] of entries.entries()) {
        const arrow = entry.link ? ` -> ${quoteName(entry.link.target, how.quoting, false)}${isErrno(entry.link.stat) || how.indicator === 'slash' ? '' : this.#indicator(entry.link.stat)}` : '';
        this.#out.add(`${prefix(n)}${columns[n]}${names[n]}${entry.link ? '' : this.#indicator(entry.stat)}${arrow}${how.end}`);
      }
      return;
    }
    const texts = entries.map((_, n) => text(n));
    if (how.format === 'one') for (const line of texts) this.#out.add(line + how.end);
    else if (texts.length > 0) this.#out.add(layOut(texts, how.format, how.width));
  }

  #indicator(stat: Stat): string {
    const { indicator, format } = this.#how;
    if (indicator === 'none') return '';
    if (stat.type === 'directory') return '/';
    if (indicator === 'slash') return '';
    if (stat.type === 'symlink') return format === 'long' ? '' : '@';
    if (stat.type === 'fifo') return '|';
    if (stat.type === 'socket') return '=';
    return indicator === 'classify' && stat.type === 'file' && stat.mode & 0o111 ? '*' : '';
  }

  #longColumns(entries: readonly Entry[]): string[] {
    const p = this.#p;
    const how = this.#how;
    const [users, groups] = [new Map<number, string>(), new Map<number, string>()];
    const nameOf = (known: Map<number, string>, id: number, find: (p: Process, id: number) => string | undefined): string => {
      let text = known.get(id);
      if (text === undefined) known.set(id, (text = how.numeric ? String(id) : (find(p, id) ?? String(id))));
      return text;
    };
    const size = ({ stat }: Entry): string => (how.human ? humanText(stat.sizeBytes, how.human) : String(stat.sizeBytes));
    const widest = (list: readonly string[]): number => Math.max(0, ...list.map((text) => text.length));
    const links = entries.map(({ stat }) => String(stat.nlink));
    const owners = entries.map(({ stat }) => nameOf(users, stat.uid, userName));
    const owned = entries.map(({ stat }) => nameOf(groups, stat.gid, groupName));
    const devices = entries.map(({ stat }) => stat.rdev);
    const [majorWidth, minorWidth] = [0, 1].map((n) => widest(devices.flatMap((rdev) => (rdev ? [String(rdev[n])] : []))));
    const sizes = entries.map((entry, n) => (devices[n] ? `${String(devices[n][0]).padStart(majorWidth!)}, ${String(devices[n][1]).padStart(minorWidth!)}` : size(entry)));
    const widths = [links, owners, owned, sizes].map(widest) as [number, number, number, number];
    const pad = (text: string, width: number): string => (how.numeric ? text.padStart(width) : text.padEnd(width));
    const times = entries.map(({ stat }) => this.#time(stat[how.time]));
    const timeWidth = widest(times);
    return entries.map(({ stat }, n) => {
      const who = (how.owner ? `${pad(owners[n]!, widths[1])} ` : '') + (how.group ? `${pad(owned[n]!, widths[2])} ` : '');
      return `${modeText(stat.type, stat.mode)} ${links[n]!.padStart(widths[0])} ${who}${sizes[n]!.padStart(widths[3])} ${times[n]!.padEnd(timeWidth)} `;
    });
  }

  #time(us: number): string {
    const { timeStyle } = this.#how;
    const moment = momentOf(wallClock(this.#m, us));
    const now = this.#p.kernel.clock.nowUs;
    const recent = us <= now && us > now - 31_556_952_000_000 / 2;
    if (typeof timeStyle === 'object') {
      const [old = '', fresh = old] = timeStyle.format.split('\n');
      return formatDate(recent ? fresh : old, moment)!;
    }
    const format = { 'full-iso': '%Y-%m-%d %H:%M:%S.%N %z', 'long-iso': '%Y-%m-%d %H:%M', iso: recent ? '%m-%d %H:%M' : '%Y-%m-%d ', recent: recent ? '%b %e %H:%M' : '%b %e  %Y' }[timeStyle];
    return formatDate(format, moment)!;
  }
}

