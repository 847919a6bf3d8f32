/** truncate: makes files as long as asked. */
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';
import { parseSize } from '../text/numbers.ts';
import { quote, quoteAlways } from '../text/quote.ts';

const LONG = ['no-create=c', 'io-blocks=o', 'reference:=r', 'size:=s', 'help', 'version'];
const RELATIVE = '+-<>/%';

export const truncate: Program = {
  name: 'truncate',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'cor:s:', LONG);
    let create = true;
    let reference: string | undefined;
    let how = '';
    let size: number | undefined;
    for (const { name, value = '' } of options) {
      if (name === 'c') create = false;
      else if (name === 'r') reference = value;
      else if (name === 's') {
        const text = value.trimStart();
        how = RELATIVE.includes(text[0] ?? ' ') ? text[0]! : '';
        const parsed = parseSize(how === '' ? text : text.slice(1), 'kKmMGTPEZY');
        if (typeof parsed === 'string') return yield* complain(p, `Invalid number: ${quote(value)}`);
        if ((how === '/' || how === '%') && parsed === 0) return yield* complain(p, 'division by zero');
        size = parsed;
      } else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (reference === undefined && size === undefined)
      return yield* usageError(p, `you must specify either ${quote('--size')} or ${quote('--reference')}`);
    if (reference !== undefined && size !== undefined && how === '')
      return yield* usageError(p, `you must specify a relative ${quote('--size')} with ${quote('--reference')}`);
    if (operands.length === 0) return yield* usageError(p, 'missing file operand');
    let base: number | undefined;
    if (reference !== undefined) {
      const stat = p.stat(reference);
      if (isErrno(stat)) return yield* complain(p, `cannot stat ${quoteAlways(reference)}: ${stat.message}`);
      base = stat.sizeBytes;
    }
    let status = 0;
    for (const path of operands) {
      const fd = yield* p.openTask(path, { write: true, create });
      if (isErrno(fd)) {
        if (!create && fd === Errno.ENOENT) continue;
        status = yield* complain(p, `cannot open ${quoteAlways(path)} for writing: ${fd.message}`);
        continue;
      }
      p.close(fd);
      const stat = p.stat(path);
      const now = base ?? (isErrno(stat) ? 0 : stat.sizeBytes);
      const n = size ?? 0;
      const wanted =
        size === undefined
          ? now
          : ({
              '': n,
              '+': now + n,
              '-': Math.max(0, now - n),
              '<': Math.min(now, n),
              '>': Math.max(now, n),
              '/': now - (now % n),
              '%': Math.ceil(now / n) * n,
            }[how] ?? n);
      const done = p.truncate(path, wanted);
      if (isErrno(done))
        status = yield* complain(p, `failed to truncate ${quoteAlways(path)} at ${wanted} bytes: ${done.message}`);
    }
    return status;
  },
};
