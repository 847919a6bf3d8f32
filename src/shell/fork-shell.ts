/** Forks the shell: a process that goes on with a copy of its state. */
import type { Process } from '../kernel/process.ts';
import { isBash } from '../syntax/dialect.ts';
import { type Errno, isErrno } from '../vfs/errno.ts';
import type { Exec } from './function.ts';
import type { Interpreter } from './interpreter.ts';
import { runToEnd } from './run-to-end.ts';

/** @param prepare done in the child before it runs `exec`, such as moving descriptors. */
export function forkShell(
  sh: Interpreter,
  exec: Exec,
  flags: number,
  prepare: (p: Process, sub: Interpreter) => void,
): Process | Errno {
  if (!isBash(sh.dialect)) sh.jobs.makeRoom();
  const sub = sh.fork();
  const child = sh.p.fork(sh.p.argv, (p) => {
    prepare(p, sub);
    return runToEnd(sub, exec, flags);
  });
  // Traps are gone from the first instant on, also for a signal that comes before the child's first step.
  if (!isErrno(child)) sub.begin(child, sh.traps);
  return child;
}
