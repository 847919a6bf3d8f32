/** The state of one shell: parameters, options, functions, traps, jobs; and what compiled commands and builtins do with it. */
import type { Body, Process } from '../kernel/process.ts';
import { isTask, type MaybeTask, type Task } from '../kernel/task.ts';
import type { Timers } from '../kernel/timers.ts';
import { type Dialect, isBash } from '../syntax/dialect.ts';
import type { EventId } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import type { Trace } from '../trace/trace.ts';
import { isErrno } from '../vfs/errno.ts';
import type { Builtin, BuiltinShell, GetoptsPlace, HashedCommand } from './builtins/builtin.ts';
import { NO_SOURCES, note, type Sources, variableAssigned } from './events.ts';
import { findInPath } from './find-program.ts';
import { eager, GOING_ON, type Leaving, RETURNING, ShellError } from './flow.ts';
import type { ShellFunction } from './function.ts';
import { JobTable } from './job-table.ts';
import { prefix, SHELL_ERROR } from './messages.ts';
import { nested } from './nested.ts';
import { TRAITS, type Traits } from './dialects/traits.ts';
import { initialOptions, type OptionName, type Options, optionLetters, optionRows } from './options.ts';
import { expandQuoted, runText } from './run-text.ts';
import { Traps } from './traps.ts';
import { type Hidden, NO_EVENT, type Variable, Variables } from './variables.ts';
import type { ArithmeticEnvironment } from './words/arithmetic.ts';

/** The positional parameters with where they came from. */
export interface Positional {
  readonly values: readonly string[];
  /** Sparse: events of each value. */
  readonly sources: readonly (Sources | undefined)[];
}

const NONE: Positional = { values: [], sources: [] };
/** What a function call or a command with assignments before it puts back when it ends. */
export type Frame = (Hidden | { readonly options: Options })[];

export class Interpreter implements BuiltinShell {
  p: Process;
  readonly dialect: Dialect;
  readonly traits: Traits;
  readonly trace: Trace;
  readonly clock: Timers;
  readonly builtins: ReadonlyMap<string, Builtin>;
  /** `$0`, also the name in diagnostics. */
  name: string;
  /** Pid of the first shell: `$$`. */
  rootPid: number;
  /** `$!`. */
  lastBackground: number | undefined;
  status = 0;
  /** Status of the last command substitution in the words of this command. */
  substitutionStatus = 0;
  /** Inside a trap: the status from before it, with which a bare `exit` ends. */
  trapStatus: number | undefined;
  leaving: Leaving = GOING_ON as Leaving;
  /** How many more loops `break` and `continue` leave. */
  leavingLoops = 0;
  loops = 0;
  /** Function calls that are open. */
  depth = 0;
  /** Texts that run inside each other. */
  texts = 0;
  /** How many of them stand on the present JavaScript stack. */
  nesting = 0;
  /** The builtin or file that runs, for diagnostics. */
  within: string | undefined;
  /** What `within` was before the builtin that runs. */
  outerWithin: string | undefined;
  position: Position | undefined;
  /** Added to the line of a position where the dialect counts differently. */
  lineShift = 0;
  variables: Variables;
  functions: Map<string, ShellFunction>;
  functionsShared = false;
  positional_: Positional = NONE;
  getopts: GetoptsPlace = { index: 1, offset: -1 };
  options: Options;
  traps = new Traps();
  readonly jobs = new JobTable(() => this.p);
  hashed = new Map<string, HashedCommand>();
  aliases: Map<string, string> = new Map();
  /** Counts changes of aliases: who reads a script then reads on with the new ones. */
  aliasChanges = 0;
  frames: Frame[] = [];
  directory = '/';
  /** True in a shell that was forked off another. */
  subshell = false;
  /** An exec has put another program into the process; nothing is to be put back. */
  replaced = false;
  /** Where values used in the present expansion came from, and the last command's event. */
  used: EventId[] = [];
  command: EventId = NO_EVENT;
  /** Sources of the words of the builtin that runs, one for each word. */
  wordSources: readonly (Sources | undefined)[] = [];
  /** Diagnostics that a full pipe did not take yet. */
  unwritten = '';
  /** Descriptor for xtrace: standard error as it was before the command's redirections. */
  traceDescriptor = 2;
  /** The words of the last test, for reports of loops that poll. */
  lastTest: readonly string[] | undefined;
  readonly arithmetic: ArithmeticEnvironment;
  /** Reads the shell's commands from a terminal, as a person would use it. */
  prompting = false;
  /** PS4 is being expanded. */
  tracing = false;
  /** Context of the builtin that runs, for `eval`. */
  flags = 0;
  /** The last builtin ended with an error. */
  failedBuiltin = false;
  /** Descriptors that process substitutions of this command opened. */
  openedForWords: number[] = [];
  /** Who reads the text that runs: its line is the last that was read. */
  reader: { readonly line: number } | undefined;
  /** What runs a text file without `#!`; set by the program. */
  scriptProgram: (path: string) => Body | undefined = () => undefined;

