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
  /** Writes to standard error as it is. */
  writeError(text: string): void;
  /** `complain`, in which the Almquist shells name the builtin (`sh: 3: cd: TEXT`, `sh: cd: line 3: TEXT`); bash's texts name it themselves. */
  complainWithin(text: string): void;
  /** `complainWithin`, and the end of the builtin with a status, 2 by default. */
  fail(text: string, status?: number): never;
  /** Status of the last command. */
  readonly status: number;
  readonly positional: readonly string[];
  /** The `-i` or terminal shell of a person. */
  readonly interactive: boolean;
  /** Whether an option is on, by its long name (`errexit`, `posix`, `extglob`). */
  option(name: string): boolean;
  /** Marks a variable as exported (PWD and OLDPWD after `cd`). */
  exportVariable(name: string): void;
  /** The logical working directory: what `pwd` prints. Setting it touches neither the process nor PWD. */
  directory: string;
  /** Where getopts stands; saved and restored with the positional parameters, `index` set anew when OPTIND is assigned. */
  getopts: GetoptsPlace;
  readonly jobs: Jobs;
  /** The last `test` with its name, for reports of loops that poll. */
  lastTest: readonly string[] | undefined;
  /** Remembered places of commands (`hash`), by name. */
  readonly hashed: Map<string, HashedCommand>;
  /** Text of an alias. */
  alias(name: string): string | undefined;
  hasFunction(name: string): boolean;
  /** The function as bash prints it; undefined when the tree cannot be printed. */
  functionText?(name: string): string | undefined;
  builtin(name: string): Builtin | undefined;
  /** Where PATH (or another path list) has a command, without remembering it; a name with a slash is itself when it can be run. */
  findProgram(name: string, path?: string): string | undefined;
  /** A signal has come that has a trap: `wait` and `read` break off. Status for them: 128 + its number. */
  readonly pendingTrap: string | undefined;
  /** bash: what builtins do with its values. */
  readonly values?: BashValues | undefined;
  /** Says that something is not modelled (an `unsupported` event and a diagnostic); gives the status to fail with. */
  unsupported(detail: string): number;
}

export interface BashValues {
  /** An array assigned whole. */
  assignArray(name: string, values: readonly string[]): void;
  /** Whether a parameter, variable or element has a value (`test -v`). */
  isSet(text: string): boolean;
  /** A reference that leads somewhere (`test -R`). */
  isReference(name: string): boolean;
  /** A name, or one with a subscript. */
  isReferable(text: string): boolean;
  /** As `%q` writes it. */
  quoted(text: string): string;
  /** A name in a complaint: as it is, unless it would not be readable. */
  printable(text: string): string;
  /** The code of the first character. */
  characterCode(text: string): number;
  /** `%(format)T` of an argument: seconds, -1 for now, -2 for when the shell began; undefined is now. */
  time(format: string, argument: string | undefined): string;
}

export interface GetoptsPlace {
  /** 1-based index of the next argument. */
  readonly index: number;
  /** Offset inside the cluster that is being read; -1 between arguments. */
  readonly offset: number;
}

export const FIRST_OPTION: GetoptsPlace = { index: 1, offset: -1 };

export interface HashedCommand {
  readonly path: string;
  hits: number;
  /** Looked up again before it is used. */
  readonly doubtful?: boolean;
}

/** A background job, or a pipeline of it. */
export interface Job {
  readonly number: number;
  /** Processes of its stages; the last is what `$!` names. */
  readonly pids: readonly number[];
  /** The command as the shell prints it. */
  readonly text: string;
  /** Undefined while it runs: status of the last stage, and the signal that ended it. */
  readonly ended: { readonly status: number; readonly signal?: string } | undefined;
  /** Its end came to light while the shell waited for something else. */
  readonly reaped: boolean;
  /** Which of the jobs ended first: a count. */
  readonly endedOrder: number;
}

/** The shell's jobs, in the order of their numbers. */
export interface Jobs {
  readonly all: readonly Job[];
  /** Takes in what has ended while the shell did something else; nobody tells of it. */
  reap(): void;
  /** Looks which processes have ended, without waiting. */
  poll(): void;
  /** The job that a pid belongs to. */
  withProcess(pid: number): Job | undefined;
  /** Status of a process that this shell started in the background and that has ended; undefined while it runs. */
  statusOf(pid: number): number | undefined;
  /** `wait` has told its status: it may be asked for again until another job takes its place. False when that was so before. */
  waited(job: Job): boolean;
  /** Forgets a job. */
  forget(job: Job): void;
  /** `%%` and `%+`. */
  readonly current: Job | undefined;
  /** `%-`. */
  readonly previous: Job | undefined;
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
