/** `[[ … ]]` and `(( … ))` that decide: no command runs there, so the decision is all that a recording has of them. */
import type { Dialect } from '../syntax/dialect.ts';
import type { ArithmeticCommand, Command, Condition, ConditionalCommand, Word } from '../syntax/tree.ts';
import type { EventOf } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import { nodesOf } from './script-nodes.ts';

export interface QuietTest {
  readonly node: ConditionalCommand | ArithmeticCommand;
  readonly position: Position;
  /** A `!` stands before it. */
  readonly negated: boolean;
}

type Construct = EventOf<'branch.taken'>['construct'];

export class QuietTests {
  readonly #dialect: Dialect;
  readonly #source: (file: string) => string | undefined;
  readonly #files = new Map<string, ReadonlyMap<string, QuietTest>>();

  constructor(dialect: Dialect, source: (file: string) => string | undefined) {
    this.#dialect = dialect;
    this.#source = source;
  }

  /** The test that alone made a decision; undefined when a command made it. */
  at({ construct, position }: EventOf<'branch.taken'>): QuietTest | undefined {
    return this.#of(position.file)?.get(key(construct, position.offset));
  }

  /** Whether an assignment is made by such a test: `(( n++ ))`, and BASH_REMATCH. */
  assigns({ file, offset }: Position): boolean {
    const tests = this.#of(file);
    if (tests) for (const { node } of tests.values()) if (node.start === offset) return true;
    return false;
  }

  /** Undefined when the file has none. */
  #of(file: string): ReadonlyMap<string, QuietTest> | undefined {
    if (this.#dialect === 'dash') return undefined;
    let tests = this.#files.get(file);
    if (!tests) {
      tests = testsOf(file, this.#source(file), this.#dialect);
      this.#files.set(file, tests);
    }
    return tests.size === 0 ? undefined : tests;
  }
}

const key = (construct: Construct, offset: number): string => `${construct}${offset}`;

/** Whether a decision says that the test itself held. */
export const held = ({ construct, taken }: EventOf<'branch.taken'>, { negated }: QuietTest): boolean =>
  (construct === '||' || construct === 'until' ? !taken : taken) !== negated;

/** Words in which a test has values. */
export function wordsOf(test: ConditionalCommand | ArithmeticCommand): readonly Word[] {
  return test.kind === 'conditional' ? wordsOfCondition(test.expression) : [test.expression];
}

function wordsOfCondition(condition: Condition): readonly Word[] {
  switch (condition.kind) {
    case 'not':
    case 'group':
      return wordsOfCondition(condition.operand);
    case 'and':
    case 'or':
      return [...wordsOfCondition(condition.left), ...wordsOfCondition(condition.right)];
    case 'unary':
      return [condition.operand];
    case 'binary':
      return [condition.left, condition.right];
  }
}

function testsOf(file: string, text: string | undefined, dialect: Dialect): ReadonlyMap<string, QuietTest> {
  const tests = new Map<string, QuietTest>();
  if (text === undefined || !/\[\[|\(\(/.test(text)) return tests;
  const add = (construct: Construct, offset: number, command: Command, negated = false): void => {
    switch (command.kind) {
      case 'sequence': {
        const last = command.items.at(-1);
        if (last) add(construct, offset, last, negated);
        return;
      }
      case 'not':
        if (command.command) add(construct, offset, command.command, !negated);
        return;
      case 'conditional':
      case 'arithmetic-command':
        tests.set(key(construct, offset), { node: command, negated, position: placeIn(file, text, command) });
        return;
      default:
        return;
    }
  };
  for (const nodes of nodesOf(text, dialect).values())
    for (const node of nodes) {
      if (node.kind === 'if')
        for (const [index, { condition }] of node.branches.entries())
          add(index === 0 ? 'if' : 'elif', condition.start, condition);
      else if (node.kind === 'while') add(node.until ? 'until' : 'while', node.start, node.condition);
      else if (node.kind === 'and-or')
        for (const [index, { operator, command }] of node.rest.entries())
          add(operator, command.start, index === 0 ? node.first : node.rest[index - 1]!.command);
    }
  return tests;
}

function placeIn(file: string, text: string, { start, end }: Command): Position {
  const before = text.slice(0, start).split('\n');
  return { file, line: before.length, column: before.at(-1)!.length + 1, offset: start, end };
}
