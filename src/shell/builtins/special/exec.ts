/** `exec`: the process becomes another program; without a command its redirections stay. */
import { isTask, type Task } from '../../../kernel/task.ts';
import { isBash } from '../../../syntax/dialect.ts';
import { Errno } from '../../../vfs/errno.ts';
import { inPlace } from '../../compile/program-call.ts';
import { findInPath } from '../../find-program.ts';
import { Replaced, ShellExit } from '../../flow.ts';
import type { Interpreter } from '../../interpreter.ts';
import { CANNOT_RUN, NOT_FOUND } from '../../messages.ts';
import { NO_EVENT } from '../../variables.ts';
import { readOptions } from '../diagnostics.ts';
import { special } from './inside.ts';

const USAGE = 'exec [-cl] [-a name] [command [argument ...]] [redirection ...]';

export const exec = special('exec', (sh, argv) => {
  const read =
    sh.dialect !== 'dash'
      ? readOptions(sh, argv, isBash(sh.dialect) ? 'cla:' : 'a:', USAGE)
      : { operands: argv.slice(argv[1] === '--' && sh.dialect !== 'dash' ? 2 : 1) };
  if ('status' in read) return read.status;
  const words = read.operands;
  const name = words[0];
  if (name === undefined) return 0;
  const path = name.includes('/')
    ? name
    : sh.dialect === 'busybox' && 'options' in read && read.options.has('a')
      ? // Differs: with another name it finds nothing in PATH.
        undefined
      : (findInPath(sh, name, sh.get('PATH') ?? '', true) ?? findInPath(sh, name, sh.get('PATH') ?? '', false));
  if (path === undefined) {
    // Every directory of PATH is there, and is no program.
    if (name === '' && !isBash(sh.dialect)) {
      sh.complainWithin(`${name}: ${Errno.EACCES.message}`);
      throw new ShellExit(CANNOT_RUN);
    }
    sh.complainWithin(isBash(sh.dialect) ? `exec: ${name}: not found` : `${name}: not found`);
    if (sh.shopts.execfail) {
      sh.failedBuiltin = true;
      return NOT_FOUND;
    }
    throw new ShellExit(NOT_FOUND);
  }
  const result =
    'options' in read
      ? inPlace(sh, path, renamed(words, read.options), NO_EVENT, read.options.has('c') ? new Map() : undefined)
      : inPlace(sh, path, words, NO_EVENT);
  return isTask(result) ? later(sh, result) : ended(sh, result);
});

/** `-a` gives the program another name, `-l` one with a dash before it. */
function renamed(words: readonly string[], options: ReadonlyMap<string, string>): readonly string[] {
  const name = options.get('a') ?? words[0]!;
  return [options.has('l') ? `-${name}` : name, ...words.slice(1)];
}

function* later(sh: Interpreter, task: Task<number>): Task<number> {
  return ended(sh, yield* task);
}

function ended(sh: Interpreter, status: number): never {
  if (sh.replaced) throw new Replaced(status);
  throw new ShellExit(status);
}
