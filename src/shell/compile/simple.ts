/** Simple commands (XCU 2.9.1): words, redirections, assignments, then a builtin, a function or a program. */

import { COSTS_US } from '../../kernel/costs.ts';
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { Simple, Word } from '../../syntax/tree.ts';
import type { Position } from '../../trace/position.ts';
import { isErrno } from '../../vfs/errno.ts';
import { commandEnded, commandStarted, type Origins } from '../events.ts';
import { Abandoned, eager, LAST, ShellError, ShellExit, TESTED } from '../flow.ts';
import { forkShell } from '../fork-shell.ts';
import { abandonFrame } from '../frames.ts';
import type { Exec } from '../function.ts';
import type { Frame, Interpreter } from '../interpreter.ts';
import { NO_ORIGINS } from '../used-events.ts';
import { compileAssignment } from './assignment.ts';
import { runBuiltin } from './builtin-call.ts';
import type { Compiler } from './compiler.ts';
import type { AssignmentExec } from './expanded-assignment.ts';
import { callFunction } from './function-call.ts';
import { remember, runProgram, statusOfEnded } from './program-call.ts';
import type { Redirections } from './redirections.ts';
import { type Saved, undo } from './saved-descriptors.ts';
import { compileWords, type Words } from './word-list.ts';
import { xtrace } from './xtrace.ts';

export interface Call {
  readonly argv: readonly string[];
  /** Where each word came from. */
  readonly sources: Origins;
}

/** Waits for what PS4 runs. */
function* tracing(task: Task<void> | undefined): Task {
  if (task) yield* task;
}

export function compileSimple(c: Compiler, node: Simple): Exec {
  const position = c.position(node);
  const words = compileWords(c, node.words);
  const assignments = node.assignments.map((each) => compileAssignment(c, each));
  const redirections = c.redirections(node.redirections);
  if (node.words.length === 0 && !redirections) return onlyAssignments(position, assignments);
  const bare = !redirections && assignments.length === 0;
  let assigns: boolean | undefined;
  const whole: Whole = {
    position,
    words,
    assignments,
    redirections,
    redirectionsAssign: () => (assigns ??= node.redirections.some(({ target }) => assigning(target))),
  };
  return (sh, flags) => {
    begin(sh, position);
    if (sh.traps.pending.length > 0 || sh.unwritten !== '' || sh.options.noexec)
      return eager(afterInterruption(sh, flags, whole));
    return bare ? runBare(sh, flags, whole) : withErrexit(sh, flags, eager(run(sh, flags, whole)));
  };
}

interface Whole {
  readonly position: Position;
  readonly words: Words;
  readonly assignments: readonly AssignmentExec[];
  readonly redirections: Redirections | undefined;
  /** Expanding the redirections assigns variables. */
  readonly redirectionsAssign: () => boolean;
}

/** True when the expansion of a word assigns a variable: `${x:=y}`, `$((x=1))`. */
function assigning({ parts }: Word): boolean {
  return parts.some((part) => {
    if (part.kind === 'arithmetic')
      return part.expression.parts.some((each) => each.kind !== 'literal' || /=|\+\+|--/.test(each.value));
    return part.kind === 'parameter' && (/^:?=$/.test(part.operator) || (part.word ? assigning(part.word) : false));
  });
}

function begin(sh: Interpreter, position: Position): void {
  sh.position = position;
  sh.substitutionStatus = 0;
  sh.used.clear();
  sh.p.kernel.charge(COSTS_US.command);
}

/** What came in between: signals with traps, diagnostics that a pipe did not take; or `set -n`. */
function* afterInterruption(sh: Interpreter, flags: number, whole: Whole): Task<number> {
  if (sh.unwritten !== '') yield* sh.p.warn(sh.takeUnwritten());
  if (sh.traps.pending.length > 0) {
    const ran = sh.runPendingTraps();
    if (isTask(ran)) yield* ran;
    begin(sh, whole.position);
    if (sh.leaving !== 0) return sh.status;
  }
  if (sh.options.noexec) return sh.status;
  const result = withErrexit(sh, flags, eager(run(sh, flags, whole)));
  return typeof result === 'number' ? result : yield* result;
}

