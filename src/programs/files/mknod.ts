/** mkfifo and mknod: make FIFOs and device nodes. */
import type { Process } from '../../kernel/process.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, complainAbout, unsupportedOption, usageError } from '../text/messages.ts';
import { quote, quoteAlways } from '../text/quote.ts';
import { changeMode, parseMode } from './mode.ts';

const LONG = ['context::=Z', 'mode:=m', 'help', 'version'];

export const mkfifo: Program = {
  name: 'mkfifo',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'm:Z', LONG);
    let wanted: string | undefined;
    for (const { name, value } of options) {
      if (name === 'm') wanted = value;
      else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length === 0) return yield* usageError(p, 'missing operand');
    const mode = modeOf(p, wanted);
    if (typeof mode === 'string') return yield* complain(p, mode);
    let status = 0;
    for (const path of operands) {
      const made = p.mknod(path, 'fifo', 0o666);
      if (isErrno(made)) status = yield* complain(p, `cannot create fifo ${quoteAlways(path)}: ${made.message}`);
      else if (mode !== undefined) p.chmod(path, mode);
    }
    return status;
  },
};

/** The mode of `-m`, undefined without it, a message when it is wrong. */
function modeOf(p: Process, wanted: string | undefined): number | string | undefined {
  if (wanted === undefined) return undefined;
  const change = parseMode(wanted);
  if (!change) return 'invalid mode';
  const mode = changeMode(change, 0o666, false, p.umask);
  return mode & ~0o777 ? 'mode must specify only file permission bits' : mode;
}

const parseNumber = (text: string): number | undefined => {
  if (!/^(?:0[xX][0-9a-fA-F]+|\d+)$/.test(text)) return undefined;
  const value = /^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number(text);
  return value <= 0xffffffff ? value : undefined;
};

export const mknod: Program = {
  name: 'mknod',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'm:Z', LONG);
    let wanted: string | undefined;
    for (const { name, value } of options) {
      if (name === 'm') wanted = value;
      else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    const mode = modeOf(p, wanted);
    if (typeof mode === 'string') return yield* complain(p, mode);
    const [path, type] = operands;
    const expected = operands.length === 0 || (type?.[0] === 'p' && operands.length >= 2) ? 2 : 4;
    if (operands.length < expected) {
      const text = path === undefined ? 'missing operand' : `missing operand after ${quote(operands.at(-1)!)}`;
      return yield* hinted(
        text,
        expected === 4 && operands.length === 2 ? 'Special files require major and minor device numbers.' : undefined,
      );
    }
    if (operands.length > expected) {
      return yield* hinted(
        `extra operand ${quote(operands[expected]!)}`,
        expected === 2 && operands.length === 4 ? 'Fifos do not have major and minor device numbers.' : undefined,
      );
    }
    const kind = { b: 'block', c: 'char', u: 'char', p: 'fifo' }[type![0] ?? ''] as
      | 'block'
      | 'char'
      | 'fifo'
      | undefined;
    if (!kind) return yield* usageError(p, `invalid device type ${quote(type!)}`);
    let rdev: readonly [number, number] | undefined;
    if (kind !== 'fifo') {
      const [major, minor] = [parseNumber(operands[2]!), parseNumber(operands[3]!)];
      if (major === undefined) return yield* complain(p, `invalid major device number ${quote(operands[2]!)}`);
      if (minor === undefined) return yield* complain(p, `invalid minor device number ${quote(operands[3]!)}`);
      rdev = [major, minor];
    }
    const made = p.mknod(path!, kind, 0o666, rdev);
    if (isErrno(made)) return yield* complainAbout(p, path!, made === Errno.ENOENT ? Errno.ENOENT : made);
    if (mode !== undefined) p.chmod(path!, mode);
    return 0;

    function* hinted(text: string, hint: string | undefined) {
      yield* complain(p, text);
      if (hint !== undefined) yield* p.warn(`${hint}\n`);
      yield* p.warn(`Try '${p.argv[0]} --help' for more information.\n`);
      return 1;
    }
  },
};
