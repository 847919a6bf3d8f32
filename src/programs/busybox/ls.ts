/** ls of busybox: fixed widths instead of columns that fit, its own layout on a terminal. Colours are not modelled. */
import type { Task } from '../../kernel/task.ts';
import { type Errno, isErrno } from '../../vfs/errno.ts';
import type { Stat } from '../../vfs/stat.ts';
import { momentOf, wallClock } from '../dates/calendar.ts';
import { formatDate } from '../dates/format.ts';
import { joined } from '../files/destination.ts';
import { groupName, userName } from '../files/ids.ts';
import { modeText } from '../files/mode.ts';
import { blocksOf } from '../files/stat.ts';
import { Output } from '../text/output.ts';
import { compareVersions } from '../text/sort-compare.ts';
import type { Applet, Call } from './applet.ts';
import { humanSize } from './human.ts';

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly stat: Stat;
}

const TERMINAL_WIDTH = 80;
const HALF_A_YEAR_US = (365 * 24 * 3600 * 1_000_000) / 2;

class Listing {
  readonly #call: Call;
  readonly #out: Output;
  readonly #long: boolean;
  readonly #time: 'mtimeUs' | 'atimeUs' | 'ctimeUs';
  #status = 0;

  constructor(call: Call) {
    this.#call = call;
    this.#out = new Output(call.p, false);
    this.#long = call.has('l') || call.has('n') || call.has('g') || call.has('full-time');
    this.#time = call.has('c') ? 'ctimeUs' : call.has('u') ? 'atimeUs' : 'mtimeUs';
  }

  *run(): Task<number> {
    const { operands, has } = this.#call;
    const names = operands.length > 0 ? operands : ['.'];
    const [files, directories]: [Entry[], Entry[]] = [[], []];
    for (const name of names) {
      const entry = this.#entry(name, name, !this.#long && !has('F'));
      if (isErrno(entry)) yield* this.#complain(name, entry);
      else if (entry.stat.type === 'directory' && !has('d')) directories.push(entry);
      else files.push(entry);
    }
    if (files.length > 0) this.#show(this.#sorted(files));
    let first = files.length === 0;
    for (const { path } of this.#sorted(directories)) {
      yield* this.#directory(path, first, names.length > 1 || has('R'));
      first = false;
    }
    return yield* this.#out.close(this.#status);
  }

