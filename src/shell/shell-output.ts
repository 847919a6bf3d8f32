/** What a shell writes: the output of its builtins, and its diagnostics with the prefix of the dialect. */
import type { Process } from '../kernel/process.ts';
import type { MaybeTask, Task } from '../kernel/task.ts';
import { type Dialect, isBash } from '../syntax/dialect.ts';
import type { Position } from '../trace/position.ts';
import type { Trace } from '../trace/trace.ts';
import { isErrno } from '../vfs/errno.ts';
import { Abandoned, type Reach, ShellError, ShellExit } from './flow.ts';
import { NOT_FOUND, prefix, SHELL_ERROR } from './messages.ts';

export abstract class ShellOutput {
  p: Process;
  dialect: Dialect;
  readonly trace: Trace;
  /** `$0`, also the name in diagnostics. */
  name: string;
  position: Position | undefined;
  /** Added to the line of a position where the dialect counts differently. */
  lineShift = 0;
  /** The builtin or file that runs, for diagnostics. */
  within: string | undefined;
  /** The text of `-c` is the script. */
  fromCommandLine = false;
  /** bash: the file of the function or the sourced file that runs, as diagnostics name it. */
  sourceName: string | undefined;
  /** Inside a trap: the status from before it, with which a bare `exit` ends. */
  trapStatus: number | undefined;
  /** The last `return` gave no status. */
  returnsNothing = false;
  /** True in a shell that was forked off another. */
  subshell = false;
  /** Reads the shell's commands from a terminal, as a person would use it. */
  prompting = false;
  /** Its EXIT trap is running. */
  ending = false;
  /** It was forked while an EXIT trap ran: busybox runs none in it. */
  withoutExitTrap = false;
  /** busybox: the function that runs. */
  functionName = '';
  /** busybox: a person has been greeted. */
  greeted = false;
  /** Diagnostics that a full pipe did not take yet. */
  unwritten = '';

  constructor(p: Process, dialect: Dialect, name: string) {
    this.p = p;
    this.dialect = dialect;
    this.trace = p.kernel.trace;
    this.name = name;
  }

  /** The line that diagnostics name. */
  get line(): number {
    return (this.position?.told ?? this.position?.line ?? -this.lineShift) + this.lineShift;
  }

  /** `set -e`. */
  abstract get endsOnErrors(): boolean;

  write(text: string): MaybeTask<number> {
    if (text === '') return 0;
    const taken = this.p.tryWrite(1, text);
    if (isErrno(taken)) return this.#writeFailed(taken.message);
    return taken === text.length ? 0 : this.#writeRest(text.slice(taken));
  }

  *#writeRest(rest: string): Task<number> {
    const done = yield* this.p.write(1, rest);
    return isErrno(done) ? this.#writeFailed(done.message) : 0;
  }

  #writeFailed(reason: string): number {
    const name = this.within ?? '';
    if (isBash(this.dialect)) this.complain(`${name}: write error: ${reason}`);
    else if (this.dialect === 'dash') this.complain(`${name}: ${name}: I/O error`);
    // busybox: only `echo` says so.
    else if (name === 'echo') this.writeError(`${this.appletName}: write error: ${reason}\n`);
    return 1;
  }

  /** busybox's applets that are builtins name the applet that is the shell, whatever the script is called. */
  get appletName(): string {
    const [program = 'sh', applet = 'sh'] = this.p.argv;
    const name = program.slice(program.lastIndexOf('/') + 1);
    return name === 'busybox' ? applet : name;
  }

  complain(text: string): void {
    this.#tell(prefix(this.dialect, this.sourceName ?? this.name, this.line, undefined, this.prompting) + text, text);
  }

  /** A diagnostic of the shell itself, in which the Almquist shells name the builtin or file that is running. */
  complainWithin(text: string): void {
    this.#tell(prefix(this.dialect, this.sourceName ?? this.name, this.line, this.within, this.prompting) + text, text);
  }

  #tell(line: string, message: string): void {
    if (this.trace.full)
      this.trace.add(this.p.pid, {
        kind: 'shell.error',
        message,
        ...(this.position ? { position: this.position } : {}),
      });
    this.writeError(`${line}\n`);
  }

  /** Writes to standard error; what a full pipe does not take is written before the next command. */
  writeError(text: string, descriptor = 2): void {
    const taken = this.p.tryWrite(descriptor, this.unwritten + text);
    if (!isErrno(taken)) this.unwritten = (this.unwritten + text).slice(taken);
  }

  takeUnwritten(): string {
    const text = this.unwritten;
    this.unwritten = '';
    return text;
  }

  /** Reports an error and ends the command, or the shell. */
  fail(text: string, status = SHELL_ERROR): never {
    this.complainWithin(text);
    throw new ShellError(status);
  }

  /**
   * An error while words are expanded or variables assigned. The Almquist shells end; bash gives up the complete command that it is in,
   * and ends where it follows POSIX or where the error is `fatal`.
   */
  failExpansion(text: string, fatal = false, reach: Reach = 'command'): never {
    if (!isBash(this.dialect)) this.fail(text);
    if (text !== '') this.complainWithin(text);
    if (fatal || this.dialect === 'bash-posix') {
      const only = this.subshell || !this.fromCommandLine || this.endsOnErrors;
      throw new ShellExit(only ? 1 : NOT_FOUND, !this.subshell);
    }
    throw new Abandoned(reach);
  }

  /** An error that bash gives up only the command for, also where it follows POSIX. */
  giveUpCommand(text: string): never {
    if (!isBash(this.dialect)) this.fail(text);
    this.complainWithin(text);
    throw new Abandoned();
  }

  unsupported(detail: string): number {
    this.trace.add(this.p.pid, {
      kind: 'unsupported',
      what: 'shell',
      detail,
      ...(this.position ? { position: this.position } : {}),
    });
    this.complain(`${detail}: not modelled`);
    return SHELL_ERROR;
  }
}
