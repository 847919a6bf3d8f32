/** Which variables a command names, and which commands it calls: what a call of a function can depend on, and what it can change. */
import type { Command, Condition, Word } from '../../syntax/tree.ts';
import { allCommands } from '../walk.ts';

export interface Touched {
  readonly names: ReadonlySet<string>;
  /** Commands by name, in it and in its substitutions. */
  readonly calls: ReadonlySet<string>;
  /** It runs texts or commands that are not known, so that it may touch every variable. */
  readonly anything: boolean;
}

const known = new WeakMap<Command, Touched>();

/** Found out once for each tree. */
export function touchedBy(node: Command): Touched {
  let touched = known.get(node);
  if (!touched) {
    const search = new Search();
    for (const command of allCommands([node])) search.command(command);
    touched = search;
    known.set(node, touched);
  }
  return touched;
}

const RUNS_TEXT = /^(?:eval|\.|source|mapfile|readarray)$/;
const NAMES_VARIABLES = /^(?:read|local|export|unset|typeset|declare|readonly|getopts|printf)$/;

class Search implements Touched {
  readonly names = new Set<string>(['IFS']);
  readonly calls = new Set<string>();
  anything = false;

  command(node: Command): void {
    if ('redirections' in node) for (const { target } of node.redirections) this.#word(target);
    switch (node.kind) {
      case 'for':
      case 'select':
        this.names.add(node.name);
        for (const word of node.words ?? []) this.#word(word);
        return;
      case 'case':
        this.#word(node.word);
        for (const { patterns } of node.items) for (const pattern of patterns) this.#word(pattern);
        return;
      case 'arithmetic-command':
        this.#arithmetic(node.expression);
        return;
      case 'for-arithmetic':
        for (const word of [node.initial, node.condition, node.step]) this.#arithmetic(word);
        return;
      case 'conditional':
        for (const word of operandsOf(node.expression)) this.#word(word);
        return;
      case 'simple':
        break;
      default:
        return;
    }
    for (const { name, value, array } of node.assignments) {
      this.names.add(name);
      this.#word(value);
      for (const element of array ?? []) this.#word(element.value);
    }
    for (const word of node.words) this.#word(word);
    const [head, ...rest] = node.words;
    if (!head) return;
    const name = head.plain;
    if (name === undefined || RUNS_TEXT.test(name)) this.anything = true;
    else this.calls.add(name);
    if (name === undefined || !NAMES_VARIABLES.test(name)) return;
    for (const word of rest) {
      const [first] = word.parts;
      const variable = /^[A-Za-z_]\w*/.exec(word.plain ?? (first?.kind === 'literal' ? first.value : ''));
      if (variable) this.names.add(variable[0]);
    }
  }

  #word(word: Word): void {
    for (const part of word.parts) {
      if (part.kind === 'arithmetic') this.#arithmetic(part.expression);
      if (part.kind !== 'parameter') continue;
      if (part.indirect || part.operator === 'names') this.anything = true;
      this.names.add(part.name);
      for (const inner of [part.word, part.second, part.index]) if (inner) this.#word(inner);
    }
    for (const { value } of word.array ?? []) this.#word(value);
  }

  #arithmetic(word: Word): void {
    this.#word(word);
    for (const part of word.parts)
      if (part.kind === 'literal') for (const [name] of part.value.matchAll(/[A-Za-z_]\w*/g)) this.names.add(name);
  }
}

/** The words of `[[ ]]`. */
function operandsOf(node: Condition): readonly Word[] {
  switch (node.kind) {
    case 'not':
    case 'group':
      return operandsOf(node.operand);
    case 'and':
    case 'or':
      return [...operandsOf(node.left), ...operandsOf(node.right)];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
  }
}