/** Ends the shell for a failed command under `set -e`. */
export function withErrexit(sh: Interpreter, flags: number, result: MaybeTask<number>): MaybeTask<number> {
  if (typeof result !== 'number') return errexitLater(sh, flags, result);
  sh.status = result;
  // What PIPESTATUS tells: the pipeline that has just ended, or this command alone.
  sh.pipeStatuses = sh.endedPipeline ?? result;
  sh.endedPipeline = undefined;
  if (result !== 0 && (flags & TESTED) === 0 && sh.leaving === 0) {
    if (sh.traps.err !== undefined && !sh.traps.running.has('ERR')) return errTrap(sh, result);
    if (sh.options.errexit) throw new ShellExit(result);
  }
  return sh.traps.pending.length > 0 ? trapsAfter(sh, result) : result;
}

/** bash: the ERR trap of a command that has failed. */
function* errTrap(sh: Interpreter, status: number): Task<number> {
  yield* sh.runBesides('ERR');
  if (sh.leaving !== 0) return sh.status;
  if (sh.options.errexit) throw new ShellExit(status);
  sh.status = status;
  return sh.traps.pending.length > 0 ? yield* trapsAfter(sh, status) : status;
}

function* errexitLater(sh: Interpreter, flags: number, waiting: Task<number>): Task<number> {
  const result = withErrexit(sh, flags, yield* waiting);
  return typeof result === 'number' ? result : yield* result;
}

function* trapsAfter(sh: Interpreter, status: number): Task<number> {
  const ran = sh.runPendingTraps();
  if (isTask(ran)) yield* ran;
  return sh.leaving === 0 ? status : sh.status;
}

// ── without redirections and assignments ─────────────────────────────────

function runBare(sh: Interpreter, flags: number, { words, position }: Whole): MaybeTask<number> {
  const expanded = words(sh);
  if (isTask(expanded)) return errexitLater(sh, flags, bareLater(sh, flags, expanded, position));
  return withErrexit(sh, flags, dispatch(sh, flags, expanded, position));
}

function* bareLater(sh: Interpreter, flags: number, waiting: Task<Call>, position: Position): Task<number> {
  const result = dispatch(sh, flags, yield* waiting, position);
  return typeof result === 'number' ? result : yield* result;
}

function dispatch(sh: Interpreter, flags: number, call: Call, position: Position): MaybeTask<number> {
  sh.position = position;
  const { argv } = call;
  if (sh.options.xtrace) {
    const traced = xtrace(sh, argv, []);
    if (traced) return dispatchLater(sh, flags, traced, call, position);
  }
  return dispatchTraced(sh, flags, call, position);
}

function* dispatchLater(
  sh: Interpreter,
  flags: number,
  traced: Task<void>,
  call: Call,
  position: Position,
): Task<number> {
  yield* traced;
  const result = dispatchTraced(sh, flags, call, position);
  return typeof result === 'number' ? result : yield* result;
}

function dispatchTraced(sh: Interpreter, flags: number, call: Call, position: Position): MaybeTask<number> {
  const { argv } = call;
  const name = argv[0];
  if (name === undefined) return sh.substitutionStatus;
  const found = sh.functions.get(name);
  const builtin = found ? undefined : sh.builtins.get(name);
  // A regular builtin's error is only its failure; a special one's ends the shell.
  const result = found
    ? callFunction(sh, found, call, position, flags)
    : builtin
      ? runBuiltin(sh, builtin, call, position, flags, (builtin.special ?? false) && sh.traits.specialBuiltins)
      : runProgram(sh, call, position, flags);
  return sh.traits.remembersLastWord ? rememberLastWord(sh, argv, result) : result;
}

/** bash: `$_` is the last word of the command that has ended. */
function rememberLastWord(sh: Interpreter, argv: readonly string[], result: MaybeTask<number>): MaybeTask<number> {
  if (isTask(result)) return lastWordLater(sh, argv, result);
  sh.lastWord = argv.at(-1) ?? '';
  return result;
}

