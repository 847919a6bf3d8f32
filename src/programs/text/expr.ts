/** expr: evaluates expressions. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { compileRegex, RegexError } from '../../regex/regex.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Program } from '../program.ts';
import { complain, unsupported, unsupportedOption, usageError } from './messages.ts';
import { quote } from './quote.ts';

/** A complaint; the status of every one is 2. */
class ExprError extends Error {}
class TooComplex extends Error {}

const integer = (text: string): bigint | undefined => (/^-?\d+$/.test(text) ? BigInt(text) : undefined);

const isNull = (text: string): boolean => text === '' || /^-?0+$/.test(text);

const compare = (operator: string, left: string, right: string): boolean => {
  const [a, b] = [integer(left), integer(right)];
  const order =
    a !== undefined && b !== undefined ? (a < b ? -1 : a > b ? 1 : 0) : left < right ? -1 : left > right ? 1 : 0;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '=':
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '>=':
      return order >= 0;
    default:
      return order > 0;
  }
};

const matched = (text: string, pattern: string): string => {
  const regex = compileRegex(pattern, { syntax: 'expr' });
  if (regex instanceof RegexError) throw new ExprError(regex.message);
  const match = regex.exec(text);
  if (regex.gaveUp) throw new TooComplex();
  const found = match !== undefined && match[0] === 0;
  if (regex.groups > 0) return found && match[2]! >= 0 ? text.slice(match[2], match[3]) : '';
  return String(found ? match[1] : 0);
};

class Evaluator {
  readonly #words: readonly string[];
  #at = 0;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  result(): string {
    const value = this.#or(true);
    const extra = this.#words[this.#at];
    if (extra !== undefined) throw new ExprError(`syntax error: unexpected argument ${quote(extra)}`);
    return value;
  }

  #take(operators: readonly string[]): string | undefined {
    const word = this.#words[this.#at];
    if (word === undefined || !operators.includes(word)) return undefined;
    this.#at++;
    return word;
  }

  #argument(): string {
    const word = this.#words[this.#at];
    if (word === undefined) {
      throw new ExprError(`syntax error: missing argument after ${quote(this.#words[this.#at - 1] ?? '')}`);
    }
    this.#at++;
    return word;
  }

  #or(evaluate: boolean): string {
    let left = this.#and(evaluate);
    while (this.#take(['|'])) {
      const right = this.#and(evaluate && isNull(left));
      if (isNull(left)) left = isNull(right) ? '0' : right;
    }
    return left;
  }

  #and(evaluate: boolean): string {
    let left = this.#comparison(evaluate);
    while (this.#take(['&'])) {
      const right = this.#comparison(evaluate && !isNull(left));
      if (isNull(left) || isNull(right)) left = '0';
    }
    return left;
  }

  #comparison(evaluate: boolean): string {
    let left = this.#sum(evaluate);
    for (;;) {
      const operator = this.#take(['<', '<=', '=', '==', '!=', '>=', '>']);
      if (operator === undefined) return left;
      const right = this.#sum(evaluate);
      left = evaluate && compare(operator, left, right) ? '1' : '0';
    }
  }

  #numbers(left: string, right: string): readonly [bigint, bigint] {
    const [a, b] = [integer(left), integer(right)];
    if (a === undefined || b === undefined) throw new ExprError('non-integer argument');
    return [a, b];
  }

  #sum(evaluate: boolean): string {
    let left = this.#product(evaluate);
    for (;;) {
      const operator = this.#take(['+', '-']);
      if (operator === undefined) return left;
      const right = this.#product(evaluate);
      if (!evaluate) continue;
      const [a, b] = this.#numbers(left, right);
      left = String(operator === '+' ? a + b : a - b);
    }
  }

  #product(evaluate: boolean): string {
    let left = this.#match(evaluate);
    for (;;) {
      const operator = this.#take(['*', '/', '%']);
      if (operator === undefined) return left;
      const right = this.#match(evaluate);
      if (!evaluate) continue;
      const [a, b] = this.#numbers(left, right);
      if (operator !== '*' && b === 0n) throw new ExprError('division by zero');
      left = String(operator === '*' ? a * b : operator === '/' ? a / b : a % b);
    }
  }

  #match(evaluate: boolean): string {
    let left = this.#keyword(evaluate);
    while (this.#take([':'])) {
      const right = this.#keyword(evaluate);
      if (evaluate) left = matched(left, right);
    }
    return left;
  }

  #keyword(evaluate: boolean): string {
    const word = this.#take(['+', 'length', 'match', 'index', 'substr']);
    switch (word) {
      case undefined:
        return this.#primary(evaluate);
      case '+':
        return this.#argument();
      case 'length':
        return String(this.#keyword(evaluate).length);
      case 'match': {
        const text = this.#keyword(evaluate);
        const pattern = this.#keyword(evaluate);
        return evaluate ? matched(text, pattern) : text;
      }
      case 'index': {
        const text = this.#keyword(evaluate);
        const characters = this.#keyword(evaluate);
        return String([...text].findIndex((c) => characters.includes(c)) + 1);
      }
      default: {
        const text = this.#keyword(evaluate);
        const position = integer(this.#keyword(evaluate));
        const length = integer(this.#keyword(evaluate));
        if (position === undefined || length === undefined || position <= 0n || length <= 0n) return '';
        return text.slice(Number(position) - 1, Number(position) - 1 + Number(length));
      }
    }
  }

  #primary(evaluate: boolean): string {
    const word = this.#argument();
    if (word === ')') throw new ExprError("syntax error: unexpected ')'");
    if (word !== '(') return word;
    const value = this.#or(evaluate);
    const close = this.#words[this.#at];
    if (close === ')') {
      this.#at++;
      return value;
    }
    throw new ExprError(
      close === undefined
        ? `syntax error: expecting ')' after ${quote(this.#words[this.#at - 1]!)}`
        : `syntax error: expecting ')' instead of ${quote(close)}`,
    );
  }
}

function* run(p: Process): Task<number> {
  let words = p.argv.slice(1);
  if (words.length === 1 && (words[0] === '--help' || words[0] === '--version')) {
    return yield* unsupportedOption(p, words[0].slice(2), 2);
  }
  if (words[0] === '--') words = words.slice(1);
  if (words.length === 0) return yield* usageError(p, 'missing operand', 2);
  try {
    const value = new Evaluator(words).result();
    const written = yield* p.print(`${value}\n`);
    if (isErrno(written)) return yield* complain(p, `write error: ${written.message}`, 3);
    return isNull(value) ? 1 : 0;
  } catch (thrown) {
    // The evaluator gives up from deep inside; anything else is a bug of ours.
    if (thrown instanceof ExprError) return yield* complain(p, thrown.message, 2);
    if (thrown instanceof TooComplex) return yield* unsupported(p, 'a back-reference that is too complex to match', 2);
    throw thrown;
  }
}

export const expr: Program = { name: 'expr', run };
