/** What busybox has beyond POSIX in `${…}`: `${x/pattern/replacement}` and `${x:offset:length}`, as its ash understands them. */
import type { Task } from '../../kernel/task.ts';
import type { Parameter } from '../../syntax/tree.ts';
import { eager } from '../flow.ts';
import type { Interpreter } from '../interpreter.ts';
import { ArithmeticError, evaluate, parseArithmetic } from '../words/arithmetic.ts';
import { compilePattern, type Fragment, type Pattern } from '../words/pattern.ts';
import type { Piece } from '../words/split.ts';
import type { AddPieces, Compiler, PieceContext, Text } from './compiler.ts';
import { lookup, unset, usePositional } from './lookup.ts';
import type { ExtendedParameter } from './parameter-extended.ts';

/** What is done to the value. */
type Operation = (sh: Interpreter, value: string) => Task<string>;

/** The expansion where busybox has more than dash; undefined where it is the same. */
export function busyboxParameter(
  c: Compiler,
  node: Parameter,
  context: PieceContext | undefined,
): ExtendedParameter | undefined {
  const { name, operator, quoted } = node;
  if (operator !== ':' && operator !== '/' && operator !== '//') return undefined;
  const operation = operator === ':' ? substring(c, node) : substitution(c, node, operator === '//');
  const get = lookup(name);
  const list = name === '@' || name === '*';
  // The words of an unset parameter are passed over.
  const text: Text = (sh) => {
    const value = get(sh) ?? (list ? '' : undefined);
    return value === undefined ? unset(sh, name) : eager(operation(sh, value));
  };
  if (!context || !list || !context.split || (name === '*' && quoted)) return { text };
  return { text, pieces: listPieces(operation, quoted) };
}

/** The list as one text with NULs between its members, split again afterwards. */
function listPieces(operation: Operation, quoted: boolean): AddPieces {
  return (sh, out) => {
    usePositional(sh);
    return addList(operation(sh, sh.positional_.values.join('\0')), quoted, out);
  };
}

function* addList(waiting: Task<string>, quoted: boolean, out: Piece[]): Task {
  (yield* waiting).split('\0').forEach((text, index) => {
    if (index > 0) out.push({ break: true });
    out.push({ text, quoted, split: !quoted });
  });
}

// ── ${x:offset:length} ───────────────────────────────────────────────────

function substring(c: Compiler, node: Parameter): Operation {
  const word = c.text(node.word!);
  return function* (sh, value) {
    const expanded = word(sh);
    const text = typeof expanded === 'string' ? expanded : yield* expanded;
    const colon = text.indexOf(':');
    const offset = number(sh, colon < 0 ? text : text.slice(0, colon));
    const length = colon < 0 ? value.length : number(sh, text.slice(colon + 1));
    return slice(value, offset, length);
  };
}

function number(sh: Interpreter, text: string): number {
  const value = evaluate(parseArithmetic(text, sh.dialect), sh.arithmetic);
  if (value instanceof ArithmeticError) sh.failExpansion(value.message);
  return Math.max(-0x80000000, Math.min(0x7fffffff, Number(value)));
}

function slice(value: string, offset: number, length: number): string {
  const from = offset < 0 ? value.length + offset : offset;
  if (from < 0 || from >= value.length) return '';
  const rest = value.length - from;
  const wanted = length < 0 ? rest + length : length;
  return value.slice(from, from + (wanted < 0 || wanted > rest ? rest : wanted));
}

// ── ${x/pattern/replacement} ─────────────────────────────────────────────

function substitution(c: Compiler, node: Parameter, all: boolean): Operation {
  const pattern = c.fragments(node.word!);
  const replacement = node.second ? c.text(node.second) : undefined;
  return function* (sh, value) {
    const expanded = pattern(sh);
    const fragments = 'next' in expanded ? yield* expanded as Task<readonly Fragment[]> : expanded;
    const text = replacement?.(sh) ?? '';
    const replaced = typeof text === 'string' ? text : yield* text;
    if (fragments.every((fragment) => fragment.text === '')) return value;
    return substituted(sh, value, compilePattern(fragments, sh.dialect), replaced, all);
  };
}

function substituted(sh: Interpreter, value: string, pattern: Pattern, replacement: string, all: boolean): string {
  // The list's members are one C string each: nothing behind the first is looked at without `//`.
  const [first = ''] = value.split('\0', 1);
  if (!all) {
    const found = pattern.find(first, 0);
    return found ? first.slice(0, found.start) + replacement + first.slice(found.end) : value;
  }
  let text = '';
  let from = 0;
  for (;;) {
    const found = pattern.find(value, from);
    if (!found) return text + value.slice(from);
    // Differs: the real one finds the empty rest again and again, for ever.
    if (found.end === found.start) {
      sh.unsupported('a pattern in ${x//…} that matches nothing: busybox never ends');
      return text;
    }
    text += value.slice(from, found.start) + replacement;
    from = found.end;
  }
}
