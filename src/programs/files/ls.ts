/** ls: lists directories, in the C locale. Colours are not modelled. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { type Errno, isErrno } from '../../vfs/errno.ts';
import type { Stat } from '../../vfs/stat.ts';
import { momentOf, wallClock } from '../dates/calendar.ts';
import { formatDate } from '../dates/format.ts';
import type { Program } from '../program.ts';
import { matchesGlob } from '../text/glob.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';
import { Output } from '../text/output.ts';
import { quoteAlways } from '../text/quote.ts';
import { compareVersions } from '../text/sort-compare.ts';
import { joined } from './destination.ts';
import { humanText } from './human.ts';
import { groupName, userName } from './ids.ts';
import { layOut } from './ls-columns.ts';
import { type ListingOptions, parseArguments, readOptions } from './ls-options.ts';
import { quoteName } from './ls-quoting.ts';
import { modeText } from './mode.ts';
import { blocksOf } from './stat.ts';

/** Status for an operand that cannot be accessed; 1 is for trouble below one. */
const SERIOUS = 2;

interface Entry {
  readonly name: string;
  readonly stat: Stat;
  /** Where a symlink leads, with what is there. */
  readonly link?: { readonly target: string; readonly stat: Stat | Errno };
}

export const ls: Program = {
  name: 'ls',
  run: function* (p, m) {
    const given = parseArguments(p.argv);
    const how = readOptions(p, given);
    if (typeof how === 'string') return yield* unsupportedOption(p, how, SERIOUS);
    if ('wrong' in how) {
      yield* p.warn(how.wrong);
      return 1;
    }
    if (given.error !== undefined) return yield* usageError(p, given.error, SERIOUS);
    return yield* new Listing(p, m, how).run(
      given.operands.length > 0 ? given.operands : ['.'],
      given.operands.length > 1,
    );
  },
};

class Listing {
  readonly #p: Process;
  readonly #m: Machine;
  readonly #how: ListingOptions;
  readonly #out: Output;
  #status = 0;

  constructor(p: Process, m: Machine, how: ListingOptions) {
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
    if (
      follow === 'all' ||
      (named &&
        (follow === 'named' || (follow === 'named-directories' && !isErrno(target) && target.type === 'directory')))
    ) {
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
      if (
        how.ignored.some((pattern) => (pattern.startsWith('.') || !name.startsWith('.')) && matchesGlob(pattern, name))
      )
        continue;
      const entry = this.#entry(name, joined(path, name), false);
      if (isErrno(entry))
        yield* this.#complain(`cannot access ${quoteAlways(joined(path, name))}: ${entry.message}`, 1);
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
    for (const { name, stat } of shown)
      if (stat.type === 'directory' && name !== '.' && name !== '..')
        yield* this.#directory(joined(path, name), true, false, false);
  }

  #sorted(entries: readonly Entry[]): Entry[] {
    const { sort, reverse, time, directoriesFirst } = this.#how;
    if (sort === 'none') return [...entries];
    const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
    const extension = (name: string): string => (name.includes('.') ? name.slice(name.lastIndexOf('.')) : '');
    const compare = (a: Entry, b: Entry): number => {
      switch (sort) {
        case 'time':
          return b.stat[time] - a.stat[time] || byName(a, b);
        case 'size':
          return b.stat.sizeBytes - a.stat.sizeBytes || byName(a, b);
        case 'version':
          return compareVersions(a.name, b.name) || byName(a, b);
        case 'extension': {
          const [x, y] = [extension(a.name), extension(b.name)];
          return x < y ? -1 : x > y ? 1 : byName(a, b);
        }
        default:
          return byName(a, b);
      }
    };
    const isDirectory = ({ stat, link }: Entry): number =>
      stat.type === 'directory' || (link && !isErrno(link.stat) && link.stat.type === 'directory') ? 0 : 1;
    return [...entries].sort(
      (a, b) => (directoriesFirst ? isDirectory(a) - isDirectory(b) : 0) || (reverse ? -compare(a, b) : compare(a, b)),
    );
  }

