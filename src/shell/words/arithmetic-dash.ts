/** Arithmetic as dash reads it: C's operators without `++`, `--`, `,` and `**`; constants and variables saturate or complain as strtoimax(3). */
import { ASSIGNMENTS, LevelParser } from './arithmetic-levels.ts';
import {
  ArithmeticError,
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
import { divide, type Integer, isZero, negate, not, plainDecimal, remainder, wrapped } from './integers.ts';

const TOKEN =
  /[ \t\n]*(?:(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)|([A-Za-z_][A-Za-z0-9_]*)|(<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%&|^<>=!~?:()])|([\s\S]))?/y;
const GREATEST = 2n ** 63n - 1n;
const LEAST = -(2n ** 63n);

type Token =
  | { readonly type: 'number'; readonly value: Integer }
  | { readonly type: 'name' | 'operator'; readonly text: string }
  | { readonly type: 'bad' | 'end' };

export const parseDash = (text: string): Node => new DashParser(text).whole();

class DashParser extends LevelParser {
  readonly #text: string;
  #at = 0;
  #token: Token = { type: 'end' };
  #depth = 0;

  constructor(text: string) {
    super();
    this.#text = text;
    this.next();
  }

  whole(): Node {
    const node = this.#assignment();
    if (node.broken || this.#ended) return node;
    return thenFailing(node, this.#wording('expecting EOF'));
  }

  #wording(what: string): string {
    return `arithmetic expression: ${what}: "${this.#text}"`;
  }

  protected next(): void {
    TOKEN.lastIndex = this.#at;
    const found = TOKEN.exec(this.#text)!;
    this.#at = TOKEN.lastIndex;
    const [, number, name, operator, bad] = found;
    if (number !== undefined) this.#token = { type: 'number', value: saturated(magnitude(number)) };
    else if (name !== undefined) this.#token = { type: 'name', text: name };
    else if (operator !== undefined) this.#token = { type: 'operator', text: operator };
    else this.#token = { type: bad === undefined || bad === '\0' ? 'end' : 'bad' };
  }

  protected get operator(): string | undefined {
    return this.#token.type === 'operator' ? this.#token.text : undefined;
  }

  get #ended(): boolean {
    return this.#token.type === 'end';
  }

  #assignment(): Node {
    if (this.#token.type !== 'name') return this.#conditional();
    const left = this.#conditional();
    const operator = this.operator;
    if (left.broken || left.name === undefined || operator === undefined || !ASSIGNMENTS.has(operator)) return left;
    if (++this.#depth > MAX_DEPTH) return failing('arithmetic expression: nested too deeply', 'too-deep');
    this.next();
    const right = this.#assignment();
    this.#depth--;
    const { name } = left;
    const operation = operator === '=' ? undefined : this.operation(operator.slice(0, -1));
    return {
      run: (context) => {
        const value = right.run(context);
        const result = operation ? operation(context.value(name), value) : value;
        context.assign(name, result);
        return result;
      },
      ...endingWith(right),
    };
  }

  #conditional(): Node {
    const condition = this.logical('||');
    if (condition.broken || !this.is('?')) return condition;
    if (++this.#depth > MAX_DEPTH) return failing('arithmetic expression: nested too deeply', 'too-deep');
    this.next();
    const yes = this.#assignment();
    if (yes.broken) return conditional(condition, yes, undefined);
    let no: Node;
    if (!this.is(':')) no = failing(this.#wording("expecting ':'"));
    else {
      this.next();
      no = this.#conditional();
      // An assignment cannot stand here: the name is only a value.
      if (no.name !== undefined) no = { run: no.run };
    }
    this.#depth--;
    return conditional(condition, yes, no);
  }

  protected operation(operator: string): Operation {
    if (operator !== '/' && operator !== '%') return OPERATIONS[operator]!;
    const message = this.#wording('division by zero');
    const operate = operator === '/' ? divide : remainder;
    return (a, b) => {
      if (isZero(b)) throw new ArithmeticError(message);
      if (b === -1 && a === LEAST) throw new ArithmeticError('', 'FPE');
      return operate(a, b);
    };
  }

  protected operand(): Node {
    const token = this.#token;
    if (token.type === 'number') {
      this.next();
      return constant(token.value);
    }
    if (token.type === 'name') {
      this.next();
      const name = token.text;
      return { name, run: (context) => context.value(name) };
    }
    if (token.type !== 'operator') return failing(this.#wording('expecting primary'));
    if (++this.#depth > MAX_DEPTH) return failing('arithmetic expression: nested too deeply', 'too-deep');
    const node = this.#prefixed(token.text);
    this.#depth--;
    return node;
  }

  #prefixed(operator: string): Node {
    switch (operator) {
      case '(': {
        this.next();
        const inner = this.#assignment();
        if (inner.broken) return inner;
        if (!this.is(')')) return thenFailing(inner, this.#wording("expecting ')'"));
        this.next();
        return { run: inner.run };
      }
      case '+':
        this.next();
        return unary(this.operand(), (a) => a);
      case '-':
        this.next();
        return unary(this.operand(), negate);
      case '!':
        this.next();
        return unary(this.operand(), (a) => (a === 0 ? 1 : 0));
      case '~':
        this.next();
        return unary(this.operand(), not);
      default:
        return failing(this.#wording('expecting primary'));
    }
  }
}

const unary = (operand: Node, operation: (a: Integer) => Integer): Node => ({
  run: (context) => operation(operand.run(context)),
  ...endingWith(operand),
});

const magnitude = (digits: string): bigint => BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);

const saturated = (value: bigint): Integer => wrapped(value > GREATEST ? GREATEST : value);

const NUMBER = /^[ \t\n\v\f\r]*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)[ \t\n\v\f\r]*$/;

/** A variable's value as a number: blank is 0, decimal, octal and hexadecimal within 64 bits, anything else `Illegal number`. */
export function dashNumber(text: string): Integer {
  const plain = plainDecimal(text);
  if (plain !== undefined) return plain;
  const found = NUMBER.exec(text);
  if (!found) {
    if (/^[ \t\n\v\f\r]*$/.test(text)) return 0;
    throw new ArithmeticError(`Illegal number: ${text}`);
  }
  const size = magnitude(found[2]!);
  const value = found[1] === '-' ? -size : size;
  if (value !== BigInt.asIntN(64, value)) throw new ArithmeticError(`Illegal number: ${text}`);
  return wrapped(value);
}
