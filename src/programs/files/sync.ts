/** sync: everything written is on disk at once here; files that cannot be opened are told. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';
import { quoteAlways } from '../text/quote.ts';

export const sync: Program = {
  name: 'sync',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'df', ['data=d', 'file-system=f', 'help', 'version']);
    for (const { name } of options) if (name !== 'd' && name !== 'f') return yield* unsupportedOption(p, name);
    if (error !== undefined) return yield* usageError(p, error);
    const [data, filesystem] = ['d', 'f'].map((letter) => options.some(({ name }) => name === letter));
    if (data && filesystem) return yield* complain(p, 'cannot specify both --data and --file-system');
    if (data && operands.length === 0) return yield* complain(p, '--data needs at least one argument');
    let status = 0;
    for (const path of operands) {
      const fd = p.open(path, { read: true });
      if (isErrno(fd)) status = yield* complain(p, `error opening ${quoteAlways(path)}: ${fd.message}`);
      else p.close(fd);
    }
    return status;
  },
};
