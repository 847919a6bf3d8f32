/** head: the first part of files. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { type Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { closeInput, mayHold, openInput, readChunk } from './inputs.ts';
import { complain, unsupportedOption, usageError } from './messages.ts';
import { parseSize } from './numbers.ts';
import { Output } from './output.ts';
import { quote, quoteAlways } from './quote.ts';

const LONG = ['bytes:=c', 'lines:=n', 'quiet=q', 'silent=q', 'verbose=v', 'zero-terminated=z', 'help', 'version'];
const READ_BYTES = 8192;

interface Amount {
  readonly unit: 'lines' | 'bytes';
  readonly count: number;
  /** All but the last `count`. */
  readonly allBut: boolean;
}

function* first(p: Process, fd: number, amount: Amount, end: string, out: Output): Task<Errno | undefined> {
  let left = amount.count;
  while (left > 0 && !out.failed) {
    const text = yield* p.read(fd, amount.unit === 'bytes' ? Math.min(READ_BYTES, left) : READ_BYTES);
    if (isErrno(text)) return text;
    if (text === '') break;
    if (amount.unit === 'bytes') {
      left -= text.length;
      out.add(text);
    } else {
      let at = 0;
      while (left > 0) {
        const place = text.indexOf(end, at);
        if (place < 0) break;
        at = place + 1;
        left--;
      }
      out.add(left > 0 ? text : text.slice(0, at));
      if (left === 0 && at < text.length) p.seek(fd, at - text.length, 'cur');
    }
    if (out.full) yield* out.flush();
  }
  return undefined;
}

function* allButLast(p: Process, fd: number, amount: Amount, end: string, out: Output): Task<Errno | undefined> {
  let held = '';
  let lookAt = READ_BYTES * 8;
  for (;;) {
    const text = yield* readChunk(p, fd, READ_BYTES * 4);
    if (isErrno(text)) return text;
    held += text;
    mayHold(p, held.length);
    if (text !== '' && amount.unit === 'lines' && held.length < lookAt) continue;
    let keep = held.length;
    if (amount.unit === 'bytes') keep = Math.max(0, held.length - amount.count);
    else if (amount.count > 0) {
      // The place after which `count` lines follow; an unterminated last line counts.
      let place = held.length - (text === '' && held.endsWith(end) ? 1 : 0);
      let wanted = amount.count;
      while (wanted > 0 && place >= 0) {
        place = place === 0 ? -1 : held.lastIndexOf(end, place - 1);
        wanted--;
      }
      keep = place + 1;
    }
    if (text !== '' && amount.unit === 'lines') {
      // More may come: hold one line more back.
      keep = keep === 0 ? 0 : held.lastIndexOf(end, keep - 2) + 1;
    }
    out.add(held.slice(0, keep));
    held = held.slice(keep);
    // Twice of what has to be kept, so that endless lines are not looked at again and again.
    lookAt = Math.max(READ_BYTES * 8, 2 * held.length);
    yield* out.flush();
    if (text === '' || out.failed) return undefined;
  }
}

export const head: Program = {
  name: 'head',
  run: function* (p) {
    const old = /^-(\d+)([bkmclqvz]*)$/.exec(p.argv[1] ?? '');
    let amount: Amount = { unit: 'lines', count: 10, allBut: false };
    let headers: 'many' | 'always' | 'never' = 'many';
    let end = '\n';
    let argv = p.argv;
    if (old) {
      argv = [p.argv[0]!, ...p.argv.slice(2)];
      amount = { ...amount, count: Number(old[1]) };
      for (const letter of old[2]!) {
        if (letter === 'q') headers = 'never';
        else if (letter === 'v') headers = 'always';
        else if (letter === 'z') end = '\0';
        else if (letter === 'l') amount = { ...amount, unit: 'lines' };
        else if (letter === 'c') amount = { ...amount, unit: 'bytes' };
        else amount = { ...amount, unit: 'bytes', count: Number(old[1]) * ({ b: 512, k: 1024 }[letter] ?? 1048576) };
      }
    }
    const { options, operands, error } = getopt(argv, 'c:n:qvz0123456789', LONG);
    for (const { name, value = '' } of options) {
      if (name === 'n' || name === 'c') {
        const unit = name === 'n' ? 'lines' : 'bytes';
        const allBut = value.startsWith('-');
        const text = allBut ? value.slice(1) : value;
        const count = parseSize(text, 'bkKmMGTPEZY');
        if (typeof count === 'string') {
          const why = count === 'too-large' ? ': Value too large for defined data type' : '';
          return yield* complain(p, `invalid number of ${unit}: ${quote(text)}${why}`);
        }
        amount = { unit, count, allBut };
      } else if (name === 'q') headers = 'never';
      else if (name === 'v') headers = 'always';
      else if (name === 'z') end = '\0';
      else if (/\d/.test(name)) return yield* usageError(p, `invalid trailing option -- ${name}`);
      else return yield* unsupportedOption(p, name);
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
        // Differs: busybox separates the next from this one too.
        if (p.flavour?.name === 'busybox') started = true;
        status = yield* complain(p, `cannot open ${quoteAlways(path)} for reading: ${fd.message}`);
        continue;
      }
      if (titled) out.add(`${started ? '\n' : ''}==> ${path === '-' ? 'standard input' : path} <==\n`);
      started = true;
      const failed = yield* amount.allBut ? allButLast(p, fd, amount, end, out) : first(p, fd, amount, end, out);
      closeInput(p, fd);
      if (failed) {
        yield* out.flush();
        status = yield* complain(
          p,
          `error reading ${path === '-' ? "'standard input'" : quoteAlways(path)}: ${failed.message}`,
        );
      }
      if (out.failed) break;
    }
    return yield* out.close(status);
  },
};
