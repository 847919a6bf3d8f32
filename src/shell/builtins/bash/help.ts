/** help: its texts are not here, only which topics there are. */
import { complain, readOptions } from '../diagnostics.ts';
import { BASH, regular } from '../special/inside.ts';

export const help = regular(
  'help',
  (sh, argv) => {
    const read = readOptions(sh, argv, 'dms', 'help [-dms] [pattern ...]');
    if ('status' in read) return read.status;
    const unknown = read.operands.filter((topic) => !sh.builtins.has(topic));
    if (unknown.length === 0 || unknown.length < read.operands.length) return sh.unsupported('the texts of help');
    return complain(
      sh,
      'help',
      `no help topics match \`${unknown.at(-1)}'.  Try \`help help' or \`man -k ${unknown.at(-1)}' or \`info ${unknown.at(-1)}'.`,
    );
  },
  BASH,
);