  *#complain(path: string, errno: Errno): Task {
    yield* this.#out.flush();
    yield* this.#call.p.warn(`ls: ${path}: ${errno.message}\n`);
    this.#status = 1;
  }

  #entry(name: string, path: string, named: boolean): Entry | Errno {
    const { p, has } = this.#call;
    const stat = has('L') || (named && !has('d')) || (has('H') && named) ? p.stat(path) : p.lstat(path);
    return isErrno(stat) ? stat : { name, path, stat };
  }

  *#directory(path: string, first: boolean, titled: boolean): Task {
    const { p, has } = this.#call;
    if (titled) this.#out.add(`${first ? '' : '\n'}${path}:\n`);
    const names = p.readdir(path);
    if (isErrno(names)) return yield* this.#complain(`can't open '${path}'`, names);
    const entries: Entry[] = [];
    for (const name of [...(has('a') ? ['.', '..'] : []), ...names]) {
      if (name.startsWith('.') && !has('a') && !has('A')) continue;
      const entry = this.#entry(name, joined(path, name), false);
      if (isErrno(entry)) yield* this.#complain(joined(path, name), entry);
      else entries.push(entry);
      if (p.shouldYield()) yield p.turn;
    }
    const shown = this.#sorted(entries);
    if (this.#long || has('s'))
      this.#out.add(`total ${this.#blocks(shown.reduce((sum, each) => sum + blocksOf(each.stat), 0))}\n`);
    this.#show(shown);
    if (this.#out.full) yield* this.#out.flush();
    if (!has('R')) return;
    for (const each of shown)
      if (each.stat.type === 'directory' && each.name !== '.' && each.name !== '..')
        yield* this.#directory(each.path, false, true);
  }

  #blocks(blocks: number): string {
    return this.#call.has('h') ? humanSize(blocks * 512) : String(blocks / 2);
  }

  #sorted(entries: readonly Entry[]): Entry[] {
    const { has } = this.#call;
    const extension = (name: string): string => (name.includes('.') ? name.slice(name.lastIndexOf('.')) : '');
    const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    const compare = (a: Entry, b: Entry): number =>
      (has('S')
        ? b.stat.sizeBytes - a.stat.sizeBytes
        : has('t')
          ? b.stat[this.#time] - a.stat[this.#time]
          : has('X')
            ? text(extension(a.name), extension(b.name))
            : has('v')
              ? compareVersions(a.name, b.name)
              : 0) || text(a.name, b.name);
    const inOrder = [...entries].sort(compare);
    return has('r') ? inOrder.reverse() : inOrder;
  }

  #show(entries: readonly Entry[]): void {
    const { p } = this.#call;
    const lines = entries.map((entry) => this.#line(entry));
    const format = this.#call.options.findLast(({ name }) => 'C1xl'.includes(name) && name.length === 1)?.name;
    const columns = !this.#long && (format === 'C' || format === 'x' || (format === undefined && p.isatty(1)));
    if (!columns) for (const line of lines) this.#out.add(`${line}\n`);
    else this.#out.add(laidOut(lines, format === 'x', Number(this.#call.value('w') ?? TERMINAL_WIDTH)));
  }

  #line({ name, path, stat }: Entry): string {
    const { p, has } = this.#call;
    const before =
      (has('i') ? `${String(stat.ino).padStart(7)} ` : '') +
      (has('s') ? `${this.#blocks(blocksOf(stat)).padStart(6)} ` : '');
    const shown = has('Q') ? `"${name.replace(/["\\]/g, '\\$&')}"` : name;
    if (!this.#long) return `${before}${shown}${this.#mark(stat)}`;
    const link = stat.type === 'symlink' ? p.readlink(path) : undefined;
    const arrow = link === undefined || isErrno(link) ? '' : ` -> ${link.target}`;
    return `${before}${this.#columns(stat)}${shown}${arrow === '' ? this.#mark(stat) : arrow}`;
  }

  #mark({ type, mode }: Stat): string {
    const { has } = this.#call;
    if (!has('F') && !has('p')) return '';
    if (type === 'directory') return '/';
    if (!has('F')) return '';
    return type === 'symlink'
      ? '@'
      : type === 'fifo'
        ? '|'
        : type === 'socket'
          ? '='
          : type === 'file' && mode & 0o111
            ? '*'
            : '';
  }

  #columns(stat: Stat): string {
    const { p, has } = this.#call;
    const number = has('n');
    const user = number ? String(stat.uid) : (userName(p, stat.uid) ?? String(stat.uid));
    const group = number ? String(stat.gid) : (groupName(p, stat.gid) ?? String(stat.gid));
    const who = (text: string): string => `${text.slice(0, 8).padEnd(8)} `;
    const owners = has('g') ? who(group) : `${who(user)}${who(group)}`;
    const size = stat.rdev
      ? `${String(stat.rdev[0]).padStart(4)}, ${String(stat.rdev[1]).padStart(3)} `
      : has('h')
        ? `${humanSize(stat.sizeBytes).padStart(7)} `
        : `${String(stat.sizeBytes).padStart(9)} `;
    return `${modeText(stat.type, stat.mode)} ${String(stat.nlink).padStart(4)} ${owners}${size}${this.#when(stat[this.#time])} `;
  }

  #when(us: number): string {
    const moment = momentOf(wallClock(this.#call.m, us));
    if (this.#call.has('full-time')) return formatDate('%Y-%m-%d %H:%M:%S %z', moment)!;
    const age = this.#call.p.kernel.clock.nowUs - us;
    const recent = age < HALF_A_YEAR_US && age > -15 * 60 * 1_000_000;
    return formatDate(recent ? '%b %e %H:%M' : '%b %e  %Y', moment)!;
  }
}

/** As many columns of one width as fit, filled downwards or across. */
function laidOut(lines: readonly string[], across: boolean, width: number): string {
  const column = Math.max(0, ...lines.map((line) => line.length)) + 2;
  const columns = Math.max(1, Math.floor(width / column));
  const rows = Math.ceil(lines.length / columns);
  let text = '';
  for (let row = 0; row < rows; row++) {
    let end = 0;
    for (let at = 0; at < columns; at++) {
      const line = lines[across ? row * columns + at : at * rows + row];
      if (line === undefined) continue;
      text += (at > 0 ? ' '.repeat(column - end) : '') + line;
      end = line.length;
    }
    text += '\n';
  }
  return text;
}

export const ls: Applet = {
  name: 'ls',
  usage: 'ls [-1AaCxdLHRFplinshrSXvctu] [-w WIDTH] [FILE]...',
  options: 'Cadi1lgnsxAkFpRQLHhSXrvctuw:T:',
  long: ['full-time', 'group-directories-first', 'color::'],
  beyond: (call) => (call.has('group-directories-first') ? '--group-directories-first' : undefined),
  run: (call) => new Listing(call).run(),
};
