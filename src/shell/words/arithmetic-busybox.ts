/** Arithmetic as busybox reads it: one pass over an operand and an operator stack. Names are looked up when their operator
 * is applied, and every operand of `&&`, `||` and `?:` is evaluated. */
import { ArithmeticError, type Context, MAX_DEPTH, type Node, OPERATIONS, type Operation } from './arithmetic-node.ts';
import { divide, type Integer, isZero, negate, not, power, remainder, wrapped } from './integers.ts';

const SYNTAX = 'arithmetic syntax error';
const MALFORMED = 'malformed ?: operator';
const OPERATOR = /<<=|>>=|<<|>>|\|\||&&|!=|<=|>=|==|\|=|&=|\*=|\/=|%=|\+=|-=|\^=|\+\+|--|\*\*|[!<>|&*/%+\-^~,?:()=]/y;
const BLANKS = /[ \t\n\v\f\r]*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /0[xX][0-9a-fA-F]+|[0-9]+/y;

const ASSIGN_PRECEDENCE = 2;
const CONDITIONAL_PRECEDENCE = 4;
const POWER_PRECEDENCE = 15;
const UNARY_PRECEDENCE = 16;
const CLOSING_PRECEDENCE = 30;
const PRECEDENCE: Readonly<Record<string, number>> = {
  '(': 0,
  ',': 1,
  '?': 4,
  ':': 4,
  '||': 5,
  '&&': 6,
  '|': 7,
  '^': 8,
  '&': 9,
  '==': 10,
  '!=': 10,
  '<=': 11,
  '>=': 11,
  '<': 11,
  '>': 11,
  '<<': 12,
  '>>': 12,
  '+': 13,
  '-': 13,
  '*': 14,
  '/': 14,
  '%': 14,
  '**': 15,
  '~': 16,
  '!': 16,
  'unary-': 17,
  'unary+': 17,
  '++x': 18,
  '--x': 18,
  'x++': 19,
  'x--': 19,
  ')': 30,
};
const precedenceOf = (operator: string): number => PRECEDENCE[operator] ?? ASSIGN_PRECEDENCE;
const isAssignment = (operator: string): boolean => PRECEDENCE[operator] === undefined;

/** An operand: a name that is not looked up yet, or a value with, after `:`, the value on its right. */
interface Operand {
  readonly name?: string;
  readonly run: (context: Context) => Integer;
  readonly second?: (context: Context) => Integer;
}

/** The context's value of a name at the moment when an operator needs it. */
const resolve = (operand: Operand, context: Context, evaluated: Integer): Integer =>
  operand.name === undefined ? evaluated : context.value(operand.name);

export function parseBusybox(text: string): Node {
  const end = text.indexOf('\0');
  const operands: Operand[] = [];
  const problem = new BusyboxParser(end < 0 ? text : text.slice(0, end), operands).read();
  if (problem === undefined) {
    const [only] = operands;
    if (!only) return { run: () => 0 };
    return { run: (context) => resolve(only, context, only.run(context)) };
  }
  // What was applied before the error has had its effects.
  return {
    run: (context) => {
      for (const operand of operands) operand.run(context);
      throw problem;
    },
  };
}

class BusyboxParser {
  readonly #text: string;
  readonly #operands: Operand[];
  readonly #operators: string[] = ['('];
  #at = 0;
  /** The last token: `number` stands for every complete operand. */
  #last = '(';

  constructor(text: string, operands: Operand[]) {
    this.#text = text;
    this.#operands = operands;
  }

