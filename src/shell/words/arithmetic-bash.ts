/** Arithmetic as bash reads it: all of C's operators, `**`, `,`, bases up to 64, array elements; variables are evaluated in their turn. */
import { ASSIGNMENTS, LevelParser } from './arithmetic-levels.ts';
import {
  ArithmeticError,
  Chain,
  conditional,
  constant,
  endingWith,
  failing,
  MAX_DEPTH,
  type Node,
  OPERATIONS,
  type Operation,
  thenFailing,
} from './arithmetic-node.ts';
import { add, divide, type Integer, isZero, negate, not, power, remainder, subtract, wrapped } from './integers.ts';

const BLANKS = /[ \t\n\r]*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /[0-9][0-9A-Za-z#@_]*/y;
const OPERATOR = /<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||\*\*|[-+*/%&|^]=|[-+*/%&|^<>=!~?:(),]/y;

type Token =
  | { readonly type: 'number'; readonly value: Integer }
  | { readonly type: 'name'; readonly text: string; readonly subscript: string | undefined }
  | { readonly type: 'operator'; readonly text: string }
  | { readonly type: 'end' }
  | { readonly type: 'bad'; readonly message: string };

export function parseBash(text: string): Node {
  if (/^[ \t\n\r]*$/.test(text)) return constant(0);
  return new BashParser(text).whole();
}

class BashParser extends LevelParser {
  readonly #text: string;
  #at = 0;
  /** Where the token begins that errors name. */
  #tokenStart = 0;
  #token: Token = { type: 'end' };
  #depth = 0;

  constructor(text: string) {
    super();
    this.#text = text;
    this.next();
  }

  whole(): Node {
    const node = this.#comma();
    if (node.broken || this.#ended) return node;
    return thenFailing(node, this.#wording('syntax error in expression'));
  }

  #wording(what: string, from = this.#tokenStart): string {
    return `${this.#text.replace(/^[ \t]+/, '')}: ${what} (error token is "${this.#text.slice(from)}")`;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  protected next(): void {
    const previous = this.#token;
    this.#take(BLANKS);
    if (this.#at >= this.#text.length) {
      this.#token = { type: 'end' };
      return;
    }
    this.#tokenStart = this.#at;
    const name = this.#take(NAME);
    if (name !== undefined) {
      this.#token = this.#name(name);
      return;
    }
    const digits = this.#take(NUMBER);
    if (digits !== undefined) {
      const value = bashConstant(digits);
      this.#token =
        typeof value === 'string'
          ? { type: 'bad', message: this.#wordingOf(digits, value) }
          : { type: 'number', value };
      return;
    }
    const doubled = this.#text.slice(this.#at, this.#at + 2);
    if (doubled === '++' || doubled === '--') {
      const variable = previous.type === 'name' || /^[ \t\n\r]*[A-Za-z_]/.test(this.#text.slice(this.#at + 2));
      this.#at += variable ? 2 : 1;
      this.#token = { type: 'operator', text: variable ? doubled : doubled[0]! };
      return;
    }
    const operator = this.#take(OPERATOR);
    if (operator !== undefined) this.#token = { type: 'operator', text: operator };
    else {
      const operandExpected = previous.type === 'operator' ? previous.text !== ')' : previous.type === 'end';
      this.#token = {
        type: 'bad',
        message: this.#wording(`syntax error: ${operandExpected ? 'operand expected' : 'invalid arithmetic operator'}`),
      };
    }
  }

  /** Errors in a constant name the constant alone. */
  #wordingOf(token: string, what: string): string {
    const before = this.#text.slice(0, this.#at).replace(/^[ \t]+/, '');
    return `${before}: ${what} (error token is "${token}")`;
  }

  #name(text: string): Token {
    if (this.#text[this.#at] !== '[') return { type: 'name', text, subscript: undefined };
    const close = closingBracket(this.#text, this.#at);
    if (close < 0)
      return {
        type: 'bad',
        message: `${this.#text.slice(this.#tokenStart)}: bad array subscript (error token is "${this.#text.slice(this.#tokenStart)}")`,
      };
    const subscript = this.#text.slice(this.#at + 1, close);
    this.#at = close + 1;
    return { type: 'name', text, subscript };
  }

  protected get operator(): string | undefined {
    return this.#token.type === 'operator' ? this.#token.text : undefined;
  }

  get #ended(): boolean {
    return this.#token.type === 'end';
  }

  #tooDeep(): Node {
    return failing(this.#wording('expression recursion level exceeded'), 'too-deep');
  }

  #comma(): Node {
    const first = this.#assignment();
    if (first.broken || !this.is(',')) return first;
    const chain = new Chain(first);
    while (!chain.broken && this.is(',')) {
      this.next();
      chain.add((_a, b) => b, this.#assignment());
    }
    return chain.node;
  }

  #assignment(): Node {
    const left = this.#conditional();
    const operator = this.operator;
    if (left.broken || operator === undefined || !ASSIGNMENTS.has(operator)) return left;
    if (left.name === undefined) return thenFailing(left, this.#wording('attempted assignment to non-variable'));
    if (++this.#depth > MAX_DEPTH) return this.#tooDeep();
    this.next();
    const right = this.#assignment();
    this.#depth--;
    const { name, subscript } = left;
    const operation =
      operator === '=' ? undefined : this.#operation(operator.slice(0, -1), this.#wording('division by 0'));
    return {
      run: (context) => {
        const before = operation ? context.value(name, subscript) : 0;
        const value = right.run(context);
        const result = operation ? operation(before, value) : value;
        context.assign(name, result, subscript);
        return result;
      },
      ...endingWith(right),
    };
  }

  #conditional(): Node {
    const condition = this.logical('||');
    if (condition.broken || !this.is('?')) return condition;
    if (++this.#depth > MAX_DEPTH) return this.#tooDeep();
    this.next();
    if (this.#ended || this.is(':')) return thenFailing(condition, this.#wording('expression expected'));
    const yes = this.#comma();
    let no: Node | undefined;
    if (!yes.broken) {
      if (!this.is(':')) no = failing(this.#wording("`:' expected for conditional expression"));
      else {
        this.next();
        no = this.#ended ? failing(this.#wording('expression expected')) : this.#conditional();
      }
    }
    this.#depth--;
    return conditional(condition, yes, no);
  }

  protected operation(operator: string): Operation {
    const after = this.#at + /^[ \t]*/.exec(this.#text.slice(this.#at))![0].length;
    return this.#operation(operator, this.#wording('division by 0', after));
  }

  #operation(operator: string, message: string): Operation {
    if (operator !== '/' && operator !== '%') return OPERATIONS[operator]!;
    const operate = operator === '/' ? divide : remainder;
    return (a, b) => {
      if (isZero(b)) throw new ArithmeticError(message);
      return operate(a, b);
    };
  }

  protected operand(): Node {
    const base = this.#unary();
    if (base.broken || !this.is('**')) return base;
    if (++this.#depth > MAX_DEPTH) return this.#tooDeep();
    this.next();
    const exponent = this.operand();
    this.#depth--;
    const chain = new Chain(base);
    const message = this.#wording('exponent less than 0');
    chain.add((a, b) => {
      if (b < 0) throw new ArithmeticError(message);
      return power(a, b);
    }, exponent);
    return chain.node;
  }

  #unary(): Node {
    const operation = UNARY[this.operator ?? ''];
    if (!operation) return this.#primary();
    if (++this.#depth > MAX_DEPTH) return this.#tooDeep();
    this.next();
    const operand = this.#unary();
    this.#depth--;
    return { run: (context) => operation(operand.run(context)), ...endingWith(operand) };
  }

  #primary(): Node {
    const token = this.#token;
    if (token.type === 'bad') return failing(token.message);
    if (token.type === 'number') {
      this.next();
      return this.#checked(constant(token.value));
    }
    if (token.type === 'name') return this.#checked(this.#variable(token));
    const operator = this.operator;
    if (operator === '++' || operator === '--') return this.#checked(this.#stepped(operator));
    if (operator !== '(') return failing(this.#wording('syntax error: operand expected'));
    if (++this.#depth > MAX_DEPTH) return this.#tooDeep();
    this.next();
    const inner = this.#comma();
    this.#depth--;
    if (inner.broken) return inner;
    if (!this.is(')')) return thenFailing(inner, this.#wording("missing `)'"));
    this.next();
    return this.#checked({ run: inner.run });
  }

  /** The token behind an operand is read before its operator is applied: if it is none, that is the error. */
  #checked(node: Node): Node {
    return !node.broken && this.#token.type === 'bad' ? failing(this.#token.message) : node;
  }

  #variable(token: Token & { readonly type: 'name' }): Node {
    const { text: name, subscript } = token;
    this.next();
    const operator = this.operator;
    if (operator !== '++' && operator !== '--')
      return {
        name,
        ...(subscript === undefined ? {} : { subscript }),
        run: (context) => context.value(name, subscript),
      };
    this.#token = { type: 'number', value: 0 };
    this.next();
    const step = operator === '++' ? add : subtract;
    return {
      run: (context) => {
        const value = context.value(name, subscript);
        context.assign(name, step(value, 1), subscript);
        return value;
      },
    };
  }

  #stepped(operator: string): Node {
    this.next();
    const token = this.#token;
    if (token.type !== 'name')
      return failing(this.#wording('identifier expected after pre-increment or pre-decrement'));
    const { text: name, subscript } = token;
    const again = /^[ \t\n\r]*(\+\+|--)/.exec(this.#text.slice(this.#at));
    const problem = again
      ? this.#wording(`${again[1]}: assignment requires lvalue`, this.#at + again[0].length - 2)
      : undefined;
    this.#token = { type: 'number', value: 0 };
    this.next();
    const step = operator === '++' ? add : subtract;
    const node: Node = {
      run: (context) => {
        const value = step(context.value(name, subscript), 1);
        context.assign(name, value, subscript);
        return value;
      },
    };
    return problem === undefined ? node : thenFailing(node, problem);
  }
}

const UNARY: Readonly<Record<string, (value: Integer) => Integer>> = {
  '+': (value) => value,
  '-': negate,
  '!': (value) => (value === 0 ? 1 : 0),
  '~': not,
};

/** Index of the `]` that closes the `[` at `open`; -1 when there is none. */
function closingBracket(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '[') depth++;
    else if (text[at] === ']' && --depth === 0) return at;
  }
  return -1;
}

/** A constant, or the complaint about it. Values beyond 64 bits wrap. */
function bashConstant(digits: string): Integer | string {
  if (digits === '0') return 0;
  let base = 10n;
  let fixed = false;
  let at = 0;
  if (digits[0] === '0') {
    const hexadecimal = digits[1] === 'x' || digits[1] === 'X';
    base = hexadecimal ? 16n : 8n;
    at = hexadecimal ? 2 : 1;
    fixed = true;
  }
  let value = 0n;
  for (; at < digits.length; at++) {
    const c = digits[at]!;
    if (c === '#') {
      if (fixed) return 'invalid number';
      if (value < 2n || value > 64n) return 'invalid arithmetic base';
      if (at + 1 >= digits.length || digits[at + 1] === '#') return 'invalid integer constant';
      [base, value, fixed] = [value, 0n, true];
      continue;
    }
    const digit = /[0-9]/.test(c)
      ? Number(c)
      : /[a-z]/.test(c)
        ? c.charCodeAt(0) - 87
        : /[A-Z]/.test(c)
          ? c.charCodeAt(0) - (base <= 36n ? 55 : 29)
          : c === '@'
            ? 62
            : 63;
    if (BigInt(digit) >= base) return 'value too great for base';
    value = BigInt.asIntN(64, value * base + BigInt(digit));
  }
  return wrapped(value);
}
