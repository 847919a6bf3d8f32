/** The dialects' words for what goes wrong in the shell itself. */
import { type Dialect, isBash } from '../syntax/dialect.ts';
import { Errno } from '../vfs/errno.ts';

/** Begins a diagnostic: `sh: 3: `, `sh: ` or `sh: line 3: `; `within` is the builtin or the file that is running, as the Almquist shells name it. */
export function prefix(
  dialect: Dialect,
  name: string,
  line: number,
  within: string | undefined,
  interactive: boolean,
): string {
  const inner = within === undefined ? '' : `${within}: `;
  if (isBash(dialect)) return interactive ? `${name}: ` : `${name}: line ${line}: `;
  if (dialect === 'dash') return `${name}: ${line}: ${inner}`;
  // busybox names the line only where a builtin or a file is named too, or the text of `-c`.
  if (within === undefined) return `${name}: `;
  return `${name}: ${within === name ? '' : inner}${interactive ? '' : `line ${line}: `}`;
}

/** Why a file could not be opened or run, in an Almquist shell's words. */
export function why(error: Errno, dialect: Dialect, doing: 'open' | 'create' | 'run'): string {
  if (isBash(dialect)) return error.message;
  if (error !== Errno.ENOENT && error !== Errno.ENOTDIR) return error.message;
  if (dialect === 'busybox')
    return doing === 'open' ? 'no such file' : doing === 'create' ? 'nonexistent directory' : 'not found';
  return doing === 'open' ? 'No such file' : doing === 'create' ? 'Directory nonexistent' : 'not found';
}

/** A readonly variable that was to be changed, or (`unset`) taken away. */
export const readonlyText = (dialect: Dialect, name: string, unset = false): string =>
  !isBash(dialect)
    ? `${name}: is read only`
    : unset
      ? `unset: ${name}: cannot unset: readonly variable`
      : `${name}: readonly variable`;

export const NOT_FOUND = 127;
export const CANNOT_RUN = 126;
/** Status of the Almquist shells for errors of their own. */
export const SHELL_ERROR = 2;

/** What a shell says of a foreground process that a signal ended (strsignal(3)). */
export const SIGNAL_TEXTS: Readonly<Record<string, string>> = {
  HUP: 'Hangup',
  INT: 'Interrupt',
  QUIT: 'Quit',
  ILL: 'Illegal instruction',
  TRAP: 'Trace/breakpoint trap',
  ABRT: 'Aborted',
  BUS: 'Bus error',
  FPE: 'Floating point exception',
  KILL: 'Killed',
  USR1: 'User defined signal 1',
  SEGV: 'Segmentation fault',
  USR2: 'User defined signal 2',
  PIPE: 'Broken pipe',
  ALRM: 'Alarm clock',
  TERM: 'Terminated',
  STKFLT: 'Stack fault',
  CHLD: 'Child exited',
  CONT: 'Continued',
  STOP: 'Stopped (signal)',
  TSTP: 'Stopped',
  TTIN: 'Stopped (tty input)',
  TTOU: 'Stopped (tty output)',
  URG: 'Urgent I/O condition',
  XCPU: 'CPU time limit exceeded',
  XFSZ: 'File size limit exceeded',
  VTALRM: 'Virtual timer expired',
  PROF: 'Profiling timer expired',
  WINCH: 'Window changed',
  POLL: 'I/O possible',
  PWR: 'Power failure',
  SYS: 'Bad system call',
};
