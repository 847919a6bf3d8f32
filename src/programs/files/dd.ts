/** dd: copies a file block by block. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { type Errno, isErrno } from '../../vfs/errno.ts';
import type { Program } from '../program.ts';
import { complain, unsupported, usageError } from '../text/messages.ts';
import { suffixFactor } from '../text/numbers.ts';
import { quote, quoteAlways, quoteIfNeeded } from '../text/quote.ts';
import { humanSize } from './human.ts';

const DEFAULT_BLOCK = 512;
/** A block that the machine holds at once; more is told as the real one tells that memory is short. */
const MAX_BLOCK = 128 * 2 ** 20;
const CONVERSIONS = [
  'ascii',
  'ebcdic',
  'ibm',
  'block',
  'unblock',
  'lcase',
  'ucase',
  'sparse',
  'swab',
  'noerror',
  'nocreat',
  'excl',
  'notrunc',
  'sync',
  'fdatasync',
  'fsync',
];
const MODELLED_CONVERSIONS = new Set([
  'noerror',
  'nocreat',
  'excl',
  'notrunc',
  'sync',
  'fdatasync',
  'fsync',
  'sparse',
  'lcase',
  'ucase',
  'swab',
]);
const FLAGS = [
  'append',
  'binary',
  'cio',
  'direct',
  'directory',
  'dsync',
  'noatime',
  'nocache',
  'noctty',
  'nofollow',
  'nolinks',
  'nonblock',
  'sync',
  'text',
  'fullblock',
  'count_bytes',
  'skip_bytes',
  'seek_bytes',
];
const IGNORED_FLAGS = new Set(['direct', 'dsync', 'noatime', 'nocache', 'noctty', 'nonblock', 'sync']);

interface Request {
  readonly input?: string;
  readonly output?: string;
  readonly inputBlock: number;
  readonly outputBlock: number;
  /** Blocks, or bytes where the number ended in B or a flag said so. */
  readonly count?: number;
  readonly countInBytes: boolean;
  readonly skip: number;
  readonly skipInBytes: boolean;
  readonly seek: number;
  readonly seekInBytes: boolean;
  readonly conversions: ReadonlySet<string>;
  readonly inputFlags: ReadonlySet<string>;
  readonly outputFlags: ReadonlySet<string>;
  readonly status: 'default' | 'none' | 'noxfer';
}

class Wrong {
  readonly text: string;
  readonly usage: boolean;
  readonly what: 'error' | 'unmodelled';

  constructor(text: string, usage = false, what: 'error' | 'unmodelled' = 'error') {
    this.text = text;
    this.usage = usage;
    this.what = what;
  }
}

/** A number with factors and suffixes: `4k`, `2x512`, `1MiB`, `10B`. */
const parseNumber = (text: string): number | undefined => {
  let value = 1n;
  for (const part of text.split('x')) {
    const found = /^(\d+)([A-Za-z]*)$/.exec(part);
    if (!found) return undefined;
    const factor = found[2] === 'B' ? 1n : suffixFactor(found[2]!, 'cwbkKMGTPEZY');
    if (factor === undefined) return undefined;
    value *= BigInt(found[1]!) * factor;
  }
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(value);
};

const words = (
  list: string,
  known: readonly string[],
  modelled: (word: string) => boolean,
  what: string,
): ReadonlySet<string> | Wrong => {
  const set = new Set<string>();
  for (const word of list.split(',')) {
    if (!known.includes(word)) return new Wrong(`invalid ${what}: ${quote(list.slice(list.indexOf(word)))}`, true);
    if (!modelled(word)) return new Wrong(`${what} ${word}`, false, 'unmodelled');
    set.add(word);
  }
  return set;
};

