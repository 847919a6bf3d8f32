/** `.` (and `source`): runs a file in this shell. */
import { isTask, type MaybeTask, type Task } from '../../../kernel/task.ts';
import { isBash } from '../../../syntax/dialect.ts';
import { Errno, isErrno } from '../../../vfs/errno.ts';
import { runSourced } from '../../compile/function-traps.ts';
import { tracedDeeper } from '../../compile/xtrace.ts';
import { note } from '../../events.ts';
import { findInPath } from '../../find-program.ts';
import { Abandoned, eager, GOING_ON, RETURNING, ShellError, ShellExit, TESTED } from '../../flow.ts';
import type { Interpreter } from '../../interpreter.ts';
import { SHELL_ERROR, why } from '../../messages.ts';
import { nested } from '../../nested.ts';
import { runFile } from '../../run-text.ts';
import { plainPath } from '../../source.ts';
import { printUsage, readOptions } from '../diagnostics.ts';
import { regular, special } from './inside.ts';

export const dot = special('.', (sh, argv) => source(sh, argv));
export const busyboxSource = special('source', (sh, argv) => source(sh, argv), ['busybox']);
export const sourceBuiltin = regular('source', (sh, argv) => source(sh, argv), ['bash', 'bash-posix']);

const USAGE = (name: string): string => `${name} filename [arguments]`;

function source(sh: Interpreter, argv: readonly string[]): MaybeTask<number> {
  const read = isBash(sh.dialect)
    ? readOptions(sh, argv, '', USAGE(argv[0]!))
    : { operands: argv.slice(argv[1] === '--' ? 2 : 1) };
  if ('status' in read) return read.status;
  const { operands } = read;
  const name = operands[0];
  if (name === undefined) {
    if (sh.dialect === 'dash') return 0;
    if (sh.dialect === 'busybox') return SHELL_ERROR;
    sh.complain(`${argv[0]}: filename argument required`);
    printUsage(sh, argv[0]!, USAGE(argv[0]!));
    throw new ShellError(SHELL_ERROR);
  }
  const path = locate(sh, name);
  const stat = sh.p.stat(path);
  if (!isErrno(stat) && stat.type === 'fifo') return eager(sourcePipe(sh, argv, path, operands));
  return sourceText(sh, argv, path, operands, sh.p.readFile(path));
}

/** What comes through a pipe is read to its end first. */
function* sourcePipe(
  sh: Interpreter,
  argv: readonly string[],
  path: string,
  operands: readonly string[],
): Task<number> {
  const descriptor = sh.p.open(path, { read: true });
  const text = isErrno(descriptor) ? descriptor : yield* sh.p.readAll(descriptor);
  if (!isErrno(descriptor)) sh.p.close(descriptor);
  const result = sourceText(sh, argv, path, operands, text);
  return isTask(result) ? yield* result : result;
}

function sourceText(
  sh: Interpreter,
  argv: readonly string[],
  path: string,
  operands: readonly string[],
  text: string | Errno,
): MaybeTask<number> {
  const name = operands[0]!;
  if (isErrno(text)) {
    // Differs: the Almquist shells open a directory and find nothing in it.
    if (text === Errno.EISDIR && !isBash(sh.dialect)) return 0;
    // A directory is no reason to end, not even in POSIX mode.
    if (text === Errno.EISDIR && isBash(sh.dialect)) {
      sh.complain(`${argv[0]}: ${path}: is a directory`);
      return 1;
    }
    if (sh.dialect === 'bash-posix' && !sh.throughCommand) {
      sh.complain(`${name}: ${text.message}`);
      throw new ShellExit(1);
    }
    if (isBash(sh.dialect)) sh.fail(`${name}: ${text.message}`, 1);
    sh.fail(
      sh.dialect === 'dash'
        ? `cannot open ${path}: ${why(text, sh.dialect, 'open')}`
        : `can't open '${path}': ${text.message}`,
    );
  }
  return run(sh, path, text, operands.slice(1));
}

