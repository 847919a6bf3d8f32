/** yes: a line again and again, until nobody reads it. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from './messages.ts';

const LONG = ['help', 'version'];

export const yes: Program = {
  name: 'yes',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, '', LONG, { permute: false });
    for (const { name } of options) return yield* unsupportedOption(p, name);
    if (error !== undefined) return yield* usageError(p, error);
    const line = `${operands.length > 0 ? operands.join(' ') : 'y'}\n`;
    const block = line.repeat(Math.max(1, Math.floor(8192 / line.length)));
    for (;;) {
      const written = yield* p.print(block);
      if (isErrno(written)) return yield* complain(p, `standard output: ${written.message}`);
    }
  },
};
