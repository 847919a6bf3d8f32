/** The condition of `[[ … ]]` as bash prints it. */
import type { Condition, Word } from './tree.ts';

export function printCondition(node: Condition, word: (word: Word) => string): string {
  switch (node.kind) {
    case 'and':
      return `${printCondition(node.left, word)} && ${printCondition(node.right, word)}`;
    case 'or':
      return `${printCondition(node.left, word)} || ${printCondition(node.right, word)}`;
    case 'not':
      return `! ${printCondition(node.operand, word)}`;
    case 'group':
      return `( ${printCondition(node.operand, word)} )`;
    case 'unary':
      return `${node.operator} ${word(node.operand)}`;
    case 'binary':
      return `${word(node.left)} ${node.operator} ${word(node.right)}`;
  }
}
