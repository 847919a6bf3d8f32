/** `exec`: the process becomes another program; without a command its redirections stay. */
import { isTask, type Task } from '../../../kernel/task.ts';
import { isBash } from '../../../syntax/dialect.ts';
import { inPlace } from '../../compile/program-call.ts';
import { findInPath } from '../../find-program.ts';
import { Replaced, ShellExit } from '../../flow.ts';
import type { Interpreter } from '../../interpreter.ts';
import { Errno } from '../../../vfs/errno.ts';
import { CANNOT_RUN, NOT_FOUND } from '../../messages.ts';
import { NO_EVENT } from '../../variables.ts';
import { special } from './inside.ts';

export const exec = special('exec', (sh, argv) => {
  const words = argv.slice(argv[1] === '--' && sh.dialect !== 'dash' ? 2 : 1);
  const name = words[0];
  if (name === undefined) return 0;
  const path = name.includes('/')
    ? name
    : (findInPath(sh, name, sh.get('PATH') ?? '', true) ?? findInPath(sh, name, sh.get('PATH') ?? '', false));
  if (path === undefined) {
    // Every directory of PATH is there, and is no program.
    if (name === '' && !isBash(sh.dialect)) {
      sh.complainWithin(`${name}: ${Errno.EACCES.message}`);
      throw new ShellExit(CANNOT_RUN);
    }
    sh.complainWithin(isBash(sh.dialect) ? `exec: ${name}: not found` : `${name}: not found`);
    throw new ShellExit(NOT_FOUND);
  }
  const result = inPlace(sh, path, words, NO_EVENT);
  return isTask(result) ? later(sh, result) : ended(sh, result);
});

function* later(sh: Interpreter, task: Task<number>): Task<number> {
  return ended(sh, yield* task);
}

function ended(sh: Interpreter, status: number): never {
  if (sh.replaced) throw new Replaced(status);
  throw new ShellExit(status);
}