  constructor(p: Process, dialect: Dialect, builtins: ReadonlyMap<string, Builtin>, name: string) {
    this.p = p;
    this.dialect = dialect;
    this.traits = TRAITS[dialect];
    this.trace = p.kernel.trace;
    this.clock = p.kernel.clock;
    this.builtins = builtins;
    this.name = name;
    this.rootPid = p.pid;
    this.variables = new Variables();
    this.functions = new Map();
    this.options = initialOptions(dialect);
    this.arithmetic = {
      get: (name) => this.parameterForArithmetic(name),
      set: (name, value) => this.setVariable(name, value),
    };
  }

  // ── forking ────────────────────────────────────────────────────────────

  /** The shell that a child process goes on with; `begin` gives it the process. */
  fork(): Interpreter {
    const child = new Interpreter(this.p, this.dialect, this.builtins, this.name);
    child.rootPid = this.rootPid;
    child.lastBackground = this.lastBackground;
    child.status = this.status;
    child.loops = this.loops;
    child.depth = this.depth;
    child.texts = this.texts;
    child.within = this.within;
    child.position = this.position;
    child.lineShift = this.lineShift;
    child.variables = this.variables.fork();
    child.functions = this.functions;
    child.functionsShared = true;
    this.functionsShared = true;
    child.positional_ = this.positional_;
    child.getopts = { ...this.getopts };
    child.options = { ...this.options };
    child.traps = this.traps.fork();
    child.hashed = new Map(this.hashed);
    child.aliases = new Map(this.aliases);
    child.frames = this.frames.length > 0 ? [[]] : [];
    child.directory = this.directory;
    child.subshell = true;
    child.command = this.command;
    child.scriptProgram = this.scriptProgram;
    child.reader = this.reader;
    return child;
  }

  begin(p: Process, parentTraps: Traps): void {
    this.p = p;
    p.position = () => this.position;
    this.traps.begin(p, parentTraps);
  }

  // ── parameters ─────────────────────────────────────────────────────────

  get positional(): readonly string[] {
    return this.positional_.values;
  }

  get(name: string): string | undefined {
    const c = name.charCodeAt(0);
    if (c >= 97 || (c >= 65 && c <= 90) || c === 95) return this.variables.get(name) ?? this.dynamic(name);
    return this.special(name);
  }

  /** The line that diagnostics name. */
  get line(): number {
    return (this.position?.line ?? -this.lineShift) + this.lineShift;
  }

  /** Values that are made when they are asked for (bash). */
  dynamic(name: string): string | undefined {
    if (name === 'LINENO' && this.traits.lineNumbers) return String(this.line);
    return undefined;
  }