  #show(entries: readonly Entry[]): void {
    const how = this.#how;
    const quoted = entries.map(({ name }) => quoteName(name, how.quoting, false));
    // On a terminal names line up with those that have a quote in front.
    const padding =
      how.quoting === 'shell-escape' &&
      how.format !== 'one' &&
      how.format !== 'commas' &&
      quoted.some((text) => text.startsWith("'") || text.startsWith('"'));
    const names = quoted.map((text) => (padding && !text.startsWith("'") && !text.startsWith('"') ? ` ${text}` : text));
    const inodes = entries.map(({ stat }) => String(stat.ino));
    const blocks = entries.map(({ stat }) =>
      how.human ? humanText(blocksOf(stat) * 512, how.human) : String(blocksOf(stat) / 2),
    );
    const [inodeWidth, blockWidth] = [inodes, blocks].map((list) =>
      how.format === 'commas' ? 0 : Math.max(0, ...list.map((text) => text.length)),
    );
    const prefix = (n: number): string =>
      (how.inode ? `${inodes[n]!.padStart(inodeWidth!)} ` : '') +
      (how.blocks ? `${blocks[n]!.padStart(blockWidth!)} ` : '');
    const text = (n: number): string => prefix(n) + names[n]! + this.#indicator(entries[n]!.stat);
    if (how.format === 'long') {
      const columns = this.#longColumns(entries);
      for (const [n, entry] of entries.entries()) {
        const arrow = entry.link
          ? ` -> ${quoteName(entry.link.target, how.quoting, false)}${isErrno(entry.link.stat) || how.indicator === 'slash' ? '' : this.#indicator(entry.link.stat)}`
          : '';
        this.#out.add(
          `${prefix(n)}${columns[n]}${names[n]}${entry.link ? '' : this.#indicator(entry.stat)}${arrow}${how.end}`,
        );
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
    const nameOf = (
      known: Map<number, string>,
      id: number,
      find: (p: Process, id: number) => string | undefined,
    ): string => {
      let text = known.get(id);
      if (text === undefined) {
        text = how.numeric ? String(id) : (find(p, id) ?? String(id));
        known.set(id, text);
      }
      return text;
    };
    const size = ({ stat }: Entry): string =>
      how.human ? humanText(stat.sizeBytes, how.human) : String(stat.sizeBytes);
    const widest = (list: readonly string[]): number => Math.max(0, ...list.map((text) => text.length));
    const links = entries.map(({ stat }) => String(stat.nlink));
    const owners = entries.map(({ stat }) => nameOf(users, stat.uid, userName));
    const owned = entries.map(({ stat }) => nameOf(groups, stat.gid, groupName));
    const devices = entries.map(({ stat }) => stat.rdev);
    const [majorWidth, minorWidth] = [0, 1].map((n) =>
      widest(devices.flatMap((rdev) => (rdev ? [String(rdev[n])] : []))),
    );
    const sizes = entries.map((entry, n) =>
      devices[n]
        ? `${String(devices[n][0]).padStart(majorWidth!)}, ${String(devices[n][1]).padStart(minorWidth!)}`
        : size(entry),
    );
    const widths = [links, owners, owned, sizes].map(widest) as [number, number, number, number];
    const pad = (text: string, width: number): string => (how.numeric ? text.padStart(width) : text.padEnd(width));
    const times = entries.map(({ stat }) => this.#time(stat[how.time]));
    const timeWidth = widest(times);
    return entries.map(({ stat }, n) => {
      const who =
        (how.owner ? `${pad(owners[n]!, widths[1])} ` : '') + (how.group ? `${pad(owned[n]!, widths[2])} ` : '');
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
    const format = {
      'full-iso': '%Y-%m-%d %H:%M:%S.%N %z',
      'long-iso': '%Y-%m-%d %H:%M',
      iso: recent ? '%m-%d %H:%M' : '%Y-%m-%d ',
      recent: recent ? '%b %e %H:%M' : '%b %e  %Y',
    }[timeStyle];
    return formatDate(format, moment)!;
  }
}
