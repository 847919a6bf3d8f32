/** tail: the last part of files. Following a file (-f) is not modelled. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { type Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { CHUNK_BYTES, closeInput, mayHold, openInput, readChunk } from './inputs.ts';
import { complain, unsupportedOption, usageError } from './messages.ts';
import { parseSize } from './numbers.ts';
import { Output } from './output.ts';
import { quote, quoteAlways } from './quote.ts';

const LONG = [
  'bytes:=c',
  'lines:=n',
  'quiet=q',
  'silent=q',
  'verbose=v',
  'zero-terminated=z',
  'follow::=f',
  'pid:',
  'retry',
  'sleep-interval:=s',
  'max-unchanged-stats:',
  'help',
  'version',
];

interface Amount {
  readonly unit: 'lines' | 'bytes';
  readonly count: number;
  /** Starting with number `count` instead of the last `count`. */
  readonly fromStart: boolean;
}

/** Where the last `count` lines begin. */
const lastLines = (text: string, count: number, end: string): number => {
  if (count === 0) return text.length;
  let place = text.endsWith(end) ? text.length - 1 : text.length;
  for (let n = 0; n < count; n++) {
    place = place <= 0 ? -1 : text.lastIndexOf(end, place - 1);
    if (place < 0) return 0;
  }
  return place + 1;
};

function* fromStart(p: Process, fd: number, amount: Amount, end: string, out: Output): Task<Errno | undefined> {
  let skip = Math.max(0, amount.count - 1);
  for (;;) {
    const text = yield* readChunk(p, fd);
    if (isErrno(text)) return text;
    if (text === '' || out.failed) return undefined;
    let at = 0;
    if (amount.unit === 'bytes') {
      at = Math.min(skip, text.length);
      skip -= at;
    } else {
      while (skip > 0 && at < text.length) {
        const place = text.indexOf(end, at);
        at = place < 0 ? text.length : place + 1;
        if (place >= 0) skip--;
      }
    }
    out.add(text.slice(at));
    if (out.full) yield* out.flush();
  }
}

function* last(p: Process, fd: number, amount: Amount, end: string, out: Output): Task<Errno | undefined> {
  let held = '';
  let trimAt = 4 * CHUNK_BYTES;
  for (;;) {
    const text = yield* readChunk(p, fd);
    if (isErrno(text)) return text;
    held += text;
    if (text === '' || held.length > trimAt) {
      const from =
        amount.unit === 'bytes' ? Math.max(0, held.length - amount.count) : lastLines(held, amount.count, end);
      held = held.slice(from);
      if (text === '') break;
      mayHold(p, held.length);
      // Twice of what has to be kept, so that endless lines are not looked at again and again.
      trimAt = Math.max(4 * CHUNK_BYTES, 2 * held.length);
      if (p.shouldYield()) yield p.turn;
    }
  }
  out.add(held);
  return undefined;
}

const amountOf = (unit: 'lines' | 'bytes', value: string): Amount | string => {
  const sign = value[0] === '+' || value[0] === '-' ? value[0] : '';
  const text = value[0] === '-' ? value.slice(1) : value;
  const count = parseSize(text, 'bkKmMGTPEZY');
  if (count === 'too-large') return `invalid number of ${unit}: ${quote(text)}: Value too large for defined data type`;
  if (count === 'invalid') return `invalid number of ${unit}: ${quote(text)}`;
  return { unit, count, fromStart: sign === '+' };
};

export const tail: Program = {
  name: 'tail',
  run: function* (p) {
    const old = /^([-+])(\d*)([bcl]?)(f?)$/.exec(p.argv[1] ?? '');
    let amount: Amount = { unit: 'lines', count: 10, fromStart: false };
    let headers: 'many' | 'always' | 'never' = 'many';
    let end = '\n';
    let argv = p.argv;
    if (old && p.argv.length <= 4 && (old[2] !== '' || old[1] === '+')) {
      if (old[4] !== '') return yield* unsupportedOption(p, 'f');
      argv = [p.argv[0]!, ...p.argv.slice(2)];
      const count = (old[2] === '' ? 10 : Number(old[2])) * (old[3] === 'b' ? 512 : 1);
      amount = { unit: old[3] === 'b' || old[3] === 'c' ? 'bytes' : 'lines', count, fromStart: old[1] === '+' };
    }
    const { options, operands, error } = getopt(argv, 'c:n:fFqs:vz0123456789', LONG);
    for (const { name, value = '' } of options) {
      if (name === 'n' || name === 'c') {
        const asked = amountOf(name === 'n' ? 'lines' : 'bytes', value);
        if (typeof asked === 'string') return yield* complain(p, asked);
        amount = asked;
      } else if (name === 'q') headers = 'never';
      else if (name === 'v') headers = 'always';
      else if (name === 'z') end = '\0';
      else if (/\d/.test(name)) return yield* complain(p, `option used in invalid context -- ${name}`);
      else if (name !== 's') return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    const paths = operands.length > 0 ? operands : ['-'];
    const titled = headers === 'always' || (headers === 'many' && paths.length > 1);
    const out = new Output(p);
    let status = 0;
    let started = false;
    for (const path of paths) {
      const fd = yield* openInput(p, path);
      if (isErrno(fd)) {
        yield* out.flush();
        status = yield* complain(p, `cannot open ${quoteAlways(path)} for reading: ${fd.message}`);
        continue;
      }
      if (titled) out.add(`${started ? '\n' : ''}==> ${path === '-' ? 'standard input' : path} <==\n`);
      started = true;
      const failed = yield* amount.fromStart ? fromStart(p, fd, amount, end, out) : last(p, fd, amount, end, out);
      closeInput(p, fd);
      if (failed) {
        yield* out.flush();
        status = yield* complain(
          p,
          `error reading ${path === '-' ? "'standard input'" : quoteAlways(path)}: ${failed.message}`,
        );
      }
    }
    return yield* out.close(status);
  },
};