function parseRequest(operands: readonly string[]): Request | Wrong {
  let r: Request = {
    inputBlock: DEFAULT_BLOCK,
    outputBlock: DEFAULT_BLOCK,
    countInBytes: false,
    skip: 0,
    skipInBytes: false,
    seek: 0,
    seekInBytes: false,
    conversions: new Set(),
    inputFlags: new Set(),
    outputFlags: new Set(),
    status: 'default',
  };
  let block: number | undefined;
  for (const operand of operands) {
    const equals = operand.indexOf('=');
    const [name, value] = [operand.slice(0, equals), operand.slice(equals + 1)];
    if (equals < 0) return new Wrong(`unrecognized operand ${quote(operand)}`, true);
    if (name === 'if') r = { ...r, input: value };
    else if (name === 'of') r = { ...r, output: value };
    else if (name === 'conv') {
      const set = words(value, CONVERSIONS, (word) => MODELLED_CONVERSIONS.has(word), 'conversion');
      if (set instanceof Wrong) return set;
      r = { ...r, conversions: new Set([...r.conversions, ...set]) };
    } else if (name === 'iflag' || name === 'oflag') {
      const own =
        name === 'iflag'
          ? ['fullblock', 'count_bytes', 'skip_bytes', 'directory', 'nofollow']
          : ['append', 'seek_bytes', 'directory', 'nofollow'];
      const set = words(
        value,
        FLAGS,
        (word) => own.includes(word) || IGNORED_FLAGS.has(word),
        name === 'iflag' ? 'input flag' : 'output flag',
      );
      if (set instanceof Wrong) return set;
      if (name === 'iflag')
        r = {
          ...r,
          inputFlags: new Set([...r.inputFlags, ...set]),
          countInBytes: r.countInBytes || set.has('count_bytes'),
          skipInBytes: r.skipInBytes || set.has('skip_bytes'),
        };
      else
        r = {
          ...r,
          outputFlags: new Set([...r.outputFlags, ...set]),
          seekInBytes: r.seekInBytes || set.has('seek_bytes'),
        };
    } else if (name === 'status') {
      if (value === 'progress') return new Wrong('status=progress', false, 'unmodelled');
      if (value !== 'none' && value !== 'noxfer') return new Wrong(`invalid status level: ${quote(value)}`, true);
      r = { ...r, status: value };
    } else {
      const number = parseNumber(value);
      const inBytes = value.endsWith('B');
      const isBlock = ['ibs', 'obs', 'bs', 'cbs'].includes(name);
      if (!isBlock && !['skip', 'iseek', 'seek', 'oseek', 'count'].includes(name))
        return new Wrong(`unrecognized operand ${quote(operand)}`, true);
      if (number === undefined || (isBlock && number === 0)) return new Wrong(`invalid number: ${quote(value)}`);
      if (name === 'ibs') r = { ...r, inputBlock: number };
      else if (name === 'obs') r = { ...r, outputBlock: number };
      else if (name === 'bs') block = number;
      else if (name === 'count') r = { ...r, count: number, countInBytes: r.countInBytes || inBytes };
      else if (name === 'skip' || name === 'iseek') r = { ...r, skip: number, skipInBytes: r.skipInBytes || inBytes };
      else if (name === 'seek' || name === 'oseek') r = { ...r, seek: number, seekInBytes: r.seekInBytes || inBytes };
      else return new Wrong('cbs', false, 'unmodelled');
    }
  }
  return block === undefined ? r : { ...r, inputBlock: block, outputBlock: block };
}

export const dd: Program = {
  name: 'dd',
  run: function* (p) {
    const operands = p.argv.slice(1);
    if (operands.length === 1 && (operands[0] === '--help' || operands[0] === '--version'))
      return yield* unsupported(p, `option ${operands[0]}`);
    const stray = operands[0]?.startsWith('-') && operands[0] !== '--' ? operands[0] : undefined;
    if (stray !== undefined)
      return yield* usageError(
        p,
        stray.startsWith('--') ? `unrecognized option '${stray}'` : `invalid option -- '${stray[1]}'`,
      );
    const request = parseRequest(operands[0] === '--' ? operands.slice(1) : operands);
    if (request instanceof Wrong) {
      if (request.what === 'unmodelled') return yield* unsupported(p, request.text);
      return request.usage ? yield* usageError(p, request.text) : yield* complain(p, request.text);
    }
    for (const [size, what] of [
      [request.inputBlock, 'input'],
      [request.outputBlock, 'output'],
    ] as const) {
      if (size <= MAX_BLOCK) continue;
      const { number, letter } = humanSize(size, 1024, 'nearest');
      return yield* complain(
        p,
        `memory exhausted by ${what} buffer of size ${size} bytes (${number} ${letter}${letter ? 'iB' : 'B'})`,
      );
    }
    return yield* new Copying(p, request).run();
  },
};

class Copying {
  readonly #p: Process;
  readonly #r: Request;
  readonly #startUs: number;
  readonly #twoBuffers: boolean;
  #full = { in: 0, out: 0 };
  #partial = { in: 0, out: 0 };
  #written = 0;
  #pending = '';
  #status = 0;

