/** bash: a function has the caller's DEBUG, ERR and RETURN traps only where options say so, and the RETURN trap runs as it ends. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import type { Position } from '../../trace/position.ts';
import { eager, GOING_ON, type Leaving, RETURNING } from '../flow.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';

/** @param begin where the function is defined */
export function runFunctionBody(sh: Interpreter, body: Exec, flags: number, begin: Position): MaybeTask<number> {
  if (sh.dialect === 'dash') return body(sh, flags);
  if (sh.traps.besides) return eager(withTraps(sh, body, flags, begin));
  const result = body(sh, flags);
  return isTask(result) ? later(sh, result) : sh.traps.besides ? eager(atReturn(sh, result)) : result;
}

function* later(sh: Interpreter, waiting: Task<number>): Task<number> {
  return yield* atReturn(sh, yield* waiting);
}

function* withTraps(sh: Interpreter, body: Exec, flags: number, begin: Position): Task<number> {
  const { functrace, errtrace } = sh.options;
  const { traps, position } = sh;
  const hidden = traps.hide([...(functrace ? [] : ['DEBUG', 'RETURN']), ...(errtrace ? [] : ['ERR'])]);
  try {
    // A function that has the DEBUG trap begins with it.
    if (traps.debug !== undefined) {
      sh.position = begin;
      yield* sh.runBesides('DEBUG');
    }
    const result = body(sh, flags);
    return yield* atReturn(sh, isTask(result) ? yield* result : result);
  } finally {
    traps.show(hidden);
    // What the caller's traps name is the call.
    sh.position = position;
  }
}

/** Runs the RETURN trap, if there is one. */
export function* atReturn(sh: Interpreter, status: number): Task<number> {
  if (!sh.traps.actions.has('RETURN')) return status;
  const { leaving } = sh;
  sh.leaving = GOING_ON;
  sh.status = leaving === RETURNING ? sh.statusBeforeReturn : status;
  yield* sh.runBesides('RETURN');
  if ((sh.leaving as Leaving) === GOING_ON) sh.leaving = leaving;
  return status;
}

/** The same for a sourced file, which has ERR and RETURN in any case. */
export function* runSourced(sh: Interpreter, run: () => MaybeTask<number>): Task<number> {
  const { traps, position } = sh;
  const hidden = traps.hide(sh.options.functrace ? [] : ['DEBUG']);
  try {
    const result = run();
    return yield* atReturn(sh, isTask(result) ? yield* result : result);
  } finally {
    traps.show(hidden);
    sh.position = position;
  }
}
