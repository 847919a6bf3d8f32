/** What arithmetic parsers build: closures over a context, and how an error in the text waits for its turn. */

import type { Integer } from './integers.ts';
import * as i from './integers.ts';

/** The complaint without the `sh: 3: ` prefix, in the dialect's words. */
export class ArithmeticError {
  readonly message: string;
  /** `too-deep`: nested deeper than is modelled, the real shell may have gone on. `FPE`: that signal ends the shell instead of a complaint. */
  readonly fatal: 'too-deep' | 'FPE' | undefined;

  constructor(message: string, fatal?: 'too-deep' | 'FPE') {
    this.message = message;
    this.fatal = fatal;
  }
}

/** The variables, as numbers. `subscript` is for bash's arrays. */
export interface Context {
  value(name: string, subscript?: string): Integer;
  assign(name: string, value: Integer, subscript?: string): void;
}

/** Gives the value or throws an ArithmeticError. */
export type Run = (context: Context) => Integer;

export interface Node {
  readonly run: Run;
  /** Set for a bare variable, which may be assigned to. */
  readonly name?: string;
  readonly subscript?: string;
  /** The text is wrong at the end of this node. Shells evaluate while they parse: what stands before is done, then they complain. */
  readonly broken?: ArithmeticError;
}

/** How deep parentheses, unary operators, `?:` and assignments may nest. */
export const MAX_DEPTH = 400;

export const constant = (value: Integer): Node => ({ run: () => value });

export function failing(message: string, fatal?: 'too-deep'): Node {
  const broken = new ArithmeticError(message, fatal);
  return {
    broken,
    run: () => {
      throw broken;
    },
  };
}

/** A node whose evaluation is followed by a complaint. */
export function thenFailing(node: Node, message: string): Node {
  const broken = new ArithmeticError(message);
  return {
    broken,
    run: (context) => {
      node.run(context);
      throw broken;
    },
  };
}

/** What a node adds to one that ends with it. */
export const endingWith = (last: Node): { readonly broken?: ArithmeticError } =>
  last.broken ? { broken: last.broken } : {};

export type Operation = (a: Integer, b: Integer) => Integer;

export const OPERATIONS: Readonly<Record<string, Operation>> = {
  '+': i.add,
  '-': i.subtract,
  '*': i.multiply,
  '<<': i.shiftLeft,
  '>>': i.shiftRight,
  '&': i.and,
  '|': i.or,
  '^': i.xor,
  '==': (a, b) => (a === b ? 1 : 0),
  '!=': (a, b) => (a === b ? 0 : 1),
  '<': (a, b) => (a < b ? 1 : 0),
  '<=': (a, b) => (a <= b ? 1 : 0),
  '>': (a, b) => (a > b ? 1 : 0),
  '>=': (a, b) => (a >= b ? 1 : 0),
};

/** A left-associative chain of operators, evaluated in a loop however long it is. */
export class Chain {
  readonly #first: Run;
  readonly #operations: Operation[] = [];
  readonly #operands: Run[] = [];
  #last: Node;

  constructor(first: Node) {
    this.#first = first.run;
    this.#last = first;
  }

  get broken(): boolean {
    return this.#last.broken !== undefined;
  }

  add(operation: Operation, operand: Node): void {
    this.#operations.push(operation);
    this.#operands.push(operand.run);
    this.#last = operand;
  }

  get node(): Node {
    const first = this.#first;
    const operations = this.#operations;
    const operands = this.#operands;
    if (operations.length === 1) {
      const [operation, operand] = [operations[0]!, operands[0]!];
      return { run: (context) => operation(first(context), operand(context)), ...endingWith(this.#last) };
    }
    return {
      run: (context) => {
        let value = first(context);
        for (let at = 0; at < operations.length; at++) value = operations[at]!(value, operands[at]!(context));
        return value;
      },
      ...endingWith(this.#last),
    };
  }
}

/** `a || b || …` or `a && b && …`; a broken last operand complains even where it would not have been evaluated. */
export function logical(operands: readonly Node[], decidedBy: boolean): Node {
  const { broken } = operands.at(-1)!;
  return {
    run: (context) => {
      for (const operand of operands) {
        if ((operand.run(context) !== 0) !== decidedBy) continue;
        if (broken) throw broken;
        return decidedBy ? 1 : 0;
      }
      return decidedBy ? 0 : 1;
    },
    ...endingWith(operands.at(-1)!),
  };
}

/** `a ? b : c` with the same care for a broken branch; `no` is absent after a broken `yes`. */
export function conditional(condition: Node, yes: Node, no: Node | undefined): Node {
  const last = no ?? yes;
  const { broken } = last;
  return {
    run: (context) => {
      const chosen = condition.run(context) !== 0 ? yes : no;
      const value = chosen?.run(context) ?? 0;
      if (broken) throw broken;
      return value;
    },
    ...endingWith(last),
  };
}
