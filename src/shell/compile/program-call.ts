/** Runs an external command: looked up in PATH, started as a process of its own or, as a process's last command, in its place. */
import type { Ended, Process } from '../../kernel/process.ts';
import type { MaybeTask, Task } from '../../kernel/task.ts';
import { isTask } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { EventId } from '../../trace/event.ts';
import type { Position } from '../../trace/position.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { printableName } from '../bash/quote.ts';
import { commandEnded, commandStarted } from '../events.ts';
import { existsInPath, findInPath } from '../find-program.ts';
import { LAST } from '../flow.ts';
import type { Interpreter } from '../interpreter.ts';
import { tellKilled } from '../killed.ts';
import { CANNOT_RUN, NOT_FOUND, SIGNAL_TEXTS, why } from '../messages.ts';
import { NO_EVENT } from '../variables.ts';
import type { Call } from './simple.ts';

export function runProgram(
  sh: Interpreter,
  call: Call,
  position: Position,
  flags: number,
  searchPath?: string,
): MaybeTask<number> {
  const { argv } = call;
  const name = argv[0]!;
  const path = locate(sh, name, searchPath);
  if (isErrno(path)) {
    const event = sh.trace.full ? commandStarted(sh, position, argv, call.sources, 'missing') : NO_EVENT;
    if (isBash(sh.dialect)) {
      // Without a PATH it has tried the name itself.
      const nowhere = (searchPath ?? sh.variables.get('PATH') ?? '') === '' && name !== '';
      sh.complainWithin(
        `${printableName(sh, name)}: ${nowhere ? Errno.ENOENT.message : path === Errno.ENOENT || name === '' ? 'command not found' : path.message}`,
      );
    } else sh.complainWithin(`${name}: ${why(path, sh.dialect, 'run')}`);
    const status = path === Errno.ENOENT || !isBash(sh.dialect) || name === '' ? NOT_FOUND : CANNOT_RUN;
    if (event !== NO_EVENT) commandEnded(sh, event, status);
    return status;
  }
  const event = sh.trace.full ? commandStarted(sh, position, argv, call.sources, 'program') : NO_EVENT;
  if ((flags & LAST) !== 0 && !sh.traps.any && sh.traps.pending.length === 0) return inPlace(sh, path, argv, event);
  const child = start(sh, path, argv);
  if (typeof child === 'number') {
    if (event !== NO_EVENT) commandEnded(sh, event, child);
    return child;
  }
  return waited(sh, child, event);
}

/** Where the command is, remembered as `hash` shows; EACCES when there is only something that cannot run. */
function locate(sh: Interpreter, name: string, searchPath?: string): string | Errno {
  if (name.includes('/')) return name;
  const known = searchPath === undefined ? sh.hashed.get(name) : undefined;
  // What is remembered is not looked up again, even when it is gone.
  if (known && (!known.doubtful || known.path.startsWith('/'))) {
    known.hits++;
    if (known.doubtful) sh.hashed.set(name, { ...known, doubtful: false });
    return known.path;
  }
  const path = searchPath ?? sh.variables.get('PATH') ?? '';
  const found = findInPath(sh, name, path, true);
  if (found === undefined) return path !== '' && existsInPath(sh, name, path) ? Errno.EACCES : Errno.ENOENT;
  if (searchPath === undefined) sh.hashed.set(name, { path: found, hits: 1 });
  return found;
}

/** Notes where a program is, as running it would. */
export function remember(sh: Interpreter, name: string): void {
  if (!sh.functions.has(name) && !sh.builtins.has(name) && (!sh.hashed.has(name) || sh.hashed.get(name)!.doubtful))
    locate(sh, name);
}

