/** Calls a function: positional parameters, local variables and loops are its own, everything else is the caller's. */
import type { MaybeTask, Task } from '../../kernel/task.ts';
import { isTask } from '../../kernel/task.ts';
import type { Position } from '../../trace/position.ts';
import { commandEnded, commandStarted, functionEntered, functionLeft } from '../events.ts';
import { GOING_ON, RETURNING, TESTED } from '../flow.ts';
import type { ShellFunction } from '../function.ts';
import type { Frame, Interpreter } from '../interpreter.ts';
import { onFreshStack } from '../run-to-end.ts';
import { NO_EVENT } from '../variables.ts';
import { runFunctionBody } from './function-traps.ts';
import type { Call } from './simple.ts';

/** dash's own limit; the others have none, but no stack either that holds more. */
const MAX_DEPTH = 1000;
/** Calls that nest on one JavaScript stack. */
const CALLS_A_STACK = 40;

export function callFunction(
  sh: Interpreter,
  definition: ShellFunction,
  call: Call,
  position: Position,
  flags: number,
): MaybeTask<number> {
  if (sh.depth >= MAX_DEPTH) {
    if (sh.dialect === 'dash') sh.fail(`Maximum function recursion depth (${MAX_DEPTH}) reached`);
    sh.p.kernel.limit('depth', `${MAX_DEPTH} nested function calls`, position);
  }
  const full = sh.trace.full;
  const event = full ? commandStarted(sh, position, call.argv, 'function', sh.takeUsed()) : NO_EVENT;
  if (full) functionEntered(sh, definition.name, definition.position);
  const { positional_, getopts, loops, nesting, sourceName, caller } = sh;
  if (definition.sourceName !== undefined) {
    sh.sourceName = definition.sourceName;
    sh.caller = { name: definition.name, source: definition.sourceName, line: sh.line, outer: caller };
  }
  const frame: Frame = [];
  sh.frames.push(frame);
  sh.positional_ = { values: call.argv.slice(1), sources: call.sources.length > 1 ? call.sources.slice(1) : [] };
  sh.getopts = { index: 1, offset: -1 };
  if (!sh.traits.breakLeavesCaller) sh.loops = 0;
  sh.depth++;
  const leave = (status: number): number => {
    sh.depth--;
    sh.nesting = nesting;
    sh.sourceName = sourceName;
    sh.caller = caller;
    sh.loops = loops;
    sh.positional_ = positional_;
    sh.getopts = getopts;
    sh.frames.pop();
    sh.leaveFrame(frame);
    if (sh.leaving === RETURNING) sh.leaving = GOING_ON;
    if (full) {
      functionLeft(sh, definition.name, status);
      commandEnded(sh, event, status);
    }
    return status;
  };
  let result: MaybeTask<number>;
  try {
    if (nesting >= CALLS_A_STACK) {
      sh.nesting = 0;
      result = onFreshStack(() => runFunctionBody(sh, definition.body(), flags & TESTED));
    } else {
      sh.nesting++;
      result = runFunctionBody(sh, definition.body(), flags & TESTED);
    }
  } catch (thrown) {
    leave(sh.status);
    throw thrown;
  }
  if (isTask(result)) return later(sh, result, leave);
  return leave(result);
}

function* later(sh: Interpreter, task: Task<number>, leave: (status: number) => number): Task<number> {
  let status: number;
  try {
    status = yield* task;
  } catch (thrown) {
    leave(sh.status);
    throw thrown;
  }
  return leave(status);
}
