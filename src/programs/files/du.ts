/** du: how much space files take (coreutils). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';
import { quote, quoteAlways } from '../text/quote.ts';
import { joined } from './destination.ts';
import { humanText } from './human.ts';
import { blocksOf } from './stat.ts';

const LONG = [
  'all=a',
  'apparent-size',
  'block-size:=B',
  'bytes=b',
  'count-links=l',
  'dereference=L',
  'dereference-args=D',
  'max-depth:=d',
  'human-readable=h',
  'null=0',
  'no-dereference=P',
  'one-file-system=x',
  'separate-dirs=S',
  'si',
  'summarize=s',
  'total=c',
  'help',
  'version',
];
const SECTOR = 512;

interface Wishes {
  readonly all: boolean;
  readonly apparent: boolean;
  readonly follow: boolean;
  readonly oneFileSystem: boolean;
  readonly separate: boolean;
  readonly countLinks: boolean;
  readonly depth: number;
  readonly show: (bytes: number) => string;
  readonly end: string;
}

export const du: Program = {
  name: 'du',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, '0aB:bcd:DhHklLmPsSx', LONG);
    let [all, apparent, follow, oneFileSystem, separate, countLinks, total, summarize] = Array<boolean>(8).fill(false);
    let depth: number | undefined;
    let unit = 1024;
    let human: 1000 | 1024 | undefined;
    let end = '\n';
    for (const { name, value = '' } of options) {
      if (name === 'a') all = true;
      else if (name === 'apparent-size') apparent = true;
      else if (name === 'b') [apparent, unit, human] = [true, 1, undefined];
      else if (name === 'c') total = true;
      else if (name === 'd') {
        if (!/^\d+$/.test(value)) return yield* usageError(p, `invalid maximum depth ${quote(value)}`);
        depth = Number(value);
      } else if (name === 'h') human = 1024;
      else if (name === 'si') human = 1000;
      else if (name === 'k') [unit, human] = [1024, undefined];
      else if (name === 'm') [unit, human] = [2 ** 20, undefined];
      else if (name === 'l') countLinks = true;
      else if (name === 'L') follow = true;
      else if (name === 's') summarize = true;
      else if (name === 'S') separate = true;
      else if (name === 'x') oneFileSystem = true;
      else if (name === '0') end = '\0';
      else if (name !== 'P') return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (summarize && all) {
      yield* usageError(p, 'cannot both summarize and show all entries');
      return 1;
    }
    if (summarize && depth !== undefined && depth > 0) {
      yield* complain(p, `warning: summarizing conflicts with --max-depth=${depth}`);
      yield* p.warn("Try 'du --help' for more information.\n");
      return 1;
    }
    const wishes: Wishes = {
      all: all === true,
      apparent: apparent === true,
      follow: follow === true,
      oneFileSystem: oneFileSystem === true,
      separate: separate === true,
      countLinks: countLinks === true,
      depth: summarize ? 0 : (depth ?? Number.POSITIVE_INFINITY),
      show: (bytes) => (human ? humanText(bytes, human) : String(Math.ceil(bytes / unit))),
      end,
    };
    const walk = new Walk(p, wishes);
    let sum = 0;
    for (const path of operands.length > 0 ? operands : ['.']) sum += yield* walk.measure(path, 0);
    if (total) yield* p.print(`${wishes.show(sum)}\ttotal${end}`);
    return walk.failed ? 1 : 0;
  },
};

class Walk {
  failed = false;
  readonly #p: Process;
  readonly #wishes: Wishes;
  /** Files with several names count once. */
  readonly #seen = new Set<string>();
  #device: number | undefined;

  constructor(p: Process, wishes: Wishes) {
    this.#p = p;
    this.#wishes = wishes;
  }

  /** Prints what is to be shown at and below a path; its size with everything below. */
  *measure(path: string, level: number): Task<number> {
    const p = this.#p;
    const wishes = this.#wishes;
    const stat = wishes.follow ? p.stat(path) : p.lstat(path);
    if (isErrno(stat)) {
      yield* complain(p, `cannot access ${quoteAlways(path)}: ${stat.message}`);
      this.failed = true;
      return 0;
    }
    if (level === 0) this.#device = stat.dev;
    if (wishes.oneFileSystem && stat.dev !== this.#device) return 0;
    const key = `${stat.dev}:${stat.ino}`;
    if ((stat.nlink > 1 && stat.type !== 'directory') || level === 0) {
      if (!wishes.countLinks && this.#seen.has(key)) return 0;
      this.#seen.add(key);
    }
    const counts = stat.type === 'file' || stat.type === 'symlink' || stat.type === 'directory';
    const own = wishes.apparent ? (counts ? stat.sizeBytes : 0) : blocksOf(stat) * SECTOR;
    let below = 0;
    let shown = own;
    if (stat.type === 'directory') {
      const names = p.readdir(path);
      if (isErrno(names)) {
        yield* complain(p, `cannot read directory ${quoteAlways(path)}: ${names.message}`);
        this.failed = true;
      } else
        for (const name of names) {
          const child = joined(path, name);
          const bytes = yield* this.measure(child, level + 1);
          below += bytes;
          const inode = p.lstat(child);
          if (!wishes.separate || (!isErrno(inode) && inode.type !== 'directory')) shown += bytes;
        }
    }
    if (level <= wishes.depth && (stat.type === 'directory' || wishes.all || level === 0))
      yield* p.print(`${wishes.show(shown)}\t${path}${wishes.end}`);
    return own + below;
  }
}
