/** Parameter expansion of bash beyond POSIX: arrays, lists, indirection, and the operators that dash does not have. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import type { Parameter } from '../../syntax/tree.ts';
import { isArray } from '../bash/declaration.ts';
import { allKeys, found } from '../bash/reference.ts';
import { eager } from '../flow.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Variable } from '../variables.ts';
import type { Piece } from '../words/split.ts';
import type { AddPieces, Compiler, PieceContext, Text } from './compiler.ts';
import { compileOperator } from './operators.ts';
import { type Apply, type Outcome, WORD } from './outcome.ts';
import type { ExtendedParameter } from './parameter-extended.ts';
import { compileSubject, type Subject } from './subject.ts';

const OPERATORS: ReadonlySet<string> = new Set([
  '/',
  '//',
  '/#',
  '/%',
  ':',
  '^',
  '^^',
  ',',
  ',,',
  '~',
  '~~',
  '@',
  'names',
  'keys',
  'length',
]);

/** The expansion where bash has more than POSIX; undefined where it is the same. */
export function bashParameter(
  c: Compiler,
  node: Parameter,
  context: PieceContext | undefined,
): ExtendedParameter | undefined {
  const list = node.name === '@' || node.name === '*';
  if (node.operator === 'bad') return undefined;
  if (!OPERATORS.has(node.operator) && !node.indirect && !node.index && !list) return undefined;
  const outcome = compileOutcome(c, node);
  const word = node.word && !PATTERN_WORD.has(node.operator) ? c.text(node.word) : undefined;
  const text: Text = (sh) => {
    const result = outcome(sh, undefined);
    return isTask(result) ? textLater(sh, result, word) : textOf(sh, result, word);
  };
  if (!context) return { text };
  return { text, pieces: compilePieces(c, node, outcome, context) };
}

const PATTERN_WORD: ReadonlySet<string> = new Set([
  '/',
  '//',
  '/#',
  '/%',
  ':',
  '^',
  '^^',
  ',',
  ',,',
  '~',
  '~~',
  '%',
  '%%',
  '#',
  '##',
]);

function textOf(sh: Interpreter, outcome: Outcome, word: Text | undefined): MaybeTask<string> {
  if (typeof outcome === 'string') return outcome;
  if (outcome === WORD) return word!(sh);
  return outcome.values.join(outcome.star ? sh.separator : ' ');
}

function* textLater(sh: Interpreter, waiting: Task<Outcome>, word: Text | undefined): Task<string> {
  const text = textOf(sh, yield* waiting, word);
  return isTask(text) ? yield* text : text;
}

function compilePieces(c: Compiler, node: Parameter, outcome: OutcomeExec, context: PieceContext): AddPieces {
  const { quoted } = node;
  const word =
    node.word && !PATTERN_WORD.has(node.operator)
      ? c.pieces(node.word, { split: context.split, word: true })
      : undefined;
  const add = (sh: Interpreter, out: Piece[], result: Outcome): Task | undefined => {
    if (typeof result === 'string') out.push({ text: result, quoted, split: context.split && !quoted });
    else if (result === WORD) {
      if (quoted) out.push({ text: '', quoted, split: false });
      return word!(sh, out);
    } else if (result.joined !== undefined && !quoted && sh.variables.get('IFS') === '') {
      out.push({ text: result.values.join(result.joined), quoted, split: false });
    } else if (context.split && (!result.star || !quoted))
      result.values.forEach((text, index) => {
        if (index > 0) out.push({ break: true });
        out.push({ text, quoted, split: !quoted, ...(quoted ? undefined : { parameter: true }) });
      });
    else
      out.push({ text: result.values.join(result.star ? sh.separator : ' '), quoted, split: context.split && !quoted });
    return undefined;
  };
  return (sh, out) => {
    const result = outcome(sh, word);
    return isTask(result) ? later(sh, out, result) : add(sh, out, result);
  };

  function* later(sh: Interpreter, out: Piece[], waiting: Task<Outcome>): Task {
    const more = add(sh, out, yield* waiting);
    if (more) yield* more;
  }
}

type OutcomeExec = (sh: Interpreter, pieces: AddPieces | undefined) => MaybeTask<Outcome>;

function compileOutcome(c: Compiler, node: Parameter): OutcomeExec {
  if (node.operator === 'names') return prefixed(node.name, node.letter === '*');
  if (node.operator === 'keys') return keys(node.name, node.letter === '*');
  const subject = compileSubject(c, node);
  const apply = compileOperator(c, node);
  return (sh) => {
    const what = subject(sh);
    return isTask(what) ? eager(applyLater(sh, what, apply)) : apply(sh, what);
  };
}

function* applyLater(sh: Interpreter, waiting: Task<Subject>, apply: Apply): Task<Outcome> {
  const result = apply(sh, yield* waiting);
  return isTask(result) ? yield* result : result;
}

// ── names and keys ───────────────────────────────────────────────────────

const prefixed =
  (prefix: string, star: boolean): OutcomeExec =>
  (sh) => ({
    values: [...sh.variables.entries()]
      .filter(([name, variable]) => name.startsWith(prefix) && isSet(sh, name, variable))
      .map(([name]) => name)
      .sort(),
    star,
    ...(star ? { joined: '' } : {}),
  });

const isSet = (sh: Interpreter, name: string, variable: Variable): boolean =>
  variable.value !== undefined ||
  variable.extension?.target !== undefined ||
  (isArray(variable) && !variable.extension!.bare) ||
  sh.get(name) !== undefined;

const keys =
  (name: string, star: boolean): OutcomeExec =>
  (sh) => ({ values: allKeys(sh, found(sh, name).variable), star, ...(star ? { joined: ' ' } : {}) });
