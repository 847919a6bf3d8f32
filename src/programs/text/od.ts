/** od: shows bytes as numbers or characters. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { closeInput, openInput, readChunk } from './inputs.ts';
import { complain, complainAbout, unsupported, unsupportedOption, usageError } from './messages.ts';
import { parseSize } from './numbers.ts';
import { formatField, type OdFormat, parseFormats } from './od-format.ts';
import { Output } from './output.ts';
import { quote } from './quote.ts';

const LONG = [
  'skip-bytes:=j',
  'address-radix:=A',
  'read-bytes:=N',
  'format:=t',
  'output-duplicates=v',
  'strings::=S',
  'traditional',
  'width::=w',
  'endian:',
  'help',
  'version',
];

/** The old single letters as types. */
const SHORT: Readonly<Record<string, string>> = {
  a: 'a',
  b: 'o1',
  c: 'c',
  d: 'u2',
  i: 'dI',
  l: 'dL',
  o: 'o2',
  s: 'd2',
  x: 'x2',
  B: 'o2',
  D: 'u4',
  H: 'x4',
  I: 'dL',
  L: 'dL',
  O: 'o4',
  X: 'x4',
  h: 'x2',
};

export const od: Program = {
  name: 'od',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'A:aBbcDdeFfHhIij:LlN:OoS:st:vw::Xx', LONG);
    let radix = 'o';
    let skip = 0;
    let limit = Number.POSITIVE_INFINITY;
    let everything = false;
    let bigEndian = false;
    let width: number | undefined;
    const formats: OdFormat[] = [];
    for (const { name, value } of options) {
      if (name === 'A') {
        if (!/^[doxn]/.test(value!))
          return yield* complain(
            p,
            `invalid output address radix '${value![0] ?? ''}'; it must be one character from [doxn]`,
          );
        radix = value![0]!;
      } else if (name === 'j' || name === 'N') {
        const text = value!;
        const size = /^0[xX][0-9a-fA-F]+$/.test(text)
          ? Number(text)
          : /^0[0-7]+$/.test(text)
            ? Number.parseInt(text, 8)
            : parseSize(text, 'bkKmMGTPEZY');
        if (typeof size === 'string')
          return yield* complain(p, `invalid -${name} argument ${quote(text).replace(/^'|'$/g, "'")}`);
        if (name === 'j') skip = size;
        else limit = size;
      } else if (name === 'v') everything = true;
      else if (name === 'w') {
        const size = value === undefined ? 32 : parseSize(value, 'bkKmMGTPEZY');
        if (typeof size === 'string' || size === 0) return yield* complain(p, `invalid -w argument ${quote(value!)}`);
        width = size;
      } else if (name === 'endian' && (value === 'little' || value === 'big')) bigEndian = value === 'big';
      else if (name === 't' || SHORT[name] !== undefined) {
        const parsed = parseFormats(name === 't' ? value! : SHORT[name]!);
        if ('unmodelled' in parsed) return yield* unsupported(p, parsed.unmodelled);
        if ('wrong' in parsed) return yield* complain(p, parsed.wrong);
        formats.push(...parsed.formats);
      } else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.some((word, n) => /^\+/.test(word) && n === operands.length - 1) && options.length === 0)
      return yield* unsupported(p, 'an offset as operand');
    if (formats.length === 0) formats.push(...(parseFormats('o2') as { formats: OdFormat[] }).formats);
    const step = formats.reduce((size, { bytes }) => lcm(size, bytes), 1);
    const line = width ?? (16 > step ? step * Math.floor(16 / step) : step);
    if (line % step !== 0) return yield* unsupported(p, `width ${line}`);
    const out = new Output(p);
    const status = yield* dump(
      p,
      operands.length > 0 ? operands : ['-'],
      { radix, skip, limit, everything, bigEndian, line, formats },
      out,
    );
    return yield* out.close(status);
  },
};

interface Dump {
  readonly radix: string;
  readonly skip: number;
  readonly limit: number;
  readonly everything: boolean;
  readonly bigEndian: boolean;
  readonly line: number;
  readonly formats: readonly OdFormat[];
}

const lcm = (a: number, b: number): number => {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return (a / x) * b;
};

const address = (offset: number, radix: string): string =>
  radix === 'n'
    ? ''
    : radix === 'x'
      ? offset.toString(16).padStart(6, '0')
      : offset.toString(radix === 'd' ? 10 : 8).padStart(7, '0');

function* dump(p: Process, paths: readonly string[], how: Dump, out: Output): Task<number> {
  let [status, skip, left, offset] = [0, how.skip, how.limit, how.skip];
  let [held, previous, starred]: [string, string | undefined, boolean] = ['', undefined, false];
  const show = (block: string): void => {
    if (!how.everything && block === previous && block.length === how.line) {
      if (!starred) out.add('*\n');
      starred = true;
    } else {
      out.add(lineOf(block, offset, how));
      starred = false;
    }
    previous = block;
    offset += block.length;
  };
  let opened = false;
  for (const path of paths) {
    if (left <= 0 && opened) break;
    const fd = yield* openInput(p, path);
    if (isErrno(fd)) {
      yield* out.flush();
      status = yield* complainAbout(p, path, fd);
      continue;
    }
    opened = true;
    for (;;) {
      const want = skip > 0 ? Math.min(skip, 65_536) : Math.min(left, 65_536);
      const got = want > 0 ? yield* readChunk(p, fd, want) : '';
      if (isErrno(got)) {
        yield* out.flush();
        status = yield* complainAbout(p, path, got);
        break;
      }
      if (got === '') break;
      if (skip > 0) {
        skip -= got.length;
        continue;
      }
      left -= got.length;
      held += got;
      let at = 0;
      for (; held.length - at >= how.line; at += how.line) show(held.slice(at, at + how.line));
      held = held.slice(at);
      if (out.full) yield* out.flush();
      if (out.failed) return 0;
    }
    closeInput(p, fd);
  }
  if (!opened) return status;
  if (skip > 0) return yield* complain(p, 'cannot skip past end of combined input');
  if (held !== '') show(held);
  if (how.radix !== 'n') out.add(`${address(offset, how.radix)}\n`);
  return status;
}

function lineOf(block: string, offset: number, how: Dump): string {
  const most = Math.max(...how.formats.map(({ bytes, width }) => (how.line / bytes) * (width + 1)));
  let text = '';
  for (const [n, format] of how.formats.entries()) {
    const fields = how.line / format.bytes;
    const padding = most - fields * (format.width + 1);
    text += n === 0 ? address(offset, how.radix) : ' '.repeat(how.radix === 'n' ? 0 : address(0, how.radix).length);
    const shown = Math.ceil(block.length / format.bytes);
    let left = padding;
    for (let i = 0; i < shown; i++) {
      const next = Math.floor((padding * (fields - 1 - i)) / fields);
      const bytes = block.slice(i * format.bytes, (i + 1) * format.bytes).padEnd(format.bytes, '\0');
      text += formatField(format, how.bigEndian ? [...bytes].reverse().join('') : bytes).padStart(
        format.width + 1 + left - next,
      );
      left = next;
    }
    if (format.trailer) {
      const missing = (how.line / format.bytes - shown) * (format.width + 1) + (shown < fields ? left : 0);
      text += `${' '.repeat(missing)}  >${block.replace(/[^ -~]/g, '.')}<`;
    }
    text += '\n';
  }
  return text;
}