function* lastWordLater(sh: Interpreter, argv: readonly string[], waiting: Task<number>): Task<number> {
  const status = yield* waiting;
  sh.lastWord = argv.at(-1) ?? '';
  return status;
}

// ── the whole order of things ────────────────────────────────────────────

function* run(sh: Interpreter, flags: number, whole: Whole): Task<number> {
  const { words, assignments, redirections, position } = whole;
  const expanded = words(sh);
  const call = isTask(expanded) ? yield* expanded : expanded;
  const { argv } = call;
  const name = argv[0];
  const builtin = name === undefined || sh.functions.has(name) ? undefined : sh.builtins.get(name);
  const special = (builtin?.special ?? false) && sh.traits.specialBuiltins;
  const commandSources = sh.takeUsed();
  const temporary = name !== undefined && !special;
  const frame: Frame | undefined =
    assignments.length > 0 && (temporary || (name !== undefined && sh.traits.temporaryScopes)) ? [] : undefined;
  if (frame && sh.traits.temporaryScopes) {
    frame.temporary = true;
    sh.frames.push(frame);
  }
  const saved: Saved = new Map();
  let keep = false;
  let thrown: unknown;
  try {
    // bash assigns, and traces, before it redirects.
    let shown: string[] | undefined;
    if (isBash(sh.dialect)) {
      shown = yield* assign();
      sh.position = position;
      if (sh.options.xtrace) xtrace(sh, argv, []);
    }
    const program = name !== undefined && !builtin && !sh.functions.has(name);
    if (redirections && program && isBash(sh.dialect) && whole.redirectionsAssign())
      return yield* expandedApart(sh, call, redirections, position);
    if (redirections) {
      const targets = redirections.expand(sh);
      const ready = 'next' in targets ? yield* targets : targets;
      try {
        const done = redirections.apply(sh, ready, saved);
        if (done) yield* done;
      } catch (thrown) {
        // bash: a program's redirections are expanded in its process, which an error ends.
        if (program && isBash(sh.dialect)) remember(sh, name);
        if (program && isBash(sh.dialect) && (thrown instanceof Abandoned || thrown instanceof ShellExit))
          return thrown.status;
        if (!(thrown instanceof ShellError)) throw thrown;
        const status = sh.dialect === 'busybox' ? 1 : thrown.status;
        if (special) throw status === thrown.status ? thrown : new ShellError(status);
        return status;
      }
      const errors = saved.get(2);
      if (errors !== undefined) sh.traceDescriptor = errors;
    }
    if (!shown) {
      shown = yield* assign();
      sh.position = position;
      if (sh.options.xtrace) yield* tracing(xtrace(sh, argv, shown));
    }
    sh.position = position;
    sh.traceDescriptor = 2;
    sh.used.clear();
    sh.used.add(commandSources);
    if (name === undefined)
      return sh.trace.full && assignments.length === 0 ? emptyCommand(sh, position) : sh.substitutionStatus;
    keep = isExec(sh, argv);
    const definition = sh.functions.get(name);
    const result = definition
      ? callFunction(sh, definition, call, position, flags)
      : builtin
        ? runBuiltin(sh, builtin, call, position, flags, special)
        : runProgram(sh, call, position, flags);
    const remembered = sh.traits.remembersLastWord ? rememberLastWord(sh, argv, result) : result;
    return typeof remembered === 'number' ? remembered : yield* remembered;
  } catch (error) {
    thrown = error;
    throw error;
  } finally {
    sh.traceDescriptor = 2;
    if (keep && !sh.failedBuiltin) forget(sh, saved);
    // bash: a subshell's EXIT trap still writes to where the command would.
    else if (!(thrown instanceof ShellExit && sh.subshell && isBash(sh.dialect))) undo(sh, saved);
    if (frame?.temporary) sh.frames.pop();
    if (frame && temporary && !sh.replaced) abandonFrame(sh, frame, thrown);
  }

  function* assign(): Task<string[]> {
    const shown: string[] = [];
    // In the Almquist shells what the assignments substitute may use `local`.
    const open = frame !== undefined && !isBash(sh.dialect);
    if (open) sh.frames.push(frame);
    for (const assignment of assignments) {
      sh.used.clear();
      const done = assignment(sh, frame, builtin?.name === 'exec' && argv.length > 1);
      const text = isTask(done) ? yield* done : done;
      if (!isBash(sh.dialect)) shown.push(text);
      else if (sh.options.xtrace) xtrace(sh, [], [text]);
    }
    if (open) sh.frames.pop();
    return shown;
  }
}

