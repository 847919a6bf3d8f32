/** The `hostid` program of coreutils: /etc/hostid as gethostid(3) reads it. */

import { getopt, usageMessage } from '../arguments.ts';
import type { Program } from '../program.ts';
import { hostidOfFile } from './host-identity.ts';

export const hostid: Program = {
  name: 'hostid',
  *run(p) {
    const { operands, error } = getopt(p.argv, '', ['help', 'version']);
    if (error !== undefined) {
      yield* p.warn(usageMessage('hostid', error));
      return 1;
    }
    if (operands[0] !== undefined) {
      yield* p.warn(`hostid: extra operand '${operands[0]}'\nTry 'hostid --help' for more information.\n`);
      return 1;
    }
    // Differs: without the file glibc derives a number from the host's address; a machine without network gives 0.
    yield* p.print(`${hostidOfFile(p) ?? '00000000'}\n`);
    return 0;
  },
};
