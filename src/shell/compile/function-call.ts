/** Calls a function: positional parameters, local variables and loops are its own, everything else is the caller's. */

import type { MaybeTask, Task } from '../../kernel/task.ts';
import { isTask } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { EventId } from '../../trace/event.ts';
import type { Position } from '../../trace/position.ts';
import { FIRST_OPTION } from '../builtins/builtin.ts';
import { commandEnded, commandStarted, functionLeft } from '../events.ts';
import { Abandoned, GOING_ON, RETURNING, ShellExit, TESTED } from '../flow.ts';
import { abandonFrame } from '../frames.ts';
import type { ShellFunction } from '../function.ts';
import type { Frame, Interpreter } from '../interpreter.ts';
import { onFreshStack } from '../run-to-end.ts';
import { NO_ORIGINS } from '../used-events.ts';
import { NO_EVENT } from '../variables.ts';
import { runFunctionBody } from './function-traps.ts';
import type { Call } from './simple.ts';

/** dash's own limit; the others have none, but no stack either that holds more. */
const MAX_DEPTH = 1000;
/** Calls that nest on one JavaScript stack. */
const CALLS_A_STACK = 40;

/** A call that has not ended, and what the caller had before it. */
interface OpenCall {
  readonly name: string;
  readonly event: EventId;
  readonly frame: Frame;
  readonly positional: Interpreter['positional_'];
  readonly getopts: Interpreter['getopts'];
  readonly loops: number;
  readonly nesting: number;
  readonly sourceName: string | undefined;
  readonly functionName: string;
  readonly caller: Interpreter['caller'];
  readonly position: Interpreter['position'];
  readonly lineShift: number;
}

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
  if (isBash(sh.dialect)) checkNesting(sh, definition.name);
  const full = sh.trace.full;
  const event = full ? commandStarted(sh, position, call.argv, call.sources, 'function') : NO_EVENT;
  if (full) sh.trace.addAgain(sh.p.pid, definition.entered);
  const open: OpenCall = {
    name: definition.name,
    event,
    frame: [],
    positional: sh.positional_,
    getopts: sh.getopts,
    loops: sh.loops,
    nesting: sh.nesting,
    sourceName: sh.sourceName,
    functionName: sh.functionName,
    caller: sh.caller,
    position: sh.position,
    lineShift: sh.lineShift,
  };
  if (sh.dialect === 'busybox') {
    sh.lineShift = definition.lineShift ?? 0;
    if (sh.depth === 0) sh.outermost = sh.positional_;
  }
  if (definition.sourceName !== undefined) {
    sh.sourceName = definition.sourceName;
    const args = sh.shopts.extdebug ? { args: call.argv.slice(1) } : undefined;
    sh.caller = { name: definition.name, source: definition.sourceName, line: sh.line, outer: sh.caller, ...args };
  }
  sh.functionName = definition.name;
  sh.frames.push(open.frame);
  sh.positional_ = {
    values: call.argv.slice(1),
    sources: call.sources.length > 1 ? call.sources.slice(1) : NO_ORIGINS,
  };
  if (!isBash(sh.dialect)) sh.getopts = FIRST_OPTION;
  if (!sh.traits.breakLeavesCaller) sh.loops = 0;
  sh.depth++;
  let result: MaybeTask<number>;
  try {
    if (open.nesting >= CALLS_A_STACK) {
      sh.nesting = 0;
      result = onFreshStack(() => runFunctionBody(sh, definition.body(), flags & TESTED, definition.position));
    } else {
      sh.nesting++;
      result = runFunctionBody(sh, definition.body(), flags & TESTED, definition.position);
    }
  } catch (thrown) {
    leave(sh, open, sh.status, thrown);
    throw thrown;
  }
  return isTask(result) ? later(sh, result, open) : leave(sh, open, result);
}

/** FUNCNEST. */
function checkNesting(sh: Interpreter, name: string): void {
  const most = Number(sh.variables.get('FUNCNEST'));
  if (most > 0 && sh.depth >= most) {
    sh.complain(`${name}: maximum function nesting level exceeded (${most})`);
    sh.abandon();
  }
}

function* later(sh: Interpreter, task: Task<number>, call: OpenCall): Task<number> {
  let status: number;
  try {
    status = yield* task;
  } catch (thrown) {
    leave(sh, call, sh.status, thrown);
    throw thrown;
  }
  return leave(sh, call, status);
}

/** Puts back what is the caller's. */
function leave(sh: Interpreter, call: OpenCall, status: number, thrown?: unknown): number {
  if (thrown instanceof Abandoned) thrown.line = sh.caller?.line;
  sh.depth--;
  sh.nesting = call.nesting;
  sh.sourceName = call.sourceName;
  sh.functionName = call.functionName;
  sh.caller = call.caller;
  if (sh.dialect === 'busybox') {
    sh.position = call.position;
    sh.lineShift = call.lineShift;
  }
  sh.loops = call.loops;
  // bash: the EXIT trap sees the function's parameters.
  if (!(isBash(sh.dialect) && thrown instanceof ShellExit)) sh.positional_ = call.positional;
  if (!isBash(sh.dialect)) sh.getopts = call.getopts;
  sh.frames.pop();
  abandonFrame(sh, call.frame, thrown);
  if (sh.leaving === RETURNING) sh.leaving = GOING_ON;
  if (call.event !== NO_EVENT) {
    functionLeft(sh, call.name, status);
    commandEnded(sh, call.event, status);
  }
  return status;
}