  read(): ArithmeticError | undefined {
    this.#take(BLANKS);
    if (this.#at >= this.#text.length) return undefined;
    for (;;) {
      this.#take(BLANKS);
      if (this.#at >= this.#text.length) break;
      const problem = this.#operand() ?? this.#operator();
      if (problem) return problem;
      if (this.#operators.length > MAX_DEPTH * 4) return new ArithmeticError(SYNTAX, 'too-deep');
    }
    const problem = this.#push(')');
    if (problem) return problem;
    return this.#operands.length === 1 && this.#operators.length === 0 ? undefined : new ArithmeticError(SYNTAX);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  /** Names and numbers up to the next operator. */
  #operand(): ArithmeticError | undefined {
    for (;;) {
      this.#take(BLANKS);
      const name = this.#take(NAME);
      if (name !== undefined) this.#operands.push({ name, run: () => 0 });
      else {
        const digits = this.#take(NUMBER);
        if (digits === undefined) return undefined;
        const value = this.#constant(digits);
        if (value === undefined) return new ArithmeticError(SYNTAX);
        this.#operands.push({ run: () => value });
      }
      this.#last = 'number';
    }
  }

  #constant(digits: string): Integer | undefined {
    let value: bigint;
    if (this.#text[this.#at] === '#' && /^[1-9]/.test(digits)) {
      const base = Number(digits);
      if (base < 2 || base > 64) return undefined;
      this.#at++;
      value = 0n;
      for (;;) {
        const digit = digitOf(this.#text[this.#at], base);
        if (digit === undefined || digit >= base) break;
        value = value * BigInt(base) + BigInt(digit);
        this.#at++;
      }
    } else if (/^0[0-9]/.test(digits)) {
      const octal = /^0[0-7]*/.exec(digits)![0];
      this.#at -= digits.length - octal.length;
      value = BigInt(octal.length > 1 ? `0o${octal.slice(1)}` : 0);
    } else value = BigInt(digits);
    if (/[A-Za-z0-9_]/.test(this.#text[this.#at] ?? '')) return undefined;
    return value >= 2n ** 64n ? 0 : wrapped(value);
  }

  #operator(): ArithmeticError | undefined {
    if (this.#at >= this.#text.length) return undefined;
    const doubled = this.#text.slice(this.#at, this.#at + 2);
    let operator: string | undefined;
    if (doubled === '++' || doubled === '--') {
      // Only a variable takes them: `7+++v` is 7 + ++v, and `--7` is - - 7.
      const afterName = this.#operands.at(-1)?.name !== undefined;
      if (!afterName && !/^[ \t\n\v\f\r]*[A-Za-z_]/.test(this.#text.slice(this.#at + 2))) {
        operator = doubled[0]!;
        this.#at++;
      }
    }
    operator ??= this.#take(OPERATOR);
    if (operator === undefined) return new ArithmeticError(SYNTAX);
    return this.#push(operator);
  }

  #push(written: string): ArithmeticError | undefined {
    let operator = written;
    if (this.#last === 'x++' || this.#last === 'x--') this.#last = 'number';
    if (operator === '++' || operator === '--') operator = this.#last === 'number' ? `x${operator}` : `${operator}x`;
    else if (this.#last !== 'number' && (operator === '+' || operator === '-')) operator = `unary${operator}`;
    const precedence = precedenceOf(operator);
    if ((precedence > 0 && precedence < UNARY_PRECEDENCE) || precedence === CLOSING_PRECEDENCE) {
      if (this.#last !== 'number') return new ArithmeticError(SYNTAX);
      while (this.#operators.length > 0) {
        const previous = this.#operators.pop()!;
        if (operator === ')') {
          if (previous === '(') {
            // A variable in parentheses is only its value.
            const inside = this.#operands.pop();
            if (inside) this.#operands.push(inside.name === undefined ? inside : { run: (c) => c.value(inside.name!) });
            this.#last = 'number';
            return undefined;
          }
        } else {
          const other = precedenceOf(previous);
          if (other < precedence || (other === precedence && isRightAssociative(precedence))) {
            this.#operators.push(previous);
            break;
          }
        }
        const problem = this.#apply(previous);
        if (problem) return problem;
      }
      if (operator === ')') return new ArithmeticError(SYNTAX);
    }
    this.#operators.push(operator);
    this.#last = operator;
    return undefined;
  }

  #apply(operator: string): ArithmeticError | undefined {
    const operands = this.#operands;
    const right = operands.pop();
    if (!right) return new ArithmeticError(SYNTAX);
    const unary = UNARY[operator];
    if (unary) {
      const stepped = operator.includes('x');
      if (stepped && right.name === undefined) return this.#failed(right);
      const { name } = right;
      operands.push({
        run: (context) => {
          const value = resolve(right, context, right.run(context));
          const result = unary(value);
          if (stepped) context.assign(name!, result);
          return operator[0] === 'x' ? value : result;
        },
      });
      return undefined;
    }
    const left = operands.pop();
    if (!left) return this.#failed(right);
    if ((operator === '?') !== (right.second !== undefined)) return this.#failed(left, right, MALFORMED);
    if (operator === ':' && operands.length === 0) return this.#failed(left, right, MALFORMED);
    operands.push(this.#binary(operator, left, right));
    return undefined;
  }

  /** Keeps what the operands do, and stops. */
  #failed(...parts: (Operand | string)[]): ArithmeticError {
    for (const part of parts) if (typeof part !== 'string') this.#operands.push(part);
    const message = parts.find((part) => typeof part === 'string');
    return new ArithmeticError(message ?? SYNTAX);
  }

  #binary(operator: string, left: Operand, right: Operand): Operand {
    if (operator === '?') {
      return {
        run: (context) => {
          const condition = left.run(context);
          const yes = right.run(context);
          const no = right.second!(context);
          return resolve(left, context, condition) !== 0 ? yes : no;
        },
      };
    }
    if (operator === ':') {
      // Both sides are looked up when the colon is applied, the right one first.
      let value: Integer = 0;
      return {
        run: (context) => {
          const first = left.run(context);
          const second = right.run(context);
          value = resolve(right, context, second);
          return resolve(left, context, first);
        },
        second: () => value,
      };
    }
    const operation = operationOf(isAssignment(operator) ? operator.slice(0, -1) : operator);
    const { name } = left;
    const assigns = isAssignment(operator);
    return {
      run: (context) => {
        const first = left.run(context);
        const second = right.run(context);
        const value = resolve(right, context, second);
        const result = operator === '=' ? value : operation(resolve(left, context, first), value);
        if (!assigns) return result;
        if (name === undefined) throw new ArithmeticError(SYNTAX);
        context.assign(name, result);
        return result;
      },
    };
  }
}

const UNARY: Readonly<Record<string, (value: Integer) => Integer>> = {
  'unary-': negate,
  'unary+': (value) => value,
  '!': (value) => (value === 0 ? 1 : 0),
  '~': not,
  'x++': (value) => OPERATIONS['+']!(value, 1),
  '++x': (value) => OPERATIONS['+']!(value, 1),
  'x--': (value) => OPERATIONS['-']!(value, 1),
  '--x': (value) => OPERATIONS['-']!(value, 1),
};

const isRightAssociative = (precedence: number): boolean =>
  precedence === ASSIGN_PRECEDENCE || precedence === CONDITIONAL_PRECEDENCE || precedence === POWER_PRECEDENCE;

function operationOf(operator: string): Operation {
  switch (operator) {
    case ',':
      return (_a, b) => b;
    case '||':
      return (a, b) => (a !== 0 || b !== 0 ? 1 : 0);
    case '&&':
      return (a, b) => (a !== 0 && b !== 0 ? 1 : 0);
    case '**':
      return (a, b) => {
        if (b < 0) throw new ArithmeticError('exponent less than 0');
        return power(a, b);
      };
    case '/':
    case '%':
      return (a, b) => {
        if (isZero(b)) throw new ArithmeticError('divide by zero');
        return operator === '/' ? divide(a, b) : remainder(a, b);
      };
    default:
      return OPERATIONS[operator] ?? ((_a, b) => b);
  }
}

/** Value of a digit in the notation `base#digits`. */
function digitOf(c: string | undefined, base: number): number | undefined {
  if (c === undefined) return undefined;
  if (/[0-9]/.test(c)) return Number(c);
  if (/[a-z]/.test(c)) return c.charCodeAt(0) - 87;
  if (/[A-Z]/.test(c)) return c.charCodeAt(0) - (base <= 36 ? 55 : 29);
  return c === '@' ? 62 : c === '_' ? 63 : undefined;
}
