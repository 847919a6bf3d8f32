/** builtin: runs a builtin, whatever function has its name. */
import { runBuiltin } from '../../compile/builtin-call.ts';
import { complain, readOptions } from '../diagnostics.ts';
import { BASH, regular } from '../special/inside.ts';

export const builtin = regular(
  'builtin',
  (sh, argv) => {
    const read = readOptions(sh, argv, '', 'builtin [shell-builtin [arg ...]]');
    if ('status' in read) return read.status;
    const { operands } = read;
    const [name] = operands;
    if (name === undefined) return 0;
    const found = sh.builtins.get(name);
    if (!found) return complain(sh, 'builtin', `${name}: not a shell builtin`);
    const call = { argv: operands, sources: sh.wordSources.slice(argv.length - operands.length) };
    const { flags } = sh;
    sh.within = sh.outerWithin;
    return runBuiltin(sh, found, call, sh.position!, flags, false);
  },
  BASH,
);
