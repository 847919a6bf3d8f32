/** C's binary operators by how tightly they bind, as dash and bash read them. */
import { Chain, logical, type Node, type Operation } from './arithmetic-node.ts';

const LEVELS: readonly string[][] = [
  ['*', '/', '%'],
  ['+', '-'],
  ['<<', '>>'],
  ['<', '<=', '>', '>='],
  ['==', '!='],
  ['&'],
  ['^'],
  ['|'],
];
const LEVEL_OF = new Map(LEVELS.flatMap((operators, level) => operators.map((operator) => [operator, level] as const)));

export const ASSIGNMENTS: ReadonlySet<string> = new Set([
  '=',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '<<=',
  '>>=',
  '&=',
  '|=',
  '^=',
]);

/** Reads what stands between `||` and the operands of the tightest operators. */
export abstract class LevelParser {
  /** The operator that comes next; undefined when something else does. */
  protected abstract get operator(): string | undefined;
  /** Goes on to the next token. */
  protected abstract next(): void;
  /** What the tightest operators stand between. */
  protected abstract operand(): Node;
  /** What the next token, an operator, does. */
  protected abstract operation(operator: string): Operation;

  protected is(operator: string): boolean {
    return this.operator === operator;
  }

  protected logical(operator: '||' | '&&'): Node {
    const operand = (): Node => (operator === '||' ? this.logical('&&') : this.#binary(LEVELS.length - 1));
    const first = operand();
    if (first.broken || !this.is(operator)) return first;
    const operands = [first];
    while (this.is(operator) && !operands.at(-1)!.broken) {
      this.next();
      operands.push(operand());
    }
    return logical(operands, operator === '||');
  }

  /** Operators of this level and tighter ones. */
  #binary(level: number): Node {
    let node = this.operand();
    for (let tight = 0; tight <= level && !node.broken; tight++) {
      if (this.#level !== tight) continue;
      const chain = new Chain(node);
      while (!chain.broken && this.#level === tight) {
        const operation = this.operation(this.operator!);
        this.next();
        chain.add(operation, tight === 0 ? this.operand() : this.#binary(tight - 1));
      }
      node = chain.node;
    }
    return node;
  }

  get #level(): number | undefined {
    return LEVEL_OF.get(this.operator ?? '');
  }
}
