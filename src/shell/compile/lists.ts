/** Lists: one command after the other, `&&`, `||`, `!` (XCU 2.9.3). */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import type { AndOr, Not, Sequence } from '../../syntax/tree.ts';
import { type Branch, branchAt, branchTaken } from '../events.ts';
import { TESTED } from '../flow.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Compiler } from './compiler.ts';

export function compileSequence(c: Compiler, node: Sequence): Exec {
  return inOrder(node.items.map((item) => c.command(item)));
}

/** Runs commands in order until one leaves; the last has the sequence's own context. */
export function inOrder(items: readonly Exec[]): Exec {
  const last = items.length - 1;
  if (last < 0) return (sh) => sh.status;
  if (last === 0) return items[0]!;
  return (sh, flags) => {
    for (let index = 0; index < last; index++) {
      const status = items[index]!(sh, flags & TESTED);
      if (typeof status !== 'number') return resume(sh, flags, items, index, status);
      if (sh.leaving !== 0) return status;
    }
    return items[last]!(sh, flags);
  };
}

function* resume(
  sh: Interpreter,
  flags: number,
  items: readonly Exec[],
  at: number,
  waiting: Task<number>,
): Task<number> {
  let status = yield* waiting;
  for (let index = at + 1; index < items.length; index++) {
    if (sh.leaving !== 0) return status;
    const result = items[index]!(sh, index === items.length - 1 ? flags : flags & TESTED);
    status = typeof result === 'number' ? result : yield* result;
  }
  return status;
}

// ── && and || ────────────────────────────────────────────────────────────

interface Link {
  readonly operator: '&&' | '||';
  readonly exec: Exec;
  readonly branch: Branch;
}

export function compileAndOr(c: Compiler, node: AndOr): Exec {
  const first = c.command(node.first);
  const links: Link[] = node.rest.map(({ operator, command }) => ({
    operator,
    exec: c.command(command),
    branch: branchAt(operator, c.position(command)),
  }));
  return (sh, flags) => {
    const status = first(sh, TESTED);
    if (typeof status !== 'number') return linkLater(sh, flags, links, 0, status);
    return follow(sh, flags, links, 0, status);
  };
}

/** Goes on from the link at `at` with the status so far. */
function follow(sh: Interpreter, flags: number, links: readonly Link[], at: number, before: number): MaybeTask<number> {
  let status = before;
  for (let index = at; index < links.length; index++) {
    if (sh.leaving !== 0) return status;
    const { operator, exec, branch } = links[index]!;
    const own = (status === 0) === (operator === '&&');
    const taken = sh.trace.full ? branchTaken(sh, branch, own) : own;
    if (!taken) continue;
    const result = exec(sh, index === links.length - 1 ? flags : TESTED);
    if (typeof result !== 'number') return linkLater(sh, flags, links, index + 1, result);
    status = result;
  }
  return status;
}

function* linkLater(
  sh: Interpreter,
  flags: number,
  links: readonly Link[],
  at: number,
  waiting: Task<number>,
): Task<number> {
  const result = follow(sh, flags, links, at, yield* waiting);
  return typeof result === 'number' ? result : yield* result;
}

// ── ! ────────────────────────────────────────────────────────────────────

export function compileNot(c: Compiler, node: Not): Exec {
  if (!node.command) {
    return (sh) => {
      sh.status = 1;
      return 1;
    };
  }
  const exec = c.command(node.command);
  return (sh) => {
    const status = exec(sh, TESTED);
    return isTask(status) ? notLater(sh, status) : negated(sh, status);
  };
}

function negated(sh: Interpreter, status: number): number {
  // busybox: `!` also turns what is left by `return` or `break` into its contrary.
  if (sh.leaving !== 0 && sh.dialect !== 'busybox') return status;
  sh.status = status === 0 ? 1 : 0;
  return sh.status;
}

function* notLater(sh: Interpreter, waiting: Task<number>): Task<number> {
  return negated(sh, yield* waiting);
}