  /** Parameters that are no variables; the list parameters are joined. */
  special(name: string): string | undefined {
    switch (name) {
      case '?':
        return String(this.status);
      case '#':
        return String(this.positional.length);
      case '$':
        return String(this.rootPid);
      case '!':
        return this.lastBackground === undefined ? undefined : String(this.lastBackground);
      case '-':
        return optionLetters(this.options, this.dialect);
      case '0':
        return this.name;
      case '@':
      case '*':
        // Differs: for the Almquist shells the list is always set.
        return this.positional.length === 0 && isBash(this.dialect) ? undefined : this.positional.join(this.separator);
      default:
        return this.positional[Number(name) - 1];
    }
  }

  /** What joins `$*`: the first byte of IFS. */
  get separator(): string {
    const ifs = this.variables.get('IFS');
    return ifs === undefined ? ' ' : (ifs[0] ?? '');
  }

  /** Notes that a value was used, for whoever asks where the result came from. */
  useVariable(name: string): void {
    const variable = this.variables.find(name);
    if (variable && variable.event !== NO_EVENT) this.used.push(variable.event);
  }

  parameterForArithmetic(name: string): string | undefined {
    const value = this.get(name);
    // Differs: dash takes an unset variable for nothing here, whatever `set -u` says.
    if (value === undefined && this.options.nounset && this.dialect !== 'dash')
      this.fail(`${name}: ${isBash(this.dialect) ? 'unbound variable' : 'parameter not set'}`);
    if (this.trace.full) this.useVariable(name);
    return value;
  }

  // ── variables ──────────────────────────────────────────────────────────

