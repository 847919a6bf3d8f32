/** The state of one shell: parameters, options, functions, traps, jobs; and what compiled commands and builtins do with it. */
import type { Body, Process } from '../kernel/process.ts';
import type { MaybeTask, Task } from '../kernel/task.ts';
import type { Timers } from '../kernel/timers.ts';
import { type Dialect, isBash } from '../syntax/dialect.ts';
import type { EventId } from '../trace/event.ts';
import { isErrno } from '../vfs/errno.ts';
import { assignExtended, assignForArithmetic, assignNamed, setElement, writable } from './bash/assign.ts';
import { BashState } from './bash/bash-state.ts';
import { bashEnvironment } from './bash/environment.ts';
import { characters } from './bash/letters.ts';
import { elementForArithmetic, extendedValue, type Reference } from './bash/reference.ts';
import { copyOfFrame, removeVariable } from './bash/scopes.ts';
import { bashValues } from './bash/values.ts';
import {
  type BashValues,
  type Builtin,
  type BuiltinShell,
  FIRST_OPTION,
  type GetoptsPlace,
  type HashedCommand,
} from './builtins/builtin.ts';
import { dashNumber } from './dash-number.ts';
import { TRAITS, type Traits } from './dialects/traits.ts';
import { NO_SOURCES, note, type Origins, type Sources, variableAssigned } from './events.ts';
import { findInPath } from './find-program.ts';
import { GOING_ON, type Leaving } from './flow.ts';
import type { ShellFunction } from './function.ts';
import { JobTable } from './job-table.ts';
import { readonlyText, SHELL_ERROR } from './messages.ts';
import { initialOptions, type OptionName, type Options, optionLetters, optionRows } from './options.ts';
import { expandQuoted } from './run-text.ts';
import { runBesides, runPendingTraps, runTrap } from './run-traps.ts';
import { GIVEN_UP, type Sharing } from './sharing.ts';
import { expandTracePrefix } from './trace-prefix.ts';
import { type Besides, Traps } from './traps.ts';
import { NO_ORIGINS, UsedEvents } from './used-events.ts';
import { type Hidden, NO_EVENT, type Variable, Variables } from './variables.ts';
import type { ArithmeticEnvironment } from './words/arithmetic.ts';

/** The positional parameters with where they came from. */
export interface Positional {
  readonly values: readonly string[];
  readonly sources: Origins;
}

const NO_BUILTINS: ReadonlyMap<string, Builtin> = new Map();
const NONE: Positional = { values: [], sources: NO_ORIGINS };

/** What a function call or a command with assignments before it puts back when it ends. */
export interface Frame extends Array<Hidden | { readonly options: Options }> {
  /** bash: the assignments before a command, not the local variables of a function. */
  temporary?: true;
}

export class Interpreter extends BashState implements BuiltinShell {
  traits: Traits;
  readonly clock: Timers;
  builtins: ReadonlyMap<string, Builtin>;
  /** bash: those that `enable -n` has switched off. */
  disabled: ReadonlyMap<string, Builtin> = NO_BUILTINS;
  /** Pid of the first shell: `$$`. */
  rootPid: number;
  /** `$!`. */
  lastBackground: number | undefined;
  status = 0;
  /** Status of the last command substitution in the words of this command. */
  substitutionStatus = 0;
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
  /** What `within` was before the builtin that runs. */
  outerWithin: string | undefined;
  variables: Variables;
  functions: Map<string, ShellFunction>;
  #sharing: Sharing = { users: 1 };
  positional_: Positional = NONE;
  /** busybox: the parameters outside all functions that are open; the EXIT trap of what was forked in one sees them. */
  outermost: Positional = NONE;
  getopts: GetoptsPlace = FIRST_OPTION;
  options: Options;
  traps: Traps;
  readonly jobs = new JobTable(() => this.p);
  hashed: Map<string, HashedCommand>;
  aliases: Map<string, string>;
  frames: Frame[] = [];
  directory = '/';
  /** An exec has put another program into the process; nothing is to be put back. */
  replaced = false;
  /** Where values used in the present expansion came from, and the last command's event. */
  readonly used = new UsedEvents();
  command: EventId = NO_EVENT;
  /** Sources of the words of the builtin that runs. */
  wordSources: Origins = NO_ORIGINS;
  /** Descriptor for xtrace: standard error as it was before the command's redirections. */
  traceDescriptor = 2;
  /** The last test with its name, for reports of loops that poll. */
  lastTest: readonly string[] | undefined;
  #arithmetic: ArithmeticEnvironment | undefined;
  #values: BashValues | undefined;
  /** busybox: the shell that this one was forked off. */
  forkedFrom: Interpreter | undefined;
  /** busybox: a here-document is being expanded, by this shell or by one that it was forked off. */
  inDocument = false;
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
  /** dash: a bit for each descriptor that a redirection has closed, as it thinks. */
  closedDescriptors = 0;
  /** Where the script itself stands, unless it is the text of `-c`. */
  outerReader: { readonly line: number } | undefined;
  /** What runs a text file without `#!`; set by the program. */
  scriptProgram: (path: string) => Body | undefined = () => undefined;

