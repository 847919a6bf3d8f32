/** bash: before a command the DEBUG trap runs, and BASH_COMMAND becomes the command. */
import { isTask, type Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import { printCommand } from '../../syntax/print-tree.ts';
import type { Command } from '../../syntax/tree.ts';
import type { Position } from '../../trace/position.ts';
import { eager, RETURNING, TESTED } from '../flow.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Compiler } from './compiler.ts';

/** A command, or a part of one, that is announced. */
export interface Announced {
  readonly position: Position;
  /** As BASH_COMMAND shows it. */
  readonly text: () => string;
  /** What it gives when the DEBUG trap says that it must not run. */
  readonly skipped?: number;
}

/** The command with what comes before it; commands that are not announced, and other dialects', as they are. */
export function announced(c: Compiler, node: Command, exec: Exec): Exec {
  if (!isBash(c.dialect)) return exec;
  const what = announcement(c, node);
  if (!what) return exec;
  return (sh, flags) => {
    if (sh.traps.debug !== undefined) return eager(afterDebug(sh, flags, what, exec));
    if (sh.traps.running.size === 0) sh.announced = what;
    sh.wordFlags = flags & TESTED;
    return exec(sh, flags);
  };
}

/** What is announced of a command: simple commands and those that evaluate something. */
export function announcement(c: Compiler, node: Command): Announced | undefined {
  switch (node.kind) {
    case 'simple':
    case 'arithmetic-command':
    case 'conditional':
    case 'case':
    case 'select':
      break;
    default:
      return undefined;
  }
  const position = c.position(node);
  const printed = (): string => printCommand(node, (span) => c.source.excerpt(span));
  if (node.kind === 'case') return { position, text: () => `case ${c.source.excerpt(node.word)} in ` };
  if (node.kind === 'select') return { position, text: () => printed().split(';')[0]! };
  return { position, text: printed, skipped: node.kind === 'simple' ? 0 : 1 };
}

function* afterDebug(sh: Interpreter, flags: number, what: Announced, exec: Exec): Task<number> {
  if (!(yield* announce(sh, what))) return sh.status;
  sh.wordFlags = flags & TESTED;
  const result = exec(sh, flags);
  return isTask(result) ? yield* result : result;
}

/** What DEBUG gives where it wants to leave what runs. */
const RETURN_STATUS = 2;

/** Runs the DEBUG trap before something; false when it must not run (`shopt -s extdebug`, or the trap has left). */
export function* announce(sh: Interpreter, what: Announced): Task<boolean> {
  if (sh.traps.running.size === 0) sh.announced = what;
  if (sh.traps.debug === undefined || sh.traps.running.has('DEBUG')) return true;
  sh.position = what.position;
  const status = yield* sh.runBesides('DEBUG');
  if (sh.leaving !== 0) return false;
  if (status === 0 || !sh.shopts.extdebug) return true;
  // The trap makes the function or the file return.
  if (status === RETURN_STATUS && sh.caller) {
    sh.leaving = RETURNING;
    sh.statusBeforeReturn = sh.status;
  }
  sh.status = what.skipped ?? 0;
  return false;
}
