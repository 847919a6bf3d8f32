/** `if` (XCU 2.9.4). */
import type { MaybeTask, Task } from '../../kernel/task.ts';
import type { If } from '../../syntax/tree.ts';
import { branchAt, branchTaken, type Branch as Point } from '../events.ts';
import { TESTED } from '../flow.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Compiler } from './compiler.ts';

interface Branch {
  readonly condition: Exec;
  readonly body: Exec;
  readonly point: Point;
}

export function compileIf(c: Compiler, node: If): Exec {
  const branches: Branch[] = node.branches.map(({ condition, body }, index) => ({
    condition: c.sequence(condition),
    body: c.sequence(body),
    point: branchAt(index === 0 ? 'if' : 'elif', c.position(condition)),
  }));
  const otherwise = node.otherwise && c.sequence(node.otherwise);
  return (sh, flags) => from(sh, flags, branches, otherwise, 0);
}

function from(
  sh: Interpreter,
  flags: number,
  branches: readonly Branch[],
  otherwise: Exec | undefined,
  at: number,
): MaybeTask<number> {
  for (let index = at; index < branches.length; index++) {
    const tested = branches[index]!.condition(sh, TESTED);
    if (typeof tested !== 'number') return later(sh, flags, branches, otherwise, index, tested);
    if (sh.leaving !== 0) return tested;
    if (taken(sh, branches, index, tested)) return branches[index]!.body(sh, flags);
  }
  if (otherwise) return otherwise(sh, flags);
  sh.status = 0;
  return 0;
}

function* later(
  sh: Interpreter,
  flags: number,
  branches: readonly Branch[],
  otherwise: Exec | undefined,
  at: number,
  waiting: Task<number>,
): Task<number> {
  const tested = yield* waiting;
  if (sh.leaving !== 0) return tested;
  const result = taken(sh, branches, at, tested)
    ? branches[at]!.body(sh, flags)
    : from(sh, flags, branches, otherwise, at + 1);
  return typeof result === 'number' ? result : yield* result;
}

function taken(sh: Interpreter, branches: readonly Branch[], index: number, status: number): boolean {
  return sh.trace.full ? branchTaken(sh, branches[index]!.point, status === 0) : status === 0;
}