/** The process, or the status when it cannot be started. */
function start(sh: Interpreter, path: string, argv: readonly string[]): Process | number {
  if (!isBash(sh.dialect)) sh.jobs.makeRoom();
  const env = sh.environment(path);
  const child = sh.p.spawn(path, argv, { env });
  if (!isErrno(child)) return child;
  if (child === Errno.ENOEXEC) {
    const script = sh.scriptProgram(path);
    if (script) {
      const forked = sh.p.fork([path, ...argv.slice(1)], (own) => {
        own.env = env;
        own.descriptors_.closeAll(true);
        return script(own);
      });
      if (!isErrno(forked)) return forked;
    }
  }
  if (child === Errno.EAGAIN) sh.fail('Cannot fork');
  return refused(sh, argv[0]!, child);
}

/** Says why a program cannot run; 127 when it is not there, 126 otherwise. */
export function refused(sh: Interpreter, name: string, error: Errno): number {
  const absent =
    error === Errno.ENOENT || error === Errno.ENOTDIR || error === Errno.ELOOP || error === Errno.ENAMETOOLONG;
  // The file is there, so it is its interpreter that is missing.
  const interpreter = isBash(sh.dialect) && error === Errno.ENOENT && !isErrno(sh.p.stat(name));
  const directory = isBash(sh.dialect) && error === Errno.EACCES && directoryAt(sh, name);
  sh.complainWithin(
    `${name}: ${directory ? 'Is a directory' : interpreter ? 'cannot execute: required file not found' : why(error, sh.dialect, 'run')}`,
  );
  return (isBash(sh.dialect) ? error === Errno.ENOENT : absent) ? NOT_FOUND : CANNOT_RUN;
}

function directoryAt(sh: Interpreter, path: string): boolean {
  const stat = sh.p.stat(path);
  return !isErrno(stat) && stat.type === 'directory';
}

/** execve(2) in a process that has nothing else to do; the status is the process's end. */
export function inPlace(
  sh: Interpreter,
  path: string,
  argv: readonly string[],
  event: EventId,
  environment?: Map<string, string>,
): MaybeTask<number> {
  const { p } = sh;
  const { position } = p;
  p.position = undefined;
  p.shell = undefined;
  const env = environment ?? sh.environment(path);
  let replaced = p.exec(path, argv, env);
  if (replaced === Errno.ENOEXEC) {
    const script = sh.scriptProgram(path);
    if (script) {
      p.argv = [path, ...argv.slice(1)];
      p.env = env;
      p.descriptors_.closeAll(true);
      replaced = script(p);
    }
  }
  if (isErrno(replaced)) {
    p.position = position;
    p.shell = sh;
    const status = refused(sh, argv[0]!, replaced);
    if (event !== NO_EVENT) commandEnded(sh, event, status);
    return status;
  }
  sh.replaced = true;
  if (isTask(replaced)) return replacedLater(sh, replaced, event);
  if (event !== NO_EVENT) commandEnded(sh, event, replaced);
  return replaced;
}

function* replacedLater(sh: Interpreter, task: Task<number>, event: EventId): Task<number> {
  const status = yield* task;
  if (event !== NO_EVENT) commandEnded(sh, event, status & 255);
  return status & 255;
}

function* waited(sh: Interpreter, child: Process, event: EventId): Task<number> {
  const ended = yield* sh.p.wait(child.pid);
  const status = isErrno(ended) ? 0 : statusOfEnded(sh, ended);
  if (event !== NO_EVENT) commandEnded(sh, event, status);
  return status;
}

/** The status of a foreground process; a signal that ended it is told, but for those that people and pipes send. */
export function statusOfEnded(sh: Interpreter, ended: Ended, text?: () => string): number {
  if (!isBash(sh.dialect)) sh.jobs.reap();
  if (!ended.signal) return ended.status;
  if (isBash(sh.dialect)) tellKilled(sh, [{ ...ended, text: (text ?? sh.announced?.text)?.() ?? '' }]);
  else if (ended.signal && ended.signal !== 'INT' && ended.signal !== 'PIPE')
    sh.writeError(`${SIGNAL_TEXTS[ended.signal] ?? ended.signal}\n`);
  return ended.status;
}
