/** The lines that bash names inside a command substitution: it runs what it has read as it would print it, beginning at the line of the command around it. */
import type { Dialect } from '../../syntax/dialect.ts';
import { Script } from '../../syntax/parse.ts';
import { printCommand } from '../../syntax/print-tree.ts';
import { SyntaxProblem } from '../../syntax/syntax-problem.ts';
import type { Command, CommandSubstitution, Sequence, Span } from '../../syntax/tree.ts';

/** The body with its lines as they count from `base`. */
export function countedFrom(
  node: CommandSubstitution,
  base: number,
  dialect: Dialect,
  excerpt: (span: Span) => string,
): Sequence {
  const { body } = node;
  const written = excerpt(node);
  if (node.backquoted || node.raw) {
    const by = base - body.line;
    return by === 0 ? body : moved(body, (each) => linesOf(each, by));
  }
  const printed = printCommand(body, excerpt, true);
  if (!printed.includes('\n') && !written.includes('\n') && body.line === base) return body;
  return asPrinted(body, printed, base, dialect) ?? moved(body, () => ({ own: base, around: base }));
}

type Node = Command | Sequence;

/** The line of a node, and of the construct around it. */
interface Lines {
  readonly own: number;
  readonly around: number | undefined;
}

const linesOf = (node: Node, by = 0): Lines => ({
  own: (node.told ?? node.line) + by,
  around: node.enclosing?.line === undefined ? undefined : node.enclosing.line + by,
});

/** Lines of the same commands in the text as printed; undefined where it does not have the same shape. */
function asPrinted(body: Sequence, printed: string, base: number, dialect: Dialect): Sequence | undefined {
  const script = new Script(printed, { dialect, extendedPatterns: true }, base);
  const lines: Lines[] = [];
  for (let index = 0; ; index++) {
    const next = script.command(index);
    if (next instanceof SyntaxProblem) return undefined;
    if (!next) break;
    for (const item of next.items) visit(item, (each) => lines.push(linesOf(each)));
  }
  let count = 0;
  for (const item of body.items) visit(item, () => count++);
  if (count !== lines.length) return undefined;
  let at = 0;
  return { ...body, items: body.items.map((item) => moved(item, () => lines[at++]!)) };
}

const CHILDREN = [
  'items',
  'commands',
  'branches',
  'condition',
  'body',
  'otherwise',
  'command',
  'first',
  'rest',
] as const;

/** The nodes that run, in the order in which they stand. */
function visit(node: Node, see: (node: Node) => void, body = false): void {
  if (counts(node, body)) see(node);
  for (const key of CHILDREN) {
    const child = (node as unknown as Readonly<Record<string, unknown>>)[key];
    if (Array.isArray(child)) for (const each of child) visit(each as Node, see);
    else if (isObject(child)) visit(child as unknown as Node, see, isBody(node, key));
  }
}

/** The braces around a function are printed also where none are written. */
const isBody = (node: Node, key: string): boolean => 'kind' in node && node.kind === 'function' && key === 'body';

const counts = (node: Node, body: boolean): boolean =>
  'kind' in node && node.kind !== 'sequence' && !(body && node.kind === 'group');

/** A copy whose nodes name other lines. */
function moved<T extends Node>(node: T, line: (node: Node) => Lines, body = false): T {
  const copy: Record<string, unknown> = { ...node };
  if (counts(node, body)) {
    const { own, around } = line(node);
    copy.told = own;
    if (node.enclosing) copy.enclosing = { line: around };
  }
  for (const key of CHILDREN) {
    const child = copy[key];
    if (Array.isArray(child)) copy[key] = child.map((each: Node) => moved(each, line));
    else if (isObject(child)) copy[key] = moved(child as unknown as Node, line, isBody(node, key));
  }
  return copy as unknown as T;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
