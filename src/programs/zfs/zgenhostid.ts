/** The `zgenhostid` program (zgenhostid(8)): writes /etc/hostid. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';

const USAGE =
  'usage: zgenhostid [-fh] [-o path] [value]\n\n  -f\t\t force hostid file write\n  -h\t\t print this usage and exit\n  -o <filename>\t write hostid to this file\n\nIf hostid file is not present, store a hostid in it.\nThe optional value should be an 8-digit hex number between 1 and 2^32-1.\nIf the value is 0 or no value is provided, a random one will be generated.\nThe value must be unique among your systems.\n';

export const zgenhostid: Program = {
  name: 'zgenhostid',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, 'fo:h');
    const wrong = function* (complaint: string) {
      yield* p.warn(`${complaint}${USAGE}`);
      return 1;
    };
    if (error !== undefined) return yield* wrong(`zgenhostid: ${error}\n`);
    if (options.some((o) => o.name === 'h')) {
      yield* p.print(USAGE);
      return 0;
    }
    if (operands.length > 1) return yield* wrong('');
    const [value] = operands;
    const digits = value?.replace(/^0x/i, '');
    if (digits !== undefined && !/^[0-9a-fA-F]{1,8}$/.test(digits))
      return yield* wrong('Numerical result out of range\n');
    const path = options.findLast((o) => o.name === 'o')?.value ?? '/etc/hostid';
    if (!options.some((o) => o.name === 'f') && !isErrno(p.stat(path))) {
      yield* p.warn(`${path}: File exists\n`);
      return 1;
    }
    let number = digits === undefined ? 0 : Number.parseInt(digits, 16);
    while (number === 0) number = Math.floor(m.kernel.random.next() * 2 ** 32);
    const bytes = [0, 8, 16, 24].map((shift) => String.fromCharCode((number >>> shift) & 255)).join('');
    const written = p.writeFile(path, bytes);
    if (!isErrno(written)) return 0;
    yield* p.warn(`${path}: ${written.message}\n`);
    return 1;
  },
};
