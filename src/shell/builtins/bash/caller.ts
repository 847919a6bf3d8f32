/** caller: where the function or file that runs was called from. */
import { callStack } from '../../bash/call-site.ts';
import { complain, printUsage, readOptions } from '../diagnostics.ts';
import { BASH, regular } from '../special/inside.ts';

const USAGE = 'caller [expr]';

export const caller = regular(
  'caller',
  (sh, argv) => {
    const read = readOptions(sh, argv, '', USAGE);
    if ('status' in read) return read.status;
    const [operand] = read.operands;
    const calls = callStack(sh);
    if (!sh.caller) return 1;
    if (operand === undefined) return sh.write(`${calls[0]!.line} ${calls[1]?.source ?? 'NULL'}\n`);
    if (!/^[0-9]+$/.test(operand)) {
      complain(sh, 'caller', `${operand}: invalid number`);
      printUsage(sh, 'caller', USAGE);
      return 2;
    }
    const [at, outer] = [calls[Number(operand)], calls[Number(operand) + 1]];
    if (!at || !outer) return 1;
    return sh.write(`${at.line} ${outer.name} ${outer.source}\n`);
  },
  BASH,
);
