/** Commands in processes of their own: subshells, pipelines, asynchronous lists (XCU 2.9.2, 2.9.3, 2.9.4). */
import type { Ended, Process } from '../../kernel/process.ts';
import { isTask, type Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import { printCommand } from '../../syntax/print-tree.ts';
import type { Background, Command, Pipeline, Subshell } from '../../syntax/tree.ts';
import type { Position } from '../../trace/position.ts';
import { type Errno, isErrno } from '../../vfs/errno.ts';
import { eager, LAST, ShellError, TESTED } from '../flow.ts';
import { forkShell } from '../fork-shell.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import { type EndedStage, tellKilled } from '../killed.ts';
import { SHELL_ERROR } from '../messages.ts';
import { announce, announcement } from './before-command.ts';
import type { Compiler } from './compiler.ts';
import { remember, statusOfEnded } from './program-call.ts';
import type { Redirections } from './redirections.ts';
import { moveDescriptor, type Saved, undo } from './saved-descriptors.ts';
import { withErrexit } from './simple.ts';
import { tellingStage } from './subshell-tells.ts';

export function compileSubshell(c: Compiler, node: Subshell): Exec {
  const position = c.position(node);
  const body = c.sequence(node.body);
  const redirections = c.redirections(node.redirections);
  const inside = redirections ? forGood(redirections, body) : body;
  if (redirections && !isBash(c.dialect)) return expandedOutside(redirections, body, position);
  return (sh, flags) => {
    sh.position = position;
    const child = fork(sh, inside, (flags & TESTED) | LAST, () => {});
    return withErrexit(sh, flags, waitFor(sh, child, printed(c, node)));
  };
}

/** Differs: the Almquist shells expand the targets of a subshell's redirections before they fork. */
function expandedOutside(redirections: Redirections, body: Exec, position: Position): Exec {
  return (sh, flags) => withErrexit(sh, flags, eager(run(sh, flags)));

  function* run(sh: Interpreter, flags: number): Task<number> {
    sh.position = position;
    const expanded = redirections.expand(sh);
    const targets = isTask(expanded) ? yield* expanded : (expanded as readonly string[]);
    const inside = forGood({ ...redirections, expand: () => targets }, body);
    return yield* waitFor(
      sh,
      fork(sh, inside, (flags & TESTED) | LAST, () => {}),
      () => '',
    );
  }
}

/** Redirections that need not be undone. */
function forGood(redirections: Redirections, body: Exec): Exec {
  return (sh, flags) => later(sh, flags);

  function* later(sh: Interpreter, flags: number): Task<number> {
    try {
      const targets = redirections.expand(sh);
      const ready = isTask(targets) ? yield* targets : (targets as readonly string[]);
      const done = redirections.apply(sh, ready, undefined);
      if (isTask(done)) yield* done;
    } catch (thrown) {
      // Differs: what fails any other command with 1 ends a subshell of busybox with 2.
      if (sh.dialect === 'busybox' && thrown instanceof ShellError) throw new ShellError(SHELL_ERROR);
      throw thrown;
    }
    const result = body(sh, flags);
    return typeof result === 'number' ? result : yield* result;
  }
}

/** A command as bash prints it. */
const printed =
  (c: Compiler, node: Command): (() => string) =>
  () =>
    printCommand(node, (span) => c.source.excerpt(span));

/** bash: a simple command that is a process of its own has no ERR trap there, unless it calls a function. */
function withoutOwnErrTrap(command: Command, exec: Exec): Exec {
  if (command.kind !== 'simple') return exec;
  const name = command.words[0]?.plain;
  return (sh, flags) => {
    // The shell that has forked it has run DEBUG for it.
    if (sh.traps.besides && !(name !== undefined && sh.functions.has(name))) sh.traps.hide(['ERR', 'DEBUG']);
    return exec(sh, flags);
  };
}

/** A failure is the shell's error. */
function fork(sh: Interpreter, exec: Exec, flags: number, prepare: (p: Process, sub: Interpreter) => void): Process {
  const child = forkShell(sh, exec, flags, prepare);
  if (isErrno(child)) sh.fail('Cannot fork');
  return child;
}

function* waitFor(sh: Interpreter, child: Process, text: () => string): Task<number> {
  const ended = yield* sh.p.wait(child.pid);
  return isErrno(ended) ? 0 : statusOfEnded(sh, ended, text);
}

// ── pipelines ────────────────────────────────────────────────────────────

export function compilePipeline(c: Compiler, node: Pipeline): Exec {
  const position = c.position(node);
  const stages = node.commands.map((command) =>
    c.dialect === 'dash' ? c.command(command) : withoutOwnErrTrap(command, tellingStage(command, c.command(command))),
  );
  const programs = isBash(c.dialect) ? [] : node.commands.map(programOf);
  const texts = node.commands.map((command) => printed(c, command));
  // bash: the DEBUG trap of a stage that is a simple command is the shell's own.
  const announcements = isBash(c.dialect)
    ? node.commands.map((command) => (command.kind === 'simple' ? announcement(c, command) : undefined))
    : [];
  return (sh, flags) => {
    sh.position = sh.dialect === 'busybox' ? { ...position, told: sh.line - sh.lineShift } : position;
    if (sh.traps.debug !== undefined) return withErrexit(sh, flags, eager(announcedFirst(sh, flags)));
    return withErrexit(sh, flags, runPipeline(sh, stages, flags, texts, programs));
  };

  function* announcedFirst(sh: Interpreter, flags: number): Task<number> {
    for (const each of announcements) if (each && !(yield* announce(sh, each))) return sh.status;
    return yield* runPipeline(sh, stages, flags, texts);
  }
}

/** What stands alone in braces is for the Almquist shells as if it stood without. */
function unwrapped(command: Command): Command {
  const braces = command.kind === 'group' && command.redirections.length === 0 && command.body.items.length === 1;
  return braces ? unwrapped(command.body.items[0]!) : command;
}

/** The program that a stage runs, which the Almquist shells look up before they fork, so that the parent remembers it too. */
function programOf(stage: Command): string | undefined {
  const command = unwrapped(stage);
  const name = command.kind === 'simple' ? command.words[0]?.plain : undefined;
  return name !== undefined && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : undefined;
}

function runPipeline(
  sh: Interpreter,
  stages: readonly Exec[],
  flags: number,
  texts: readonly (() => string)[],
  programs: readonly (string | undefined)[] = [],
): Task<number> {
  const inside = (flags & TESTED) | LAST;
  if (sh.shopts.lastpipe && !sh.options.monitor) return lastInShell(sh, stages, flags & TESTED, inside, texts);
  return waitForAll(sh, startPipeline(sh, stages, inside, false, false, programs).children, texts);
}

/** bash, `shopt -s lastpipe`: the last stage runs in this shell. */
function* lastInShell(
  sh: Interpreter,
  stages: readonly Exec[],
  flags: number,
  inside: number,
  texts: readonly (() => string)[],
): Task<number> {
  const { children, output } = startPipeline(sh, stages.slice(0, -1), inside, false, true);
  const saved: Saved = new Map();
  moveDescriptor(sh, output, 0, saved);
  let status: number;
  try {
    const result = stages.at(-1)!(sh, flags);
    status = isTask(result) ? yield* result : result;
  } finally {
    undo(sh, saved);
  }
  return yield* waitForAll(sh, children, texts, status);
}

/** Starts every stage, each a child of this shell, joined by pipes. */
function startPipeline(
  sh: Interpreter,
  stages: readonly Exec[],
  flags: number,
  background: boolean,
  open = false,
  programs: readonly (string | undefined)[] = [],
): {
  readonly children: Process[] /** Where the last stage's output comes out, if it is `open`. */;
  readonly output: number;
} {
  const { p } = sh;
  const children: Process[] = [];
  let previous = -1;
  stages.forEach((stage, index) => {
    const program = programs[index];
    if (program !== undefined) remember(sh, program);
    const pipe = open || index < stages.length - 1 ? p.pipe() : undefined;
    const input = previous;
    children.push(
      fork(sh, stage, flags, (own, sub) => {
        if (background) inBackground(own, sub, index === 0);
        if (pipe) own.close(pipe[0]);
        if (input > 0) {
          own.dup2(input, 0);
          own.close(input);
        }
        if (pipe && pipe[1] > 1) {
          own.dup2(pipe[1], 1);
          own.close(pipe[1]);
        }
      }),
    );
    if (previous >= 0) p.close(previous);
    previous = -1;
    if (pipe) {
      previous = pipe[0];
      p.close(pipe[1]);
    }
  });
  return { children, output: previous };
}

/** @param last status of a last stage that was no child. */
function* waitForAll(
  sh: Interpreter,
  children: readonly Process[],
  texts: readonly (() => string)[],
  last?: number,
): Task<number> {
  let status = 0;
  let failure = 0;
  const statuses: number[] = [];
  const stages: EndedStage[] = [];
  for (const [index, child] of children.entries()) {
    const ended: Errno | Ended = yield* sh.p.wait(child.pid);
    if (isErrno(ended)) status = 0;
    else if (isBash(sh.dialect)) {
      status = ended.status;
      const text = texts[index]!;
      stages.push({
        ...ended,
        get text() {
          return text();
        },
      });
    } else status = statusOfEnded(sh, ended);
    statuses.push(status);
    if (status !== 0) failure = status;
  }
  if (last !== undefined) {
    status = last;
    statuses.push(status);
    if (status !== 0) failure = status;
  }
  if (isBash(sh.dialect) && last === undefined) tellKilled(sh, stages);
  sh.endedPipeline = statuses;
  return sh.options.pipefail ? failure : status;
}

// ── asynchronous lists ───────────────────────────────────────────────────

export function compileBackground(c: Compiler, node: Background): Exec {
  const position = c.position(node);
  const command = isBash(c.dialect) ? node.command : unwrapped(node.command);
  const stages = command.kind === 'pipeline' ? command.commands.map((stage) => c.command(stage)) : undefined;
  const programs = command.kind === 'pipeline' && !isBash(c.dialect) ? command.commands.map(programOf) : [];
  const exec = stages ? undefined : asynchronous(c, command);
  const text = c.source.excerpt(command);
  const outside = isBash(c.dialect) ? undefined : redirectionsOutside(c, command);
  return (sh) => {
    // busybox gives it no line, and a pipeline keeps that of what ran before.
    if (sh.dialect === 'busybox' && !outside)
      sh.position = { ...position, told: (stages ? sh.line : 0) - sh.lineShift };
    else sh.position = position;
    if (outside) return eager(afterExpanding(sh, outside));
    return started(
      sh,
      stages
        ? startPipeline(sh, stages, LAST, true, false, programs).children
        : [fork(sh, exec!, LAST, (own, sub) => inBackground(own, sub, true))],
    );
  };

  function* afterExpanding(sh: Interpreter, { redirections, body }: Outside): Task<number> {
    const expanded = redirections.expand(sh);
    const targets = isTask(expanded) ? yield* expanded : (expanded as readonly string[]);
    const inside = forGood({ ...redirections, expand: () => targets }, body);
    return started(sh, [fork(sh, inside, LAST, (own, sub) => inBackground(own, sub, true))]);
  }

  function started(sh: Interpreter, children: readonly Process[]): number {
    sh.jobs.add(
      children.map((child) => child.pid),
      isBash(sh.dialect)
        ? printed(c, command)()
        : sh.options.monitor
          ? text
          : sh.dialect === 'busybox'
            ? ' | '.repeat(children.length - 1)
            : '',
    );
    sh.lastBackground = children.at(-1)!.pid;
    sh.status = 0;
    return 0;
  }
}

interface Outside {
  readonly redirections: Redirections;
  readonly body: Exec;
}

/** Differs: the Almquist shells expand the targets of a compound command's redirections before it goes into the background. */
function redirectionsOutside(c: Compiler, command: Command): Outside | undefined {
  if (command.kind === 'simple' || command.kind === 'subshell' || !('redirections' in command)) return undefined;
  const redirections = c.redirections(command.redirections);
  return redirections && { redirections, body: c.command({ ...command, redirections: [] }) };
}

/** A subshell in the background needs no second process. */
function asynchronous(c: Compiler, command: Command): Exec {
  if (command.kind !== 'subshell') return withoutOwnErrTrap(command, c.command(command));
  const body = c.sequence(command.body);
  const redirections = c.redirections(command.redirections);
  return redirections ? forGood(redirections, body) : body;
}

/** Without job control a background process ignores what the keyboard sends and reads nothing. */
function inBackground(p: Process, sub: Interpreter, first: boolean): void {
  sub.traps.ignoreKeyboard(p, !isBash(sub.dialect));
  if (!first) return;
  p.descriptors_.close(0);
  p.open('/dev/null', { read: true });
}
