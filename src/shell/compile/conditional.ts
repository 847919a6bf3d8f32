/** `[[ … ]]` (bash): a condition over words that are neither split nor held against pathnames. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import type { Condition, ConditionalCommand } from '../../syntax/tree.ts';
import { narrowed } from '../bash/utf8-patterns.ts';
import { bashUnary } from '../builtins/test-bash.ts';
import { filesCompare, NUMBER_COMPARISONS, STRING_COMPARISONS } from '../builtins/test-primaries.ts';
import { eager } from '../flow.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import { ArithmeticError, evaluate, parseArithmetic } from '../words/arithmetic.ts';
import { compilePattern, type Fragment } from '../words/pattern.ts';
import type { Compiler } from './compiler.ts';
import { matchRegex, regexText } from './regex-match.ts';
import { withErrexit } from './simple.ts';
import { traceText } from './xtrace.ts';

/** Statuses of a condition. */
const TRUE = 0;
const FALSE = 1;

/** Gives a status; 2 for an error in the condition. */
type Test = (sh: Interpreter) => MaybeTask<number>;

export function compileConditional(c: Compiler, node: ConditionalCommand): Exec {
  const position = c.position(node);
  const test = compileTest(c, node.expression, '');
  return (sh, flags) => {
    sh.position = position;
    sh.used.clear();
    return withErrexit(sh, flags, test(sh));
  };
}

/** @param not what xtrace shows before the expression. */
function compileTest(c: Compiler, node: Condition, not: '' | '! '): Test {
  switch (node.kind) {
    case 'and':
      return both(compileTest(c, node.left, ''), compileTest(c, node.right, ''), TRUE);
    case 'or':
      return both(compileTest(c, node.left, ''), compileTest(c, node.right, ''), FALSE);
    case 'group':
      return compileTest(c, node.operand, '');
    case 'not': {
      const test = compileTest(c, node.operand, not === '' ? '! ' : '');
      return (sh) => {
        const result = test(sh);
        return isTask(result) ? negatedLater(result) : negated(result);
      };
    }
    case 'unary': {
      const operand = c.text(node.operand);
      const { operator } = node;
      return (sh) => {
        const text = operand(sh);
        return isTask(text) ? unaryLater(sh, operator, text, not) : unary(sh, operator, text, not);
      };
    }
    case 'binary':
      return node.operator === '=~' || /^(==?|!=)$/.test(node.operator)
        ? matching(c, node, not)
        : comparing(c, node, not);
  }
}

const negated = (status: number): number => (status === TRUE ? FALSE : TRUE);

function* negatedLater(waiting: Task<number>): Task<number> {
  return negated(yield* waiting);
}

/** Goes on to the right only when the left is true (`&&`) or is not (`||`). */
function both(left: Test, right: Test, goOn: typeof TRUE | typeof FALSE): Test {
  return (sh) => {
    const first = left(sh);
    if (isTask(first)) return bothLater(sh, first, right, goOn);
    return (first === TRUE) === (goOn === TRUE) ? right(sh) : first;
  };
}

function* bothLater(sh: Interpreter, waiting: Task<number>, right: Test, goOn: number): Task<number> {
  const first = yield* waiting;
  if ((first === TRUE) !== (goOn === TRUE)) return first;
  const second = right(sh);
  return isTask(second) ? yield* second : second;
}

// ── one operand ──────────────────────────────────────────────────────────

function unary(sh: Interpreter, operator: string, operand: string, not: string): number {
  if (sh.options.xtrace) show(sh, `${not}${operator} ${shown(operand)}`);
  sh.lastTest = ['[[', operator, operand, ']]'];
  return bashUnary(sh, operator, operand) ? TRUE : FALSE;
}

function* unaryLater(sh: Interpreter, operator: string, waiting: Task<string>, not: string): Task<number> {
  return unary(sh, operator, yield* waiting, not);
}

const shown = (text: string): string => (text === '' ? "''" : text);

function show(sh: Interpreter, expression: string): void {
  traceText(sh, `[[ ${expression} ]]`);
}

// ── two operands ─────────────────────────────────────────────────────────

type Binary = Condition & { readonly kind: 'binary' };

