/** `(( … ))` and `for (( … ))` (bash, busybox). */
import { isTask, type MaybeTask, type Task, TURN } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { ArithmeticCommand, ForArithmetic, Word } from '../../syntax/tree.ts';
import { makeWord } from '../../syntax/word-parts.ts';
import { TESTED } from '../flow.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import { ArithmeticError } from '../words/arithmetic.ts';
import { arithmeticResult, arithmeticValue } from './arithmetic.ts';
import { type Announced, announce } from './before-command.ts';
import type { Compiler } from './compiler.ts';
import { ended, polling } from './loops.ts';
import { withErrexit } from './simple.ts';

export function compileArithmeticCommand(c: Compiler, node: ArithmeticCommand): Exec {
  const position = c.position(node);
  const value = isBash(c.dialect) ? bashValue(c, node.expression) : arithmeticValue(c, node.expression);
  return (sh, flags) => {
    sh.position = position;
    const result = value(sh);
    if (result === undefined) return withErrexit(sh, flags, 1);
    return withErrexit(sh, flags, isTask(result) ? truthLater(result) : truth(result));
  };
}

const isBlank = (word: Word): boolean =>
  word.parts.every((part) => part.kind === 'literal' && /^[ \t\n]*$/.test(part.value));

/** Without the blanks at its beginning, as xtrace shows it. */
function withoutBlanks(word: Word): Word {
  const [first, ...rest] = word.parts;
  if (first?.kind !== 'literal') return word;
  const value = first.value.replace(/^[ \t]+/, '');
  return makeWord([{ ...first, value }, ...rest], word);
}

const truth = (value: Value): number => (value === undefined || Number(value) === 0 ? 1 : 0);

function* truthLater(waiting: Task<Value>): Task<number> {
  return truth(yield* waiting);
}

/** Undefined after the complaint about an expression that is none (bash). */
type Value = number | bigint | undefined;

function bashValue(c: Compiler, word: Word): (sh: Interpreter) => MaybeTask<Value> {
  const result = arithmeticResult(c, word);
  return (sh) => {
    const found = result(sh);
    return isTask(found) ? valueLater(sh, found) : told(sh, found.value);
  };
}

function* valueLater(sh: Interpreter, waiting: Task<{ readonly value: Value | ArithmeticError }>): Task<Value> {
  return told(sh, (yield* waiting).value);
}

function told(sh: Interpreter, value: Value | ArithmeticError): Value {
  if (!(value instanceof ArithmeticError)) return value;
  if (value.message !== '') sh.complain(`((: ${value.message}`);
  return undefined;
}

export function compileForArithmetic(c: Compiler, node: ForArithmetic): Exec {
  const position = c.position(node);
  const expression = (word: ForArithmetic['initial']) =>
    isBlank(word) ? undefined : isBash(c.dialect) ? bashValue(c, withoutBlanks(word)) : arithmeticValue(c, word);
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
    if ((yield* settled(initial, sh)) === undefined) return failed(sh);
    sh.loops++;
    for (;;) {
      if (sh.traps.debug !== undefined) yield* announce(sh, onCondition!);
      sh.position = position;
      const wanted = condition ? yield* settled(condition, sh) : 1;
      if (wanted === undefined) {
        status = 1;
        break;
      }
      if (Number(wanted) === 0) break;
      const result = body(sh, flags);
      status = typeof result === 'number' ? result : yield* result;
      if (ended(sh)) break;
      if (sh.traps.debug !== undefined) yield* announce(sh, onStep!);
      if ((yield* settled(step, sh)) === undefined) {
        status = 1;
        break;
      }
      sh.p.loopTurn(key, sh.variables.changes, () => polling(sh, position, written));
      if (sh.p.shouldYield()) yield TURN;
    }
    sh.loops--;
    sh.p.loopDone(key);
    sh.status = status;
    return status;
  }
}

function* settled(expression: ((sh: Interpreter) => MaybeTask<Value>) | undefined, sh: Interpreter): Task<Value> {
  if (!expression) return 0;
  const value = expression(sh);
  return isTask(value) ? yield* value : value;
}

function failed(sh: Interpreter): number {
  sh.status = 1;
  return 1;
}
