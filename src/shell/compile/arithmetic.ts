/** `$(( … ))`: the text is expanded like a quoted word, then evaluated. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import type { ArithmeticExpansion, Word } from '../../syntax/tree.ts';
import type { Interpreter } from '../interpreter.ts';
import { ArithmeticError, type Expression, evaluate, type Integer, parseArithmetic } from '../words/arithmetic.ts';
import type { Compiler, Text } from './compiler.ts';
import { traceText } from './xtrace.ts';

export const arithmeticText = (c: Compiler, node: ArithmeticExpansion): Text => {
  const value = arithmeticValue(c, node.expression);
  return (sh) => {
    const result = value(sh);
    return typeof result === 'object' ? asText(result) : String(result);
  };
};

function* asText(waiting: Task<number | bigint>): Task<string> {
  return String(yield* waiting);
}

/** The value of an expression; an error in it is the shell's. */
export function arithmeticValue(c: Compiler, word: Word): (sh: Interpreter) => number | bigint | Task<number | bigint> {
  const { dialect } = c;
  const constant = word.parts.every((part) => part.kind === 'literal')
    ? word.parts.map((part) => (part.kind === 'literal' ? part.value : '')).join('')
    : undefined;
  if (constant !== undefined) {
    const expression = parseArithmetic(constant, dialect);
    return (sh) => evaluated(sh, expression);
  }
  const text = c.text(word);
  return (sh) => {
    const expanded = text(sh);
    if (typeof expanded !== 'string') return later(sh, expanded);
    return evaluated(sh, parseArithmetic(expanded, dialect));
  };
}

/** The same for bash's arithmetic commands, in which an error is only a failure. */
export function arithmeticResult(
  c: Compiler,
  word: Word,
): (sh: Interpreter) => MaybeTask<{ readonly text: string; readonly value: Integer | ArithmeticError }> {
  const text = c.text(word);
  const result = (sh: Interpreter, expanded: string): { text: string; value: Integer | ArithmeticError } => {
    if (sh.options.xtrace) traceText(sh, `(( ${expanded} ))`);
    return { text: expanded, value: evaluate(parseArithmetic(expanded, sh.dialect), sh.arithmetic) };
  };
  return (sh) => {
    const expanded = text(sh);
    return isTask(expanded) ? resultLater(sh, expanded, result) : result(sh, expanded);
  };
}

function* resultLater<T>(
  sh: Interpreter,
  waiting: Task<string>,
  result: (sh: Interpreter, text: string) => T,
): Task<T> {
  return result(sh, yield* waiting);
}

function* later(sh: Interpreter, waiting: Task<string>): Task<number | bigint> {
  return evaluated(sh, parseArithmetic(yield* waiting, sh.dialect));
}

function evaluated(sh: Interpreter, expression: Expression): number | bigint {
  const value = evaluate(expression, sh.arithmetic);
  if (value instanceof ArithmeticError) sh.failArithmetic(value.message, 'expression');
  return value;
}