  assign(name: string, value: string): void {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) this.fail(`${name}: bad variable name`);
    this.setVariable(name, value, this.position, this.trace.full ? [this.command] : NO_SOURCES);
  }

  setVariable(name: string, value: string, position = this.position, sources: Sources = this.takeUsed()): Variable {
    const found = this.variables.find(name);
    if (found?.readonly) this.fail(isBash(this.dialect) ? `${name}: readonly variable` : `${name}: is read only`);
    const variable = this.variables.own(name);
    variable.value = value;
    if (this.options.allexport) variable.exported = true;
    if (this.trace.full) variable.event = variableAssigned(this, name, value, position, sources);
    if (name === 'OPTIND') this.getopts = { index: Math.max(1, Number(value) || 1), offset: -1 };
    else if (name === 'PATH') this.hashed.clear();
    return variable;
  }

  /** The events noted since the last time. */
  takeUsed(from = 0): Sources {
    if (this.used.length <= from) return NO_SOURCES;
    return this.used.splice(from);
  }

  unset(name: string): void {
    const found = this.variables.find(name);
    if (!found) return;
    if (found.readonly)
      this.fail(isBash(this.dialect) ? `${name}: cannot unset: readonly variable` : `${name}: is read only`);
    this.variables.delete(name);
    if (name === 'OPTIND') this.getopts = { index: 1, offset: -1 };
    else if (name === 'PATH') this.hashed.clear();
    if (this.trace.full)
      note(this, { kind: 'variable.unset', name, ...(this.position ? { position: this.position } : {}) });
  }

  exportVariable(name: string): void {
    this.variables.own(name).exported = true;
  }

  /** Keeps a variable's present state in a frame, so that it comes back when the frame ends. */
  hideIn(frame: Frame, name: string): void {
    frame.push(this.variables.hide(name));
  }

  leaveFrame(frame: Frame): void {
    for (let index = frame.length - 1; index >= 0; index--) {
      const hidden = frame[index]!;
      if ('options' in hidden) this.options = hidden.options;
      else {
        this.variables.restore(hidden);
        if (hidden.name === 'PATH') this.hashed.clear();
        else if (hidden.name === 'OPTIND')
          this.getopts = { index: Math.max(1, Number(hidden.variable?.value) || 1), offset: -1 };
      }
    }
  }

  environment(): Map<string, string> {
    return this.variables.environment();
  }

  // ── functions, options ─────────────────────────────────────────────────

  defineFunction(name: string, definition: ShellFunction | undefined): void {
    if (this.functionsShared) {
      this.functions = new Map(this.functions);
      this.functionsShared = false;
    }
    if (definition) this.functions.set(name, definition);
    else this.functions.delete(name);
    this.hashed.delete(name);
    this.variables.changes++;
  }

  hasFunction(name: string): boolean {
    return this.functions.has(name);
  }

  /** The tree is not printed yet. */
  functionText(_name: string): string | undefined {
    return undefined;
  }

  builtin(name: string): Builtin | undefined {
    return this.builtins.get(name);
  }

  alias(name: string): string | undefined {
    return this.aliases.get(name);
  }

  option(name: string): boolean {
    const row = optionRows(this.dialect).find((each) => each.name === name);
    return this.options[(row?.option ?? name) as OptionName] ?? false;
  }

  /** What begins a line of xtrace: PS4, expanded. */
  tracePrefix(): string {
    const ps4 = this.variables.get('PS4') ?? '';
    if (!/[$`\\]/.test(ps4)) return ps4;
    this.tracing = true;
    const text = expandQuoted(this, ps4);
    this.tracing = false;
    if (!isTask(text)) return text;
    this.unsupported('a command substitution in PS4');
    return ps4;
  }

  // ── traps ──────────────────────────────────────────────────────────────

  /** Runs a trap's action; the status of the script stays what it was. */
  runTrap(action: string, condition: string): MaybeTask<number> {
    return eager(this.#trapAction(action, condition));
  }

  *#trapAction(action: string, condition: string): Task<number> {
    const { trapStatus, status } = this;
    this.trapStatus = status;
    try {
      const ran = nested(this, 'traps inside each other', () => runText(this, action, `trap ${condition}`, 0));
      return isTask(ran) ? yield* ran : ran;
    } finally {
      this.trapStatus = trapStatus;
    }
  }

  /** Runs the actions of the signals that have come. */
  runPendingTraps(): MaybeTask<number> {
    return eager(this.#pendingTraps());
  }

  *#pendingTraps(): Task<number> {
    const { status } = this;
    while (this.traps.pending.length > 0 && this.leaving === GOING_ON) {
      const signal = this.traps.pending.shift()!;
      const action = this.traps.actions.get(signal);
      if (action === undefined || action === '') continue;
      const ran = this.runTrap(action, signal);
      if (isTask(ran)) yield* ran;
      if ((this.leaving as Leaving) !== RETURNING) this.status = status;
    }
    return this.status;
  }

  get interactive(): boolean {
    return this.options.interactive;
  }

  get pendingTrap(): string | undefined {
    return this.traps.pending[0];
  }

  findProgram(name: string, path = this.variables.get('PATH') ?? ''): string | undefined {
    if (!name.includes('/')) return findInPath(this.p, name, path, true);
    const stat = this.p.stat(name);
    return !isErrno(stat) && stat.type === 'file' && (stat.mode & 0o111) !== 0 ? name : undefined;
  }

  // ── output and errors ──────────────────────────────────────────────────

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
    else this.complain(`${name}: write error: ${reason}`);
    return 1;
  }

  complain(text: string): void {
    this.#tell(prefix(this.dialect, this.name, this.line, undefined, this.prompting) + text, text);
  }

  /** A diagnostic of the shell itself, in which the Almquist shells name the builtin or file that is running. */
  complainWithin(text: string): void {
    this.#tell(prefix(this.dialect, this.name, this.line, this.within, this.prompting) + text, text);
  }

  #tell(line: string, message: string): void {
    if (this.trace.full)
      note(this, { kind: 'shell.error', message, ...(this.position ? { position: this.position } : {}) });
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

  unsupported(detail: string): number {
    note(this, { kind: 'unsupported', what: 'shell', detail, ...(this.position ? { position: this.position } : {}) });
    this.complain(`${detail}: not modelled`);
    return SHELL_ERROR;
  }
}
