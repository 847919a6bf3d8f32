/** losetup: there are no loop devices in this machine, so it lists none and refuses to make one (losetup(8)). */
import { getopt } from '../arguments.ts';
import { fail, unsupported, usageFailure, version } from '../mounts/failure.ts';
import type { Program } from '../program.ts';

const LONG = [
  'all=a',
  'detach=d',
  'detach-all=D',
  'find=f',
  'set-capacity=c',
  'associated:=j',
  'list=l',
  'noheadings=n',
  'output:=O',
  'raw',
  'show',
  'read-only=r',
  'partscan=P',
  'offset:=o',
  'sizelimit:',
  'help=h',
  'version=V',
];

export const losetup: Program = {
  name: 'losetup',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, 'ad:Dfcj:lnO:rPo:hV', LONG);
    if (error !== undefined) return yield* usageFailure(p, m, error);
    const has = (name: string): boolean => options.some((option) => option.name === name);
    if (has('V')) return yield* version(p);
    if (has('d'))
      return yield* fail(
        p,
        m,
        1,
        `${operands[0] ?? options.find(({ name }) => name === 'd')?.value}: detach failed: No such device or address`,
      );
    if (has('f') && operands.length === 0) {
      yield* p.print('/dev/loop0\n');
      return 0;
    }
    if (operands.length === 0 && !has('h')) return 0;
    return yield* unsupported(p, m, `loop devices (${p.argv.slice(1).join(' ')})`);
  },
};