  /** @param parent the shell that this one is forked off: what it has as well is not made anew. */
  constructor(
    p: Process,
    dialect: Dialect,
    builtins: ReadonlyMap<string, Builtin>,
    name: string,
    parent?: Interpreter,
  ) {
    super(p, dialect, name);
    this.traits = TRAITS[dialect];
    this.clock = p.kernel.clock;
    this.builtins = builtins;
    this.rootPid = p.pid;
    this.variables = parent?.variables.fork() ?? new Variables();
    this.functions = parent?.functions ?? new Map();
    this.options = parent ? { ...parent.options } : initialOptions(dialect);
    this.traps = parent?.trapsForFork() ?? new Traps();
    this.hashed = new Map(parent?.hashed);
    this.aliases = new Map(parent?.aliases);
  }

  /** What arithmetic sees of the shell. */
  get arithmetic(): ArithmeticEnvironment {
    this.#arithmetic ??= {
      get: (name) => this.parameterForArithmetic(name),
      set: (name, value) => {
        if (isBash(this.dialect)) writable(this, name);
        this.setVariable(name, value);
      },
      getElement: (name, subscript) => elementForArithmetic(this, name, subscript),
      setElement: (name, subscript, value) => assignForArithmetic(this, name, subscript, value),
    };
    return this.#arithmetic;
  }

  // ── forking ────────────────────────────────────────────────────────────

  /** The shell that a child process goes on with; `begin` gives it the process. */
  fork(): Interpreter {
    const child = new Interpreter(this.p, this.dialect, this.builtins, this.name, this);
    child.rootPid = this.rootPid;
    child.lastBackground = this.lastBackground;
    child.status = this.status;
    if (!isBash(this.dialect)) child.trapStatus = this.trapStatus;
    child.loops = isBash(this.dialect) ? 0 : this.loops;
    child.depth = this.depth;
    child.texts = this.texts;
    child.within = this.within;
    child.position = this.position;
    child.lineShift = this.lineShift;
    child.fromCommandLine = this.fromCommandLine;
    child.sourceName = this.sourceName;
    child.#sharing = this.#sharing;
    this.#sharing.users++;
    child.positional_ = this.positional_;
    child.outermost = this.outermost;
    child.getopts = this.getopts;
    child.disabled = this.disabled;
    child.frames = this.frames.length === 0 ? [] : isBash(this.dialect) ? this.frames.map(copyOfFrame) : [[]];
    child.inherit(this);
    child.directory = this.directory;
    child.inDocument = this.inDocument;
    child.tracing = this.tracing;
    child.functionName = this.functionName;
    child.withoutExitTrap = this.dialect === 'busybox' && (this.ending || this.withoutExitTrap);
    child.subshell = true;
    if (this.dialect !== 'dash') child.forkedFrom = this;
    child.command = this.command;
    child.scriptProgram = this.scriptProgram;
    // A fork of dash reads on where the outermost script stands; the text of `-c` is gone.
    child.reader = this.dialect === 'dash' ? { line: this.outerReader?.line ?? 1 } : this.reader;
    child.outerReader = this.outerReader;
    child.closedDescriptors = this.closedDescriptors;
    return child;
  }

  trapsForFork(): Traps {
    const { functrace, errtrace } = this.options;
    return this.traps.fork(this.traits.listsParentTraps, [
      ...(functrace ? (['DEBUG', 'RETURN'] as const) : []),
      ...(errtrace ? (['ERR'] as const) : []),
    ]);
  }

  /** Its process is at its end: what it has in common with other shells is theirs. */
  giveUp(): void {
    this.variables.giveUp();
    this.#sharing.users--;
    this.#sharing = GIVEN_UP;
  }

  begin(p: Process, parentTraps: Traps): void {
    this.p = p;
    p.position = () => this.position;
    p.shell = this;
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

  /** Values that are made when they are asked for (bash). */
  dynamic(name: string): string | undefined {
    const variable = this.variables.find(name);
    if (variable?.extension) return extendedValue(this, name, variable);
    if (name === 'BASH_COMMAND' && isBash(this.dialect)) return this.announced?.text();
    if (name === 'LINENO' && isBash(this.dialect)) return String(this.line);
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
        return optionLetters(this.options, this.dialect) + this.#readingFrom();
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

  /** bash's last letter in `$-`: where commands come from. */
  #readingFrom(): string {
    if (!isBash(this.dialect)) return '';
    return this.fromCommandLine ? 'c' : this.options.stdin ? 's' : '';
  }

  /** What joins `$*`: the first byte of IFS. */
  get separator(): string {
    const ifs = this.variables.get('IFS');
    if (ifs === undefined) return ' ';
    const first = ifs[0] ?? '';
    return first > '\x7f' && isBash(this.dialect) ? characters(this, ifs)[0]! : first;
  }

  /** Notes that a value was used, for whoever asks where the result came from. */
  useVariable(name: string): void {
    const variable = this.variables.find(name);
    if (variable && variable.event !== NO_EVENT) this.used.push(variable.event);
  }

  parameterForArithmetic(name: string): string | undefined {
    const value = this.get(name);
    // Differs: the Almquist shells take an unset variable for nothing here, whatever `set -u` says.
    if (value === undefined && this.options.nounset && isBash(this.dialect))
      this.failExpansion(`${name}: unbound variable`, true);
    if (this.trace.full) this.useVariable(name);
    return value;
  }

  // ── variables ──────────────────────────────────────────────────────────

  assign(name: string, value: string): void {
    if (this.dialect === 'bash-posix' && this.variables.find(name)?.readonly)
      this.giveUpCommand(readonlyText(this.dialect, name));
    if (isBash(this.dialect)) assignNamed(this, name, value);
    else if (this.dialect === 'dash' && name.includes('='))
      // dash reads a name up to an equals sign.
      this.assign(name.slice(0, name.indexOf('=')), value);
    else if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) this.fail(`${name}: bad variable name`);
    else this.setVariable(name, value, this.position, this.trace.full ? this.command : NO_SOURCES);
  }

  override get endsOnErrors(): boolean {
    return this.options.errexit && this.testedTexts === 0;
  }

  protected override setTracing(on: boolean): void {
    this.options.functrace = this.options.errtrace = on;
  }

  /** bash: assigns a variable or an element. */
  setReference({ name, subscript }: Reference, value: string, sources: Sources = this.takeUsed()): void {
    if (subscript === undefined) this.setVariable(name, value, this.position, sources);
    else setElement(this, name, subscript, value, false, { position: this.position, sources });
  }

  get values(): BashValues | undefined {
    if (!isBash(this.dialect)) return undefined;
    this.#values ??= bashValues(this);
    return this.#values;
  }

  /** Expands a text as between double quotes. */
  expandQuoted(text: string): MaybeTask<string> {
    return expandQuoted(this, text);
  }

  setVariable(name: string, value: string, position = this.position, sources: Sources = this.takeUsed()): Variable {
    const found = this.variables.find(name);
    if (found?.extension) return assignExtended(this, name, value, false, { position, sources });
    if (found?.readonly) this.failExpansion(readonlyText(this.dialect, name));
    if (name === 'OPTIND' && this.dialect === 'dash' && dashNumber(value) === undefined)
      this.fail(`Illegal number: ${value}`);
    const variable = this.variables.own(name);
    variable.value = value;
    if (this.options.allexport) variable.exported = true;
    // A later event is one that came while this one was told, and gave the value that there is now.
    if (this.trace.full)
      variable.event = Math.max(variableAssigned(this, name, value, position, sources), variable.event);
    if (name === 'OPTIND') this.getopts = { index: Math.max(1, Number(value) || 1), offset: -1 };
    else if (name === 'PATH') this.hashed.clear();
    return variable;
  }

  /** The events noted since the last time. */
  takeUsed(): Sources {
    return this.used.take();
  }

  unset(name: string): void {
    const found = this.variables.find(name);
    // The Almquist shells: under `set -a` the name is still marked.
    const marked = this.options.allexport && !isBash(this.dialect);
    if (!found) {
      if (marked) this.exportVariable(name);
      return;
    }
    if (found.readonly) this.fail(readonlyText(this.dialect, name, true), isBash(this.dialect) ? 1 : SHELL_ERROR);
    if (isBash(this.dialect)) removeVariable(this, name);
    else this.variables.delete(name);
    if (marked) this.exportVariable(name);
    if (name === 'OPTIND') this.getopts = FIRST_OPTION;
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

  /** Frames that were left because the shell ends, as far as was known; see `frames.ts`. */
  readonly abandonedFrames: Frame[] = [];

  /** What a program gets; `path` is the program. */
  environment(path?: string): ReadonlyMap<string, string> {
    return isBash(this.dialect) ? bashEnvironment(this, path) : this.variables.hashedEnvironment();
  }

  // ── functions, options ─────────────────────────────────────────────────

  defineFunction(name: string, definition: ShellFunction | undefined): void {
    if (this.#sharing.users > 1) {
      this.functions = new Map(this.functions);
      this.#sharing.users--;
      this.#sharing = { users: 1 };
    }
    if (definition) this.functions.set(name, definition);
    else this.functions.delete(name);
    this.hashed.delete(name);
    this.variables.changes++;
  }

  hasFunction(name: string): boolean {
    return this.functions.has(name);
  }

  /** bash: the function as it prints one. */
  functionText(name: string): string | undefined {
    return this.functions.get(name)?.text();
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
  tracePrefix(): MaybeTask<string> {
    const written = this.variables.get('PS4') ?? '';
    const ps4 = isBash(this.dialect) ? (written[0] ?? '').repeat(this.traceDepth) + written : written;
    return /[$`\\]/.test(ps4) ? expandTracePrefix(this, ps4) : ps4;
  }

  /** bash: DEBUG, ERR or RETURN; gives the action's status. */
  runBesides(condition: Besides): Task<number> {
    return runBesides(this, condition);
  }

  runTrap(action: string, condition: string): MaybeTask<number> {
    return runTrap(this, action, condition);
  }

  /** Runs the actions of the signals that have come. */
  runPendingTraps(): MaybeTask<number> {
    return runPendingTraps(this);
  }

  get interactive(): boolean {
    return this.options.interactive;
  }

  get pendingTrap(): string | undefined {
    return this.traps.pending[0];
  }

  findProgram(name: string, path = this.variables.get('PATH') ?? ''): string | undefined {
    if (!name.includes('/')) return findInPath(this, name, path, true);
    const stat = this.p.stat(name);
    return !isErrno(stat) && stat.type === 'file' && (stat.mode & 0o111) !== 0 ? name : undefined;
  }
}
