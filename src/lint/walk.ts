/** The one walk: visits every node of a file once, in order, and calls what the rules want to see, with where it stands. */
import type {
  ArithmeticExpansion,
  ArrayElement,
  Assignment,
  Case,
  Command,
  CommandSubstitution,
  Condition,
  FunctionDefinition,
  Parameter,
  Part,
  ProcessSubstitution,
  Redirection,
  Sequence,
  Word,
} from '../syntax/tree.ts';

/** Every node by its kind; `command`, `arithmetic`, `process` and `parameter` are the expansions. */
interface Nodes {
  readonly word: Word;
  readonly assignment: Assignment;
  readonly redirection: Redirection;
  readonly parameter: Parameter;
  readonly command: CommandSubstitution;
  readonly arithmetic: ArithmeticExpansion;
  readonly process: ProcessSubstitution;
}
type CommandOf<K, C = Command> = C extends { readonly kind: infer J } ? (K extends J ? C : never) : never;
type CommandNodes = { readonly [K in Command['kind']]: CommandOf<K> };
type AllNodes = Nodes & CommandNodes;
export type NodeKind = keyof AllNodes;

/**
 * What a rule wants to see. A method is called before the children of its node; `KIND:after` after them; `end` after the whole file.
 * The context is only valid during the call.
 */
export type Visitor = { readonly [K in NodeKind]?: (node: AllNodes[K], context: Context) => void } & {
  readonly [K in Command['kind'] as `${K}:after`]?: (node: CommandNodes[K], context: Context) => void;
} & { readonly end?: () => void };

/** Where a node stands. */
export interface Context {
  /** The commands around it, outermost first, without itself. */
  readonly parents: readonly Command[];
  /** The innermost function around it. */
  readonly function: FunctionDefinition | undefined;
  /** In `( )`, `$( )`, `<( )`, a pipeline's member or the background, counted from the file's top or the function's body: `exit` and assignments do not reach out. */
  readonly subshell: boolean;
  /** Loops around it that are in the same function and the same process. */
  readonly loops: readonly Command[];
  /** Its status decides something: it stands in a condition, left of `&&` or `||`, or after `!`. */
  readonly tested: boolean;
  /** It stands in the condition of this loop, if in any. */
  readonly conditionOf: Command | undefined;
}

type Handler = (node: never, context: Context) => void;

/** Walks a file's commands for many visitors at once. */
export function walk(commands: readonly Command[], visitors: readonly Visitor[]): void {
  const handlers = new Map<string, Handler[]>();
  for (const visitor of visitors) {
    for (const [kind, handler] of Object.entries(visitor)) {
      if (kind === 'end') continue;
      const known = handlers.get(kind);
      if (known) known.push(handler as Handler);
      else handlers.set(kind, [handler as Handler]);
    }
  }
  const walker = new Walker(handlers);
  for (const command of commands) walker.visit(command);
  for (const visitor of visitors) visitor.end?.();
}

class Walker implements Context {
  readonly parents: Command[] = [];
  function: FunctionDefinition | undefined = undefined;
  subshell = false;
  loops: readonly Command[] = [];
  tested = false;
  conditionOf: Command | undefined = undefined;
  readonly #handlers: ReadonlyMap<string, readonly Handler[]>;

  constructor(handlers: ReadonlyMap<string, readonly Handler[]>) {
    this.#handlers = handlers;
  }

