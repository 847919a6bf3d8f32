/** rmdir: removes empty directories. */
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, nameOf, unsupportedOption, usageError } from '../text/messages.ts';
import { quoteAlways } from '../text/quote.ts';

const LONG = ['ignore-fail-on-non-empty', 'parents=p', 'verbose=v', 'path=p', 'help', 'version'];

export const rmdir: Program = {
  name: 'rmdir',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'pv', LONG);
    let parents = false;
    let verbose = false;
    let lenient = false;
    for (const { name } of options) {
      if (name === 'p') parents = true;
      else if (name === 'v') verbose = true;
      else if (name === 'ignore-fail-on-non-empty') lenient = true;
      else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length === 0) return yield* usageError(p, 'missing operand');
    let status = 0;
    for (const operand of operands) {
      let path = operand;
      for (let first = true; ; first = false) {
        if (verbose) yield* p.print(`${nameOf(p)}: removing directory, ${quoteAlways(path)}\n`);
        const removed = p.rmdir(path);
        if (isErrno(removed)) {
          if (lenient && removed === Errno.ENOTEMPTY) break;
          const isLink = first && removed === Errno.ENOTDIR && path.endsWith('/') && leadsToDirectory(path);
          if (isLink) status = yield* complain(p, `failed to remove ${quoteAlways(path)}: Symbolic link not followed`);
          else
            status = yield* complain(
              p,
              `failed to remove ${first ? '' : 'directory '}${quoteAlways(path)}: ${removed.message}`,
            );
          break;
        }
        const cut = path.replace(/\/+$/, '').lastIndexOf('/');
        if (!parents || cut < 0) break;
        path = path.slice(0, cut).replace(/\/+$/, '');
        if (path === '') break;
      }
    }
    return status;

    function leadsToDirectory(path: string): boolean {
      const link = p.lstat(path.replace(/\/+$/, ''));
      const target = p.stat(path);
      return !isErrno(link) && link.type === 'symlink' && !isErrno(target) && target.type === 'directory';
    }
  },
};
