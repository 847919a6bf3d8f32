/** Arithmetic expansion (XCU 2.6.4): parsed once per text, evaluated in 64 bits with the variables of a shell. */
import { type Dialect, isBash } from '../../syntax/dialect.ts';
import { parseBash } from './arithmetic-bash.ts';
import { parseBusybox } from './arithmetic-busybox.ts';
import { dashNumber, parseDash } from './arithmetic-dash.ts';
import { ArithmeticError, type Context, type Node } from './arithmetic-node.ts';
import { type Integer, plainDecimal } from './integers.ts';

export { ArithmeticError, type Integer };

/** What the expression reads and writes. Whatever `get` and `set` throw (a readonly variable) passes through `evaluate`. */
export interface ArithmeticEnvironment {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  /** bash: an element of an array; the subscript as written, expanded already. */
  getElement?(name: string, subscript: string): string | undefined;
  setElement?(name: string, subscript: string, value: string): void;
  /** bash with `set -u`: called for a variable that is not set. */
  unsetVariable?(name: string): never;
}

/** A parsed expression. A syntax error in it is reported by `evaluate`, after what stands before it was done, as the shells do. */
export interface Expression {
  readonly dialect: Dialect;
  readonly node: Node;
}

const CACHE_ENTRIES = 5_000;
const caches = new Map<Dialect, Map<string, Expression>>();

/** Parses (cached by text and dialect). `text` has gone through parameter expansion already. Never fails: see `Expression`. */
export function parseArithmetic(text: string, dialect: Dialect): Expression {
  let cache = caches.get(dialect);
  if (!cache) {
    cache = new Map();
    caches.set(dialect, cache);
  }
  let expression = cache.get(text);
  if (!expression) {
    if (cache.size >= CACHE_ENTRIES) cache.clear();
    const node = dialect === 'dash' ? parseDash(text) : dialect === 'busybox' ? parseBusybox(text) : parseBash(text);
    expression = { dialect, node };
    cache.set(text, expression);
  }
  return expression;
}

/** The value, or what is wrong. `String(value)` is the expansion. */
export function evaluate(expression: Expression, environment: ArithmeticEnvironment): Integer | ArithmeticError {
  try {
    return expression.node.run(new Variables(environment, expression.dialect));
  } catch (thrown) {
    if (thrown instanceof ArithmeticError) return thrown;
    throw thrown;
  }
}

/** bash: MAX_EXPR_RECURSION_LEVEL is 1024; fewer here, for the host's stack. Only a chain of that many variables could tell. */
const MAX_RECURSION = 256;

class Variables implements Context {
  readonly #environment: ArithmeticEnvironment;
  readonly #dialect: Dialect;
  /** Names whose values are being evaluated; most values are numbers. */
  #open: string[] | undefined;

  constructor(environment: ArithmeticEnvironment, dialect: Dialect) {
    this.#environment = environment;
    this.#dialect = dialect;
  }

  value(name: string, subscript?: string): Integer {
    const environment = this.#environment;
    const text = subscript === undefined ? environment.get(name) : environment.getElement?.(name, subscript);
    if (text === undefined) {
      environment.unsetVariable?.(subscript === undefined ? name : `${name}[${subscript}]`);
      return 0;
    }
    const plain = plainDecimal(text);
    if (plain !== undefined) return plain;
    return this.#dialect === 'dash' ? dashNumber(text) : this.#recursive(name, text);
  }

  assign(name: string, value: Integer, subscript?: string): void {
    if (subscript === undefined) this.#environment.set(name, String(value));
    else this.#environment.setElement?.(name, subscript, String(value));
  }

  #recursive(name: string, text: string): Integer {
    this.#open ??= [];
    const open = this.#open;
    if (isBash(this.#dialect) ? open.length >= MAX_RECURSION : open.includes(name)) {
      throw new ArithmeticError(
        isBash(this.#dialect)
          ? `${name}: expression recursion level exceeded (error token is "${name}")`
          : 'expression recursion loop detected',
      );
    }
    if (open.length >= MAX_RECURSION) throw new ArithmeticError('expression recursion loop detected', 'too-deep');
    open.push(name);
    const value = parseArithmetic(text, this.#dialect).node.run(this);
    open.pop();
    return value;
  }
}
