/** history of a shell that keeps none: it is not a person's. */
import { complain, readOptions } from '../diagnostics.ts';
import { BASH, regular } from '../special/inside.ts';

const USAGE = 'history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]';

export const history = regular(
  'history',
  (sh, argv) => {
    const read = readOptions(sh, argv, 'acd:npsrw', USAGE);
    if ('status' in read) return read.status;
    const { options, operands } = read;
    if (options.size > 0)
      return sh.unsupported(`history ${[...options.keys()].map((letter) => `-${letter}`).join(' ')}`);
    const [first] = operands;
    if (first !== undefined && !/^[+-]?[0-9]+$/.test(first))
      return complain(sh, 'history', `${first}: numeric argument required`);
    return operands.length > 1 ? complain(sh, 'history', 'too many arguments') : 0;
  },
  BASH,
);
