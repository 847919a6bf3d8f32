/** lsmod: the modules that are loaded (lsmod(8), kmod 30). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { fail } from '../mounts/failure.ts';
import type { Program } from '../program.ts';

/** As /proc/modules shows every module. */
const SIZE_BYTES = 16_384;

export function* listModules(p: Process, m: Machine): Task<number> {
  const lines = m.modules.loaded.map(({ name }) => {
    const users = m.modules.usersOf(name);
    return `${name.padEnd(19)} ${String(SIZE_BYTES).padStart(8)}  ${users.length}${users.length > 0 ? ` ${users.join(',')}` : ''}\n`;
  });
  yield* p.print(`Module                  Size  Used by\n${lines.join('')}`);
  return 0;
}

export const lsmod: Program = {
  name: 'lsmod',
  *run(p, m) {
    if (p.argv.length > 1)
      return yield* fail(p, m, 1, 'ERROR: too many arguments provided.', { kind: 'usage', text: 'too many arguments' });
    return yield* listModules(p, m);
  },
};
