/** Commands in processes of their own: subshells, pipelines, asynchronous lists (XCU 2.9.2, 2.9.3, 2.9.4). */
import type { Process } from '../../kernel/process.ts';
import { isTask, type Task } from '../../kernel/task.ts';
import type { Background, Command, Pipeline, Subshell } from '../../syntax/tree.ts';
import { type Errno, isErrno } from '../../vfs/errno.ts';
import { LAST, TESTED } from '../flow.ts';
import { forkShell } from '../fork-shell.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Compiler } from './compiler.ts';
import { statusOfEnded } from './program-call.ts';
import type { Redirections } from './redirections.ts';
import { withErrexit } from './simple.ts';

export function compileSubshell(c: Compiler, node: Subshell): Exec {
  const position = c.position(node);
  const body = c.sequence(node.body);
  const redirections = c.redirections(node.redirections);
  const inside = redirections ? forGood(redirections, body) : body;
  return (sh, flags) => {
    sh.position = position;
    const child = fork(sh, inside, (flags & TESTED) | LAST, () => {});
    return withErrexit(sh, flags, waitFor(sh, child));
  };
}

/** Redirections that need not be undone. */
function forGood(redirections: Redirections, body: Exec): Exec {
  return (sh, flags) => later(sh, flags);

  function* later(sh: Interpreter, flags: number): Task<number> {
    const targets = redirections.expand(sh);
    const done = redirections.apply(sh, isTask(targets) ? yield* targets : (targets as readonly string[]), undefined);
    if (isTask(done)) yield* done;
    const result = body(sh, flags);
    return typeof result === 'number' ? result : yield* result;
  }
}

/** A failure is the shell's error. */
function fork(sh: Interpreter, exec: Exec, flags: number, prepare: (p: Process) => void): Process {
  const child = forkShell(sh, exec, flags, prepare);
  if (isErrno(child)) sh.fail('Cannot fork');
  return child;
}

function* waitFor(sh: Interpreter, child: Process): Task<number> {
  const ended = yield* sh.p.wait(child.pid);
  return isErrno(ended) ? 0 : statusOfEnded(sh, ended);
}

// ── pipelines ────────────────────────────────────────────────────────────

export function compilePipeline(c: Compiler, node: Pipeline): Exec {
  const position = c.position(node);
  const stages = node.commands.map((command) => c.command(command));
  return (sh, flags) => {
    sh.position = position;
    const children = startPipeline(sh, stages, (flags & TESTED) | LAST, false);
    return withErrexit(sh, flags, waitForAll(sh, children));
  };
}

/** Starts every stage, each a child of this shell, joined by pipes. */
function startPipeline(sh: Interpreter, stages: readonly Exec[], flags: number, background: boolean): Process[] {
  const { p } = sh;
  const children: Process[] = [];
  let previous = -1;
  stages.forEach((stage, index) => {
    const pipe = index < stages.length - 1 ? p.pipe() : undefined;
    const input = previous;
    children.push(
      fork(sh, stage, flags, (own) => {
        if (background) inBackground(own, index === 0);
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
  return children;
}

function* waitForAll(sh: Interpreter, children: readonly Process[]): Task<number> {
  let status = 0;
  let failure = 0;
  for (const child of children) {
    const ended: Errno | { readonly status: number; readonly pid: number } = yield* sh.p.wait(child.pid);
    status = isErrno(ended) ? 0 : statusOfEnded(sh, ended);
    if (status !== 0) failure = status;
  }
  return sh.options.pipefail ? failure : status;
}

// ── asynchronous lists ───────────────────────────────────────────────────

export function compileBackground(c: Compiler, node: Background): Exec {
  const position = c.position(node);
  const { command } = node;
  const stages = command.kind === 'pipeline' ? command.commands.map((stage) => c.command(stage)) : undefined;
  const exec = stages ? undefined : asynchronous(c, command);
  const text = c.source.excerpt(command);
  return (sh) => {
    sh.position = position;
    const children = stages
      ? startPipeline(sh, stages, LAST, true)
      : [fork(sh, exec!, LAST, (own) => inBackground(own, true))];
    sh.jobs.add(
      children.map((child) => child.pid),
      sh.options.monitor ? text : '',
    );
    sh.lastBackground = children.at(-1)!.pid;
    sh.status = 0;
    return 0;
  };
}

/** A subshell in the background needs no second process. */
function asynchronous(c: Compiler, command: Command): Exec {
  if (command.kind !== 'subshell') return c.command(command);
  const body = c.sequence(command.body);
  const redirections = c.redirections(command.redirections);
  return redirections ? forGood(redirections, body) : body;
}

/** Without job control a background process ignores what the keyboard sends and reads nothing. */
function inBackground(p: Process, first: boolean): void {
  p.onSignal('INT', 'ignore');
  p.onSignal('QUIT', 'ignore');
  if (!first) return;
  p.descriptors_.close(0);
  p.open('/dev/null', { read: true });
}