function comparing(c: Compiler, node: Binary, not: string): Test {
  const left = c.text(node.left);
  const right = c.text(node.right);
  const { operator } = node;
  return (sh) => {
    const a = left(sh);
    if (isTask(a)) return eager(later(sh, a));
    const b = right(sh);
    return isTask(b) ? rightLater(sh, a, b) : compare(sh, a, operator, b, not);
  };

  function* later(sh: Interpreter, waiting: Task<string>): Task<number> {
    const a = yield* waiting;
    const b = right(sh);
    return compare(sh, a, operator, isTask(b) ? yield* b : b, not);
  }

  function* rightLater(sh: Interpreter, a: string, waiting: Task<string>): Task<number> {
    return compare(sh, a, operator, yield* waiting, not);
  }
}

function compare(sh: Interpreter, a: string, operator: string, b: string, not: string): number {
  if (sh.options.xtrace) show(sh, `${not}${shown(a)} ${operator} ${shown(b)}`);
  sh.lastTest = ['[[', a, operator, b, ']]'];
  const strings = STRING_COMPARISONS.get(operator);
  if (strings) return strings(a, b) ? TRUE : FALSE;
  const numbers = NUMBER_COMPARISONS.get(operator);
  if (!numbers) return filesCompare(sh, a, operator as '-nt', b, true) ? TRUE : FALSE;
  const first = value(sh, a);
  const second = first === undefined ? undefined : value(sh, b);
  if (first === undefined || second === undefined) return FALSE;
  return numbers(first, second) ? TRUE : FALSE;
}

/** The operands are arithmetic; undefined after the complaint about one that is not. */
function value(sh: Interpreter, text: string): number | bigint | undefined {
  if (text.length < 15 && /^(?:0|-?[1-9][0-9]*)$/.test(text)) return Number(text);
  const result = evaluate(parseArithmetic(text, sh.dialect), sh.arithmetic);
  if (!(result instanceof ArithmeticError)) return result;
  if (result.message !== '') sh.complain(`[[: ${result.message}`);
  return undefined;
}

// ── patterns and regular expressions ─────────────────────────────────────

function matching(c: Compiler, node: Binary, not: string): Test {
  const left = c.text(node.left);
  // What is fixed text elsewhere may be an expression, and quotes show in xtrace.
  const right = c.fragments({ ...node.right, fixed: undefined });
  const { operator } = node;
  const match = (sh: Interpreter, text: string, fragments: readonly Fragment[]): number =>
    operator === '=~' ? matchesRegex(sh, text, fragments, not) : matchesPattern(sh, text, operator, fragments, not);
  return (sh) => {
    const text = left(sh);
    if (isTask(text)) return eager(later(sh, text));
    const fragments = right(sh);
    return isTask(fragments) ? rightLater(sh, text, fragments) : match(sh, text, fragments);
  };

  function* later(sh: Interpreter, waiting: Task<string>): Task<number> {
    const text = yield* waiting;
    const fragments = right(sh);
    return match(sh, text, isTask(fragments) ? yield* fragments : fragments);
  }

  function* rightLater(sh: Interpreter, text: string, waiting: Task<readonly Fragment[]>): Task<number> {
    return match(sh, text, yield* waiting);
  }
}

function matchesPattern(
  sh: Interpreter,
  text: string,
  operator: string,
  fragments: readonly Fragment[],
  not: string,
): number {
  if (sh.options.xtrace) show(sh, `${not}${shown(text)} ${operator} ${shown(escapedAll(fragments))}`);
  sh.lastTest = ['[[', text, operator, written(fragments), ']]'];
  // Extended patterns count here whatever `shopt` says.
  const narrow = narrowed(sh, text, fragments);
  const options = { extended: true, ignoreCase: sh.shopts.nocasematch };
  return compilePattern(narrow.fragments, sh.dialect, options).matches(narrow.value) === (operator !== '!=')
    ? TRUE
    : FALSE;
}

function matchesRegex(sh: Interpreter, text: string, fragments: readonly Fragment[], not: string): number {
  if (sh.options.xtrace) show(sh, `${not}${shown(text)} =~ ${shown(regexText(fragments))}`);
  sh.lastTest = ['[[', text, '=~', written(fragments), ']]'];
  const { value, fragments: expression, widen } = narrowed(sh, text, fragments);
  return matchRegex(sh, value, regexText(expression), widen);
}

const written = (fragments: readonly Fragment[]): string => fragments.map((fragment) => fragment.text).join('');

/** xtrace shows a backslash before every quoted character. */
const escapedAll = (fragments: readonly Fragment[]): string =>
  fragments
    .map(({ text, quoted }) => (quoted ? text.replaceAll(/[\0-\x7f\xc0-\xff][\x80-\xbf]*/g, '\\$&') : text))
    .join('');
