/** which of debianutils: where PATH has a command. */
import type { Process } from '../../kernel/process.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';

export const which: Program = {
  name: 'which',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'a', [], { permute: false });
    const path = p.executable || '/usr/bin/which';
    if (error !== undefined) {
      yield* p.warn(
        `Illegal option ${error.startsWith('unrec') ? '--' : `-${error.at(-2)}`}\nUsage: ${path} [-a] args\n`,
      );
      return 2;
    }
    let status = operands.length === 0 ? 1 : 0;
    for (const name of operands) {
      const found = places(p, name);
      if (found.length === 0) status = 1;
      for (const each of options.length > 0 ? found : found.slice(0, 1)) yield* p.print(`${each}\n`);
    }
    return status;
  },
};

/** It is a script; its shell has this without a PATH. */
const SHELL_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Every file that can be run under the name, in the order of PATH. */
function places(p: Process, name: string): string[] {
  const candidates = name.includes('/')
    ? [name]
    : (p.env.get('PATH') ?? SHELL_PATH).split(':').map((directory) => `${directory || '.'}/${name}`);
  return candidates.filter((path) => {
    const stat = p.stat(path);
    return !isErrno(stat) && stat.type === 'file' && p.access(path, 'x') === true;
  });
}