  #tell(kind: string, node: unknown): void {
    const handlers = this.#handlers.get(kind);
    if (handlers) for (const handler of handlers) handler(node as never, this);
  }

  visit(node: Command): void {
    this.#tell(node.kind, node);
    this.parents.push(node);
    this.#children(node);
    this.parents.pop();
    if (this.#handlers.size > 0) this.#tell(`${node.kind}:after`, node);
  }

  #children(node: Command): void {
    switch (node.kind) {
      case 'simple':
        for (const assignment of node.assignments) this.#assignment(assignment);
        for (const word of node.words) this.#word(word);
        break;
      case 'sequence':
        this.#sequence(node);
        return;
      case 'and-or':
        this.#andOr(node.first, node.rest);
        return;
      case 'pipeline':
        for (const [index, command] of node.commands.entries())
          this.#inSubshell(() => this.#untested(command, this.tested && index === node.commands.length - 1));
        return;
      case 'not':
        if (node.command) this.#as(true, node.command);
        return;
      case 'background':
      case 'coproc':
        this.#inSubshell(() => this.#as(false, node.command));
        return;
      case 'time':
        if (node.command) this.visit(node.command);
        return;
      case 'subshell':
        this.#inSubshell(() => this.visit(node.body));
        break;
      case 'group':
        this.visit(node.body);
        break;
      case 'if':
        for (const { condition, body } of node.branches) {
          this.#as(true, condition);
          this.visit(body);
        }
        if (node.otherwise) this.visit(node.otherwise);
        break;
      case 'while':
        this.#loop(node, node.body, node.condition);
        break;
      case 'for':
      case 'select':
        for (const word of node.words ?? []) this.#word(word);
        this.#loop(node, node.body);
        break;
      case 'for-arithmetic':
        for (const word of [node.initial, node.condition, node.step]) this.#word(word);
        this.#loop(node, node.body);
        break;
      case 'case':
        this.#case(node);
        break;
      case 'function':
        this.#function(node);
        return;
      case 'arithmetic-command':
        this.#word(node.expression);
        break;
      case 'conditional':
        this.#condition(node.expression);
        break;
    }
    for (const redirection of node.redirections) {
      this.#tell('redirection', redirection);
      this.#word(redirection.target);
    }
  }

  /** The last command's status is that of the sequence; what stands before is not looked at. */
  #sequence(node: Sequence): void {
    const last = node.items.length - 1;
    for (const [index, item] of node.items.entries()) this.#untested(item, this.tested && index === last);
  }

  #andOr(first: Command, rest: readonly { readonly command: Command }[]): void {
    this.#as(rest.length > 0 || this.tested, first);
    for (const [index, { command }] of rest.entries()) this.#as(index < rest.length - 1 || this.tested, command);
  }

  #case(node: Case): void {
    this.#word(node.word);
    for (const item of node.items) {
      for (const pattern of item.patterns) this.#word(pattern);
      if (item.body) this.visit(item.body);
    }
  }

  #loop(node: Command, body: Sequence, condition?: Sequence): void {
    const { loops, conditionOf } = this;
    this.loops = [...loops, node];
    if (condition) {
      this.conditionOf = node;
      this.#as(true, condition);
      this.conditionOf = conditionOf;
    }
    this.#untested(body, false);
    this.loops = loops;
  }

  #function(node: FunctionDefinition): void {
    const { subshell, loops, conditionOf } = this;
    const outer = this.function;
    this.function = node;
    this.subshell = false;
    this.loops = [];
    this.conditionOf = undefined;
    this.#as(false, node.body);
    this.function = outer;
    this.subshell = subshell;
    this.loops = loops;
    this.conditionOf = conditionOf;
  }

  #condition(node: Condition): void {
    switch (node.kind) {
      case 'not':
      case 'group':
        this.#condition(node.operand);
        return;
      case 'and':
      case 'or':
        this.#condition(node.left);
        this.#condition(node.right);
        return;
      case 'unary':
        this.#word(node.operand);
        return;
      case 'binary':
        this.#word(node.left);
        this.#word(node.right);
        return;
    }
  }

  #assignment(node: Assignment): void {
    this.#tell('assignment', node);
    if (node.index) this.#word(node.index);
    this.#word(node.value);
    this.#array(node.array);
  }

  #array(elements: readonly ArrayElement[] | undefined): void {
    for (const { index, value } of elements ?? []) {
      if (index) this.#word(index);
      this.#word(value);
    }
  }

  #word(node: Word): void {
    this.#tell('word', node);
    for (const part of node.parts) this.#part(part);
    this.#array(node.array);
  }

  #part(part: Part): void {
    switch (part.kind) {
      case 'literal':
      case 'tilde':
        return;
      case 'parameter':
        this.#tell('parameter', part);
        for (const word of [part.word, part.second, part.index]) if (word) this.#word(word);
        return;
      case 'arithmetic':
        this.#tell('arithmetic', part);
        this.#word(part.expression);
        return;
      case 'command':
      case 'process':
        this.#tell(part.kind, part);
        this.#inSubshell(() => this.#as(false, part.body));
        return;
    }
  }

  #inSubshell(inside: () => void): void {
    const { subshell, loops } = this;
    this.subshell = true;
    this.loops = [];
    inside();
    this.subshell = subshell;
    this.loops = loops;
  }

  #as(tested: boolean, node: Command): void {
    const outer = this.tested;
    this.tested = tested;
    this.visit(node);
    this.tested = outer;
  }

  #untested(node: Command, tested: boolean): void {
    this.#as(tested, node);
  }
}

/** Every command, the inner ones and those in substitutions too, in order. */
export function allCommands(commands: readonly Command[]): Command[] {
  const found: Command[] = [];
  const collect = (node: Command): void => void found.push(node);
  const walker = new Walker(new Map(COMMAND_KINDS.map((kind) => [kind, [collect as Handler]])));
  for (const command of commands) walker.visit(command);
  return found;
}

const COMMAND_KINDS: readonly Command['kind'][] = [
  'simple',
  'sequence',
  'and-or',
  'pipeline',
  'not',
  'background',
  'subshell',
  'group',
  'if',
  'while',
  'for',
  'select',
  'for-arithmetic',
  'case',
  'function',
  'arithmetic-command',
  'conditional',
  'time',
  'coproc',
];
