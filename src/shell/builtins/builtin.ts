/** What a builtin utility is, and what it may ask of the shell that runs it. */
import type { Process } from '../../kernel/process.ts';
import type { MaybeTask } from '../../kernel/task.ts';
import type { Dialect } from '../../syntax/dialect.ts';

/** The shell as builtins see it. Strings are bytes. */
export interface BuiltinShell {
  readonly p: Process;
  readonly dialect: Dialect;
  /** A parameter's value, undefined when unset. */
  get(name: string): string | undefined;
  /** Assigns a variable; a readonly one ends the command (or the shell) as the dialect has it. */
  assign(name: string, value: string): void;
  unset(name: string): void;
  /** Writes to standard output; gives the status for the builtin: 0, or 1 after the dialect's complaint about a write error. */
  write(text: string): MaybeTask<number>;
  /** Prints a diagnostic with the dialect's prefix (`sh: 3: TEXT`, `sh: line 3: TEXT`) on standard error. */
  complain(text: string): void;
  /** Status of the last command. */
  readonly status: number;
  readonly positional: readonly string[];
  /** The `-i` or terminal shell of a person. */
  readonly interactive: boolean;
}

export interface Builtin {
  readonly name: string;
  /** POSIX special builtin: its errors end a non-interactive shell, assignments before it stay. */
  readonly special?: boolean;
  /** Dialects that have it; all when absent. */
  readonly dialects?: readonly Dialect[];
  /** `argv[0]` is the name it was called by. Gives the exit status. */
  readonly run: (sh: BuiltinShell, argv: readonly string[]) => MaybeTask<number>;
}

/** Thrown by a builtin for an error after which a special builtin ends the shell; the message is printed with the dialect's prefix. */
export class BuiltinError extends Error {
  readonly status: number;

  constructor(message: string, status = 2) {
    super(message);
    this.status = status;
  }
}
