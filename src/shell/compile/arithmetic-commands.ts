/** `(( … ))` and `for (( … ))` (bash, busybox). */
import { isTask, type MaybeTask, type Task, TURN } from '../../kernel/task.ts';
import type { ArithmeticCommand, ForArithmetic } from '../../syntax/tree.ts';
import { TESTED } from '../flow.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import { arithmeticValue } from './arithmetic.ts';
import { type Announced, announce } from './before-command.ts';
import type { Compiler } from './compiler.ts';
import { ended, polling } from './loops.ts';
import { withErrexit } from './simple.ts';

export function compileArithmeticCommand(c: Compiler, node: ArithmeticCommand): Exec {
  const position = c.position(node);
  const value = arithmeticValue(c, node.expression);
  return (sh, flags) => {
    sh.position = position;
    const result = value(sh);
    return withErrexit(sh, flags, isTask(result) ? truthLater(result) : truth(result));
  };
}

const truth = (value: number | bigint): number => (Number(value) === 0 ? 1 : 0);

function* truthLater(waiting: Task<number | bigint>): Task<number> {
  return truth(yield* waiting);
}

export function compileForArithmetic(c: Compiler, node: ForArithmetic): Exec {
  const position = c.position(node);
  const expression = (word: ForArithmetic['initial']) =>
    word.parts.length === 0 ? undefined : arithmeticValue(c, word);
  const [initial, condition, step] = [expression(node.initial), expression(node.condition), expression(node.step)];
  const announcements = c.source
    .excerpt(node.initial)
    .split(';')
    .map((text): Announced => ({ position, text: () => `((${text.trim() || '1'}))` }));
  const body = c.sequence(node.body);
  const written = c.source.excerpt(node).split('\n')[0]!;
  return (sh, flags) => run(sh, flags & TESTED);

  function* run(sh: Interpreter, flags: number): Task<number> {
    sh.position = position;
    let status = 0;
    const [onInitial, onCondition, onStep] = announcements;
    const key = {};
    if (sh.traps.debug !== undefined) yield* announce(sh, onInitial!);
    yield* settled(initial?.(sh));
    sh.loops++;
    for (;;) {
      if (sh.traps.debug !== undefined) yield* announce(sh, onCondition!);
      if (condition && Number(yield* settled(condition(sh))) === 0) break;
      const result = body(sh, flags);
      status = typeof result === 'number' ? result : yield* result;
      if (ended(sh)) break;
      if (sh.traps.debug !== undefined) yield* announce(sh, onStep!);
      yield* settled(step?.(sh));
      sh.p.loopTurn(key, sh.variables.changes, () => polling(sh, position, written));
      if (sh.p.shouldYield()) yield TURN;
    }
    sh.loops--;
    sh.p.loopDone(key);
    sh.status = status;
    return status;
  }
}

function* settled(value: MaybeTask<number | bigint> | undefined): Task<number | bigint> {
  if (value === undefined) return 0;
  return isTask(value) ? yield* value : value;
}