/** A name without a slash is looked up in PATH; it need not be executable. */
function locate(sh: Interpreter, name: string): string {
  if (name.includes('/')) return name;
  const found = findInPath(sh, name, sh.get('PATH') ?? '', false);
  if (found !== undefined) return found;
  if (sh.dialect === 'bash') return name;
  if (isBash(sh.dialect) && !sh.throughCommand) {
    sh.complain(`.: ${name}: file not found`);
    throw new ShellExit(1);
  }
  sh.fail(
    isBash(sh.dialect) ? `.: ${name}: file not found` : `${name}: not found`,
    isBash(sh.dialect) ? 1 : SHELL_ERROR,
  );
}

function run(sh: Interpreter, path: string, text: string, args: readonly string[]): MaybeTask<number> {
  const absolute = plainPath(sh.p.absolute(path));
  const { positional_, within, lineShift, sourceName, caller } = sh;
  if (isBash(sh.dialect)) {
    sh.sourceName = path;
    sh.caller = {
      name: 'source',
      source: path,
      line: sh.line,
      outer: caller,
      ...(args.length === 0 ? { args: [path] } : sh.shopts.extdebug ? { args } : undefined),
    };
  }
  if (sh.trace.full)
    note(sh, { kind: 'file.sourced', path: absolute, ...(sh.position ? { position: sh.position } : {}) });
  sh.within = path;
  shiftLines(sh, 0);
  // dash leaves the caller's parameters, whatever is given.
  if (args.length > 0 && sh.traits.dotTakesParameters)
    sh.positional_ = { values: args, sources: sh.wordSources.slice(2) };
  const given = sh.positional_;
  const getopts = { ...sh.getopts };
  const { settings } = sh;
  /** bash: not what was given to the file, unless it has given itself others with `set`. */
  const restores = (): boolean =>
    isBash(sh.dialect)
      ? args.length > 0 && sh.settings === settings
      : sh.positional_ === given || (sh.dialect === 'busybox' && args.length > 0);
  const leave = (status: number): number => {
    sh.within = within;
    sh.sourceName = sourceName;
    sh.caller = caller;
    shiftLines(sh, lineShift);
    // busybox puts the caller's parameters back, whatever the file has made of those it was given.
    if (restores()) sh.positional_ = positional_;
    if (sh.dialect === 'busybox' && args.length > 0) sh.getopts = getopts;
    if (sh.leaving === RETURNING) sh.leaving = GOING_ON;
    if (sh.trace.full) note(sh, { kind: 'file.left', path: absolute, status });
    return status;
  };
  const flags = isBash(sh.dialect) ? sh.flags & TESTED : 0;
  const read = (): MaybeTask<number> =>
    nested(sh, 'files that source each other', () => runFile(sh, text, absolute, flags));
  if (isBash(sh.dialect)) return eager(inBash(sh, read, leave, flags !== 0));
  return eager(inAlmquist(sh, read, leave, lineShift));
}

/** Counts from another line on; the line that is named until the next command stays the same. */
function shiftLines(sh: Interpreter, shift: number): void {
  if (sh.lineShift === shift) return;
  if (sh.position && !isBash(sh.dialect)) sh.position = { ...sh.position, told: sh.line - shift };
  sh.lineShift = shift;
}

/** Where `command` goes on after an error in the file, lines are counted as before. */
function* inAlmquist(
  sh: Interpreter,
  read: () => MaybeTask<number>,
  leave: (status: number) => number,
  lineShift: number,
): Task<number> {
  try {
    const result = read();
    return leave(typeof result === 'number' ? result : yield* result);
  } catch (thrown) {
    if (thrown instanceof ShellError) sh.lineShift = lineShift;
    throw thrown;
  }
}

/** Also a file that cannot be read to its end is left. */
function* inBash(
  sh: Interpreter,
  read: () => MaybeTask<number>,
  leave: (status: number) => number,
  tested: boolean,
): Task<number> {
  let status: number;
  try {
    const result = tracedDeeper(sh, () => eager(runSourced(sh, read)), tested);
    status = isTask(result) ? yield* result : result;
  } catch (thrown) {
    if (thrown instanceof ShellError || thrown instanceof Abandoned) leave(thrown.status);
    throw thrown;
  }
  return leave(status);
}
