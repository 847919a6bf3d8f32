/** `while` and `until`, and how every loop ends (XCU 2.9.4). */
import { type MaybeTask, type Task, TURN } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { While } from '../../syntax/tree.ts';
import type { Position } from '../../trace/position.ts';
import { type Branch, branchAt, branchTaken } from '../events.ts';
import { BREAKING, CONTINUING, GOING_ON, type Leaving, RETURNING, TESTED } from '../flow.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Compiler } from './compiler.ts';

interface Loop {
  readonly condition: Exec;
  readonly body: Exec;
  readonly until: boolean;
  readonly branch: Branch;
  readonly position: Position;
  readonly written: string;
}

/** One run of a loop: what the kernel knows it by, and how it is described when it turns for nothing. */
interface Run {
  readonly describe: () => { readonly detail: string; readonly position: Position };
}

export function compileWhile(c: Compiler, node: While): Exec {
  const loop: Loop = {
    condition: c.sequence(node.condition),
    body: c.sequence(node.body),
    until: node.until,
    branch: branchAt(node.until ? 'until' : 'while', c.position(node)),
    position: c.position(node),
    written: `${node.until ? 'until' : 'while'} ${c.source.excerpt(node.condition).replace(/[\s;]+$/, '')}`,
  };
  return (sh, flags) => {
    sh.loops++;
    // What was tested before is nothing that this loop waits for.
    sh.lastTest = undefined;
    return turns(sh, flags & TESTED, loop, 0, { describe: () => polling(sh, loop.position, loop.written) });
  };
}

/** Whole turns, as long as nothing waits. */
function turns(sh: Interpreter, flags: number, loop: Loop, before: number, run: Run): MaybeTask<number> {
  let status = before;
  for (;;) {
    if (nextTurn(sh, run)) return turnsLater(sh, flags, loop, status, run, undefined, undefined);
    const tested = loop.condition(sh, TESTED);
    if (typeof tested !== 'number') return turnsLater(sh, flags, loop, status, run, tested, undefined);
    const next = judge(sh, loop, tested);
    if (next === STOP) return finish(sh, run, stopStatus(sh, loop, tested, status));
    if (next === AGAIN) continue;
    const result = loop.body(sh, flags);
    if (typeof result !== 'number') return turnsLater(sh, flags, loop, status, run, undefined, result);
    status = result;
    if (ended(sh)) return finish(sh, run, status);
  }
}

/** The same from wherever something had to wait: for others, in the condition, or in the body. */
function* turnsLater(
  sh: Interpreter,
  flags: number,
  loop: Loop,
  before: number,
  run: Run,
  condition: Task<number> | undefined,
  body: Task<number> | undefined,
): Task<number> {
  let status = before;
  let testing = condition;
  let running = body;
  if (!testing && !running) yield TURN;
  for (;;) {
    if (!running) {
      let tested: MaybeTask<number>;
      if (testing) tested = testing;
      else tested = loop.condition(sh, TESTED);
      testing = undefined;
      const value = typeof tested === 'number' ? tested : yield* tested;
      const next = judge(sh, loop, value);
      if (next === STOP) return finish(sh, run, stopStatus(sh, loop, value, status));
      if (next === BODY) {
        const result = loop.body(sh, flags);
        status = typeof result === 'number' ? result : yield* result;
        if (ended(sh)) return finish(sh, run, status);
      }
    } else {
      status = yield* running;
      running = undefined;
      if (ended(sh)) return finish(sh, run, status);
    }
    if (nextTurn(sh, run)) yield TURN;
  }
}

/** Notes a turn; true when others should have theirs first. */
function nextTurn(sh: Interpreter, run: Run): boolean {
  sh.p.loopTurn(run, sh.variables.changes, run.describe);
  return sh.p.shouldYield();
}

const STOP = 0;
const AGAIN = 1;
const BODY = 2;

/** What the condition's end means. */
function judge(sh: Interpreter, loop: Loop, status: number): typeof STOP | typeof AGAIN | typeof BODY {
  const own = (status === 0) !== loop.until;
  // bash: a status that ends the loop does so, also that of a `continue`.
  if (sh.leaving !== GOING_ON) return ended(sh) || (!own && isBash(sh.dialect)) ? STOP : AGAIN;
  const taken = sh.trace.full ? branchTaken(sh, loop.branch, own) : own;
  return taken ? BODY : STOP;
}

/**
 * A `return` in the condition gives the loop its status; bash: so does a `break` there, where the body would come next.
 */
const stopStatus = (sh: Interpreter, loop: Loop, tested: number, status: number): number =>
  sh.leaving === RETURNING || (isBash(sh.dialect) && !loop.until && tested === 0) ? tested : status;

/** One loop less to leave; true when this loop ends. */
export function ended(sh: Interpreter): boolean {
  return skip(sh) > CONTINUING || sh.leaving !== GOING_ON;
}

const LEFT = 9;

function skip(sh: Interpreter): Leaving | typeof LEFT {
  switch (sh.leaving) {
    case GOING_ON:
      return GOING_ON;
    case RETURNING:
      return RETURNING;
    default: {
      const how = sh.leaving;
      if (--sh.leavingLoops > 0) return BREAKING;
      sh.leaving = GOING_ON;
      return how === BREAKING ? LEFT : CONTINUING;
    }
  }
}

function finish(sh: Interpreter, run: Run, status: number): number {
  sh.loops--;
  sh.p.loopDone(run);
  sh.status = status;
  return status;
}

/** A loop that turns for nothing: where it is, and what was tested last. */
export function polling(
  sh: Interpreter,
  position: Position,
  written: string,
): { readonly detail: string; readonly position: Position } {
  const { lastTest } = sh;
  const tested = lastTest?.slice(1, lastTest[0]!.startsWith('[') ? -1 : lastTest.length).join(' ');
  const test = tested === undefined ? '' : `; last tested: ${tested}`;
  return {
    detail: `${position.file}:${position.line}: this loop waits for something that nothing pending can change: ${written.replaceAll(/\s+/g, ' ')}${test}`,
    position,
  };
}
