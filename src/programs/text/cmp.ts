/** cmp: compares two files byte by byte (GNU diffutils). */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { openInput, readHeld } from './inputs.ts';
import { complain, nameOf, unsupportedOption } from './messages.ts';
import { parseSize } from './numbers.ts';
import { Output } from './output.ts';

const LONG = [
  'print-bytes=b',
  'ignore-initial:=i',
  'verbose=l',
  'bytes:=n',
  'quiet=s',
  'silent=s',
  'help=help',
  'version=v',
];
const TROUBLE = 2;

/** A byte as -b shows it: `^A`, `M-a`. */
const visible = (code: number): string => {
  const low = code & 0x7f;
  const text = low < 32 ? `^${String.fromCharCode(low + 64)}` : low === 127 ? '^?' : String.fromCharCode(low);
  return code >= 128 ? `M-${text}` : text;
};

const octal = (code: number): string => code.toString(8).padStart(3, ' ');

export const cmp: Program = {
  name: 'cmp',
  run: function* (p) {
    function* refuse(text: string) {
      yield* p.warn(`${nameOf(p)}: ${text}\n${nameOf(p)}: Try '${nameOf(p)} --help' for more information.\n`);
      return TROUBLE;
    }
    const { options, operands, error } = getopt(p.argv, 'bci:ln:sv', LONG);
    let printBytes = false;
    let verbose = false;
    let silent = false;
    let limit = Number.POSITIVE_INFINITY;
    const skips = [0, 0];
    for (const { name, value = '' } of options) {
      if (name === 'b' || name === 'c') printBytes = true;
      else if (name === 'l') verbose = true;
      else if (name === 's') silent = true;
      else if (name === 'n') {
        const size = parseSize(value, 'kKMGTPEZY');
        if (typeof size === 'string') return yield* refuse(`invalid --bytes value '${value}'`);
        limit = size;
      } else if (name === 'i') {
        const [one = '', two = one] = value.split(':');
        for (const [n, text] of [one, two].entries()) {
          const size = parseSize(text, 'kKMGTPEZY');
          if (typeof size === 'string') return yield* refuse(`invalid --ignore-initial value '${value}'`);
          skips[n] = size;
        }
      } else return yield* unsupportedOption(p, name, TROUBLE);
    }
    if (error !== undefined) return yield* refuse(error);
    if (verbose && silent) return yield* refuse('options -l and -s are incompatible');
    if (operands.length === 0) return yield* refuse(`missing operand after '${p.argv.at(-1)}'`);
    for (const [n, text] of operands.slice(2, 4).entries()) {
      const size = parseSize(text, 'kKMGTPEZY');
      if (typeof size === 'string') return yield* refuse(`invalid --ignore-initial value '${text}'`);
      skips[n] = size;
    }
    if (operands.length > 4) return yield* refuse(`extra operand '${operands[4]}'`);
    const paths = [operands[0]!, operands[1] ?? '-'];
    const texts: string[] = [];
    const regular: boolean[] = [];
    for (const [n, path] of paths.entries()) {
      const fd = yield* openInput(p, path);
      if (isErrno(fd)) {
        // With -s only the status tells of a file that is not there.
        return silent ? TROUBLE : yield* complain(p, `${path}: ${fd.message}`, TROUBLE);
      }
      const stat = p.fstat(fd);
      regular.push(!isErrno(stat) && stat.type === 'file');
      const text = yield* readHeld(p, fd);
      if (fd !== 0) p.close(fd);
      if (isErrno(text)) return yield* complain(p, `${path}: ${text.message}`, TROUBLE);
      texts.push(text.slice(skips[n]));
    }
    const [a, b] = texts.map((text) => text.slice(0, limit)) as [string, string];
    if (a === b) return 0;
    const shorter = Math.min(a.length, b.length);
    let at = 0;
    while (at < shorter && a.charCodeAt(at) === b.charCodeAt(at)) at++;
    const out = new Output(p);
    if (at < shorter && !silent) {
      if (verbose) {
        const digits = String(
          Number.isFinite(limit) && !regular.includes(true)
            ? limit
            : Math.min(limit, ...texts.filter((_, n) => regular[n]).map((t) => t.length)),
        ).length;
        for (let n = at; n < shorter; n++) {
          const [x, y] = [a.charCodeAt(n), b.charCodeAt(n)];
          if (x === y) continue;
          const place = String(n + 1).padStart(Number.isFinite(digits) ? digits : 1);
          out.add(
            printBytes
              ? `${place} ${octal(x)} ${visible(x).padEnd(4)} ${octal(y)} ${visible(y)}\n`
              : `${place} ${octal(x)} ${octal(y)}\n`,
          );
          if (out.full) yield* out.flush();
        }
      } else {
        const line = a.slice(0, at).split('\n').length;
        const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
        out.add(
          printBytes
            ? `${paths[0]} ${paths[1]} differ: byte ${at + 1}, line ${line} is ${octal(x)} ${visible(x)} ${octal(y)} ${visible(y)}\n`
            : `${paths[0]} ${paths[1]} differ: char ${at + 1}, line ${line}\n`,
        );
        return yield* out.close(1, TROUBLE);
      }
    }
    if (!silent && a.length !== b.length) {
      yield* out.flush();
      const [short, text] = a.length < b.length ? [paths[0]!, a] : [paths[1]!, b];
      const lines = text.split('\n').length - 1;
      const where = text.endsWith('\n') ? `line ${lines}` : `in line ${lines + 1}`;
      if (text === '') yield* complain(p, `EOF on ${short} which is empty`);
      else yield* complain(p, `EOF on ${short} after byte ${text.length}${verbose ? '' : `, ${where}`}`);
    }
    return yield* out.close(1, TROUBLE);
  },
};