  constructor(p: Process, request: Request) {
    this.#p = p;
    this.#r = request;
    this.#startUs = p.kernel.clock.nowUs;
    this.#twoBuffers = request.inputBlock !== request.outputBlock;
  }

  *run(): Task<number> {
    const p = this.#p;
    const r = this.#r;
    if (r.input !== undefined) {
      const fd = yield* p.openTask(r.input, {
        read: true,
        ...(r.inputFlags.has('directory') ? { directory: true } : {}),
        ...(r.inputFlags.has('nofollow') ? { nofollow: true } : {}),
      });
      if (isErrno(fd)) return yield* complain(p, `failed to open ${quoteAlways(r.input)}: ${fd.message}`);
      p.dup2(fd, 0);
    }
    const seekBytes = r.seekInBytes ? r.seek : r.seek * r.outputBlock;
    if (r.output !== undefined) {
      const keep = r.conversions.has('notrunc');
      const fd = yield* p.openTask(r.output, {
        write: true,
        create: !r.conversions.has('nocreat'),
        exclusive: r.conversions.has('excl'),
        append: r.outputFlags.has('append'),
        truncate: !keep && seekBytes === 0,
      });
      if (isErrno(fd)) return yield* complain(p, `failed to open ${quoteAlways(r.output)}: ${fd.message}`);
      p.dup2(fd, 1);
      const stat = p.fstat(1);
      if (!keep && seekBytes > 0 && !isErrno(stat) && stat.type === 'file') {
        const done = p.truncate(r.output, seekBytes);
        if (isErrno(done))
          return yield* complain(
            p,
            `failed to truncate to ${seekBytes} bytes in output file ${quoteAlways(r.output)}: ${done.message}`,
          );
      }
    }
    const skipBytes = r.skipInBytes ? r.skip : r.skip * r.inputBlock;
    if (skipBytes > 0 && !(yield* this.#skip(skipBytes))) return yield* this.#end(1);
    if (seekBytes > 0) {
      const at = p.seek(1, seekBytes, 'cur');
      if (isErrno(at)) {
        yield* complain(p, `${quoteIfNeeded(r.output ?? 'standard output')}: cannot seek: ${at.message}`);
        return yield* this.#end(1);
      }
    }
    yield* this.#copy();
    return yield* this.#end(this.#status);
  }

  *#skip(bytes: number): Task<boolean> {
    const p = this.#p;
    const name = this.#r.input ?? 'standard input';
    const stat = p.fstat(0);
    const seekable = !isErrno(stat) && (stat.type === 'file' || stat.type === 'block');
    if (seekable) {
      if (stat.type === 'file' && bytes > stat.sizeBytes)
        yield* complain(p, `${quoteIfNeeded(name)}: cannot skip to specified offset`);
      p.seek(0, bytes, 'cur');
      return true;
    }
    for (let left = bytes; left > 0; ) {
      const got = yield* p.read(0, Math.min(left, 65_536));
      if (isErrno(got)) {
        yield* complain(p, `error reading ${quoteAlways(name)}: ${got.message}`);
        return false;
      }
      if (got === '') {
        yield* complain(p, `${quoteIfNeeded(name)}: cannot skip to specified offset`);
        break;
      }
      left -= got.length;
      if (p.shouldYield()) yield p.turn;
    }
    return true;
  }

  /** One read(2): devices and files fill the buffer, pipes and terminals give what they have. */
  *#read(bytes: number): Task<string | Errno> {
    const p = this.#p;
    const kind = p.descriptor(0)?.kind;
    const filled =
      this.#r.inputFlags.has('fullblock') || kind === 'file' || kind === 'block' || (kind === 'char' && !p.isatty(0));
    const parts: string[] = [];
    for (let left = bytes; left > 0; ) {
      const got = yield* p.read(0, left);
      if (isErrno(got)) return got;
      if (got === '') break;
      parts.push(got);
      left -= got.length;
      if (!filled) break;
    }
    return parts.join('');
  }

