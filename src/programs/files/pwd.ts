/** pwd: prints the name of the working directory. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';

const LONG = ['logical=L', 'physical=P', 'help', 'version'];

export const pwd: Program = {
  name: 'pwd',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'LP', LONG);
    let logical = p.env.has('POSIXLY_CORRECT');
    for (const { name } of options) {
      if (name === 'L' || name === 'P') logical = name === 'L';
      else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length > 0) yield* complain(p, 'ignoring non-option arguments');
    let path = p.cwd;
    const told = p.env.get('PWD');
    if (logical && told?.startsWith('/') && !/\/\.\.?(?:\/|$)/.test(told)) {
      const [there, here] = [p.stat(told), p.stat('.')];
      if (!isErrno(there) && !isErrno(here) && there.ino === here.ino && there.dev === here.dev) path = told;
    }
    const written = yield* p.print(`${path}\n`);
    return isErrno(written) ? yield* complain(p, `write error: ${written.message}`) : 0;
  },
};