/** bash: a program's redirections are expanded in its process, where what they assign is lost. */
function* expandedApart(sh: Interpreter, call: Call, redirections: Redirections, position: Position): Task<number> {
  const child = forkShell(
    sh,
    (sub) => eager(inChild(sub)),
    LAST,
    () => {},
  );
  if (isErrno(child)) sh.fail('Cannot fork');
  const ended = yield* sh.p.wait(child.pid);
  return isErrno(ended) ? 0 : statusOfEnded(sh, ended);

  function* inChild(sub: Interpreter): Task<number> {
    const targets = redirections.expand(sub);
    const ready = 'next' in targets ? yield* targets : targets;
    const done = redirections.apply(sub, ready, undefined);
    if (done) yield* done;
    const status = runProgram(sub, call, position, LAST);
    return isTask(status) ? yield* status : status;
  }
}

/** True for `exec`, also behind `command`. */
function isExec(sh: Interpreter, argv: readonly string[]): boolean {
  let at = 0;
  while (argv[at] === 'command' && sh.builtins.has('command')) at++;
  return argv[at] === 'exec' && !(at === 0 && sh.functions.has('exec'));
}

/** `exec` keeps its redirections: the copies are closed, nothing is put back. */
function forget(sh: Interpreter, saved: Saved): void {
  if (sh.replaced) return;
  for (const copy of saved.values()) if (copy !== undefined) sh.p.descriptors_.close(copy);
}

/** A command that is only redirections. */
function emptyCommand(sh: Interpreter, position: Position): number {
  const id = commandStarted(sh, position, [], NO_ORIGINS, 'assignment');
  commandEnded(sh, id, sh.substitutionStatus);
  return sh.substitutionStatus;
}

// ── only assignments ─────────────────────────────────────────────────────

function onlyAssignments(position: Position, assignments: readonly AssignmentExec[]): Exec {
  const only = assignments.length === 1 ? assignments[0]! : undefined;
  return (sh, flags) => {
    begin(sh, position);
    if (!only || sh.options.xtrace || sh.options.noexec || sh.traps.pending.length > 0 || sh.unwritten !== '')
      return eager(assignAll(sh, flags, position, assignments));
    const done = only(sh, undefined, false);
    if (isTask(done)) return errexitLater(sh, flags, statusAfter(sh, done));
    sh.lastWord = '';
    return withErrexit(sh, flags, sh.substitutionStatus);
  };
}

function* statusAfter(sh: Interpreter, waiting: Task<string>): Task<number> {
  yield* waiting;
  sh.lastWord = '';
  return sh.substitutionStatus;
}

function* assignAll(
  sh: Interpreter,
  flags: number,
  position: Position,
  assignments: readonly AssignmentExec[],
): Task<number> {
  if (sh.unwritten !== '') yield* sh.p.warn(sh.takeUnwritten());
  if (sh.traps.pending.length > 0) {
    const ran = sh.runPendingTraps();
    if (isTask(ran)) yield* ran;
    begin(sh, position);
    if (sh.leaving !== 0) return sh.status;
  }
  if (sh.options.noexec) return sh.status;
  const shown: string[] = [];
  for (const assignment of assignments) {
    sh.used.clear();
    const done = assignment(sh, undefined, false);
    const text = isTask(done) ? yield* done : done;
    if (!isBash(sh.dialect)) shown.push(text);
    else if (sh.options.xtrace) xtrace(sh, [], [text]);
  }
  sh.position = position;
  if (sh.options.xtrace) yield* tracing(xtrace(sh, [], shown));
  sh.lastWord = '';
  const result = withErrexit(sh, flags, sh.substitutionStatus);
  return typeof result === 'number' ? result : yield* result;
}