  *#copy(): Task {
    const p = this.#p;
    const r = this.#r;
    for (;;) {
      let want = r.inputBlock;
      if (r.count !== undefined) {
        if (r.countInBytes) want = Math.min(want, r.count - (this.#full.in * r.inputBlock + this.#partialBytes));
        else if (this.#full.in + this.#partial.in >= r.count) break;
        if (want <= 0) break;
      }
      if (p.shouldYield()) yield p.turn;
      p.kernel.work(want, 128);
      const got = yield* this.#read(want);
      if (isErrno(got)) {
        yield* complain(p, `error reading ${quoteAlways(r.input ?? 'standard input')}: ${got.message}`);
        this.#status = 1;
        if (!r.conversions.has('noerror') || got.name === 'EISDIR' || got.name === 'EBADF') break;
        yield* this.#statistics();
        p.seek(0, r.inputBlock, 'cur');
        continue;
      }
      if (got === '') break;
      if (got.length < r.inputBlock) {
        this.#partial.in++;
        this.#partialBytes += got.length;
      } else this.#full.in++;
      const converted = this.#convert(got);
      if (!this.#twoBuffers) {
        if (!(yield* this.#put(converted))) return;
        continue;
      }
      this.#pending += converted;
      while (this.#pending.length >= r.outputBlock) {
        const block = this.#pending.slice(0, r.outputBlock);
        this.#pending = this.#pending.slice(r.outputBlock);
        if (!(yield* this.#put(block))) return;
      }
    }
    if (this.#pending !== '') yield* this.#put(this.#pending);
  }

  #partialBytes = 0;

  #convert(bytes: string): string {
    const { conversions, inputBlock } = this.#r;
    let out = bytes;
    if (conversions.has('sync') && out.length < inputBlock) out = out.padEnd(inputBlock, '\0');
    if (conversions.has('lcase')) out = out.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    if (conversions.has('ucase')) out = out.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
    if (conversions.has('swab')) out = out.replace(/([\s\S])([\s\S])/g, '$2$1');
    return out;
  }

  *#put(block: string): Task<boolean> {
    const p = this.#p;
    let done = 0;
    let failed: Errno | undefined;
    while (done < block.length) {
      const taken = yield* this.#write(done === 0 ? block : block.slice(done));
      if (isErrno(taken)) {
        failed = taken;
        break;
      }
      done += taken;
    }
    this.#written += done;
    if (done === this.#r.outputBlock) this.#full.out++;
    else if (done > 0) this.#partial.out++;
    if (failed === undefined) return true;
    yield* complain(p, `error writing ${quoteAlways(this.#r.output ?? 'standard output')}: ${failed.message}`);
    this.#status = 1;
    return false;
  }

  *#write(bytes: string): Task<number | Errno> {
    const p = this.#p;
    const whole = p.tryWrite(1, bytes);
    if (isErrno(whole) || whole > 0) return whole;
    const rest = yield* p.write(1, bytes);
    return isErrno(rest) ? rest : bytes.length;
  }

  *#end(status: number): Task<number> {
    if (this.#r.status !== 'none') yield* this.#statistics();
    return status;
  }

  *#statistics(): Task {
    const p = this.#p;
    yield* p.warn(
      `${this.#full.in}+${this.#partial.in} records in\n${this.#full.out}+${this.#partial.out} records out\n`,
    );
    if (this.#r.status === 'noxfer') return;
    const seconds = (p.kernel.clock.nowUs - this.#startUs) / 1e6;
    const bytes = this.#written;
    const [si, iec] = [humanSize(bytes, 1000, 'nearest'), humanSize(bytes, 1024, 'nearest')];
    const unit = (letter: string, binary: boolean): string =>
      letter === '' ? 'B' : binary ? `${letter}iB` : `${letter === 'K' ? 'k' : letter}B`;
    const sizes =
      bytes < 1000
        ? ''
        : ` (${si.number} ${unit(si.letter, false)}${iec.letter === '' ? '' : `, ${iec.number} ${unit(iec.letter, true)}`})`;
    const rate = seconds > 0 ? humanSize(Math.round(bytes / seconds), 1000, 'nearest') : undefined;
    const speed =
      rate === undefined
        ? 'Infinity B/s'
        : bytes === 0
          ? '0.0 kB/s'
          : `${rate.letter === '' ? (Number(rate.number) / 1000).toFixed(1) : rate.number} ${rate.letter === '' ? 'kB' : unit(rate.letter, false)}/s`;
    yield* p.warn(
      `${bytes} byte${bytes === 1 ? '' : 's'}${sizes} copied, ${Number(seconds.toPrecision(6))} s, ${speed}\n`,
    );
  }
}
