/** printenv: prints variables of the environment. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from './messages.ts';

export const printenv: Program = {
  name: 'printenv',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, '0', ['null=0', 'help', 'version'], { permute: false });
    for (const { name } of options) if (name !== '0') return yield* unsupportedOption(p, name, 2);
    if (error !== undefined) return yield* usageError(p, error, 2);
    const end = options.length > 0 ? '\0' : '\n';
    const found =
      operands.length === 0
        ? [...p.env].map(([name, value]) => `${name}=${value}`)
        : operands.flatMap((name) => (name.includes('=') ? [] : (p.env.get(name) ?? [])));
    const written = yield* p.print(found.map((text) => text + end).join(''));
    if (isErrno(written)) return yield* complain(p, `write error: ${written.message}`, 2);
    return operands.length > 0 && found.length < operands.length ? 1 : 0;
  },
};
