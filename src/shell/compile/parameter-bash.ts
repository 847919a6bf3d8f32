/** Parameter expansion of bash beyond POSIX: arrays, lists, indirection, and the operators that dash does not have. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import type { Parameter, Word } from '../../syntax/tree.ts';
import { setElement } from '../bash/assign.ts';
import { isArray } from '../bash/declaration.ts';
import { lengthOf } from '../bash/letters.ts';
import { allKeys, allValues, elementOf, evaluated, follow, found, isName, parseReference, type Reference } from '../bash/reference.ts';
import { pairs, pairsText, recreation, TRANSFORMATIONS, transformed } from '../bash/transform.ts';
import { attributeLetters } from '../bash/declaration.ts';
import { eager } from '../flow.ts';
import type { Interpreter } from '../interpreter.ts';
import { expandQuoted } from '../run-text.ts';
import { NO_EVENT, type Variable } from '../variables.ts';
import type { Piece } from '../words/split.ts';
import type { AddPieces, Compiler, Fragments, PieceContext, Text } from './compiler.ts';
import { literalQuotes } from './bash-assignment.ts';
import { badSubstitution, lookup, type Trimmer, trimmer, usePositional } from './parameter.ts';
import type { ExtendedParameter } from './parameter-extended.ts';
import { caseChanged, type Replacement, replacementOf, slicedList, slicedText, substituted } from './parameter-operators.ts';

/** What the operator is applied to. */
interface Scalar {
  readonly kind: 'scalar';
  /** As complaints name it. */
  readonly shown: string;
  readonly value: string | undefined;
  readonly reference: Reference | undefined;
}

interface List {
  readonly kind: 'list';
  readonly shown: string;
  readonly values: readonly string[];
  /** `*` rather than `@`. */
  readonly star: boolean;
  /** Of an array; absent: the positional parameters. */
  readonly variable?: Variable | undefined;
  readonly name: string;
}

type Subject = Scalar | List;
/** Text, fields, or the word behind the operator in place of the value. */
type Outcome =
  | string
  | {
      readonly values: readonly string[];
      readonly star: boolean;
      /** What joins the values where nothing splits, whatever the context. */
      readonly joined?: string;
    }
  | typeof WORD;
const WORD = Symbol('word');

const OPERATORS: ReadonlySet<string> = new Set(['/', '//', '/#', '/%', ':', '^', '^^', ',', ',,', '~', '~~', '@', 'names', 'keys', 'length']);

/** The expansion where bash has more than POSIX; undefined where it is the same. */
export function bashParameter(c: Compiler, node: Parameter, context: PieceContext | undefined): ExtendedParameter | undefined {
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

const PATTERN_WORD: ReadonlySet<string> = new Set(['/', '//', '/#', '/%', ':', '^', '^^', ',', ',,', '~', '~~', '%', '%%', '#', '##']);

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
  const word = node.word && !PATTERN_WORD.has(node.operator) ? c.pieces(node.word, { split: context.split, word: true }) : undefined;
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
        out.push({ text, quoted, split: !quoted });
      });
    else out.push({ text: result.values.join(result.star ? sh.separator : ' '), quoted, split: context.split && !quoted });
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

type Apply = (sh: Interpreter, subject: Subject) => MaybeTask<Outcome>;

function* applyLater(sh: Interpreter, waiting: Task<Subject>, apply: Apply): Task<Outcome> {
  const result = apply(sh, yield* waiting);
  return isTask(result) ? yield* result : result;
}

// ── what is expanded ─────────────────────────────────────────────────────

const rawText = (word: Word): string | undefined => {
  const [only] = word.parts;
  return word.parts.length === 1 && only!.kind === 'literal' && !only!.quoted ? only!.value : undefined;
};

function compileSubject(c: Compiler, node: Parameter): (sh: Interpreter) => MaybeTask<Subject> {
  const direct = compileDirect(c, node);
  if (!node.indirect) return direct;
  const written = node.index ? `${node.name}[${c.source.excerpt(node.index)}]` : node.name;
  return (sh) => {
    const reference = !node.index ? sh.variables.find(node.name)?.extension : undefined;
    if (reference?.reference) return nameOfTarget(sh, node.name, reference.target);
    const via = direct(sh);
    if (isTask(via)) return indirectLater(sh, via, written);
    return behind(sh, via, written);
  };
}

/** `${!ref}` of a reference is the name that it leads to. */
const nameOfTarget = (sh: Interpreter, name: string, target: string | undefined): Subject => {
  if (target === undefined) sh.failExpansion(`${name}: invalid indirect expansion`);
  return { kind: 'scalar', shown: name, value: target, reference: undefined };
};

function* indirectLater(sh: Interpreter, waiting: Task<Subject>, written: string): Task<Subject> {
  const subject = behind(sh, yield* waiting, written);
  return isTask(subject) ? yield* subject : subject;
}

/** What the value of `via` names. */
function behind(sh: Interpreter, via: Subject, written: string): MaybeTask<Subject> {
  const name = via.kind === 'list' ? via.values.join(via.star ? sh.separator : ' ') : via.value;
  if (name === undefined || (via.kind === 'list' && via.values.length === 0)) {
    const exists = via.kind === 'list' ? !isName(via.name) || via.variable : !via.reference || found(sh, via.reference.name).variable;
    if (exists) return { kind: 'scalar', shown: written, value: undefined, reference: undefined };
    sh.failExpansion(`${written}: invalid indirect expansion`);
  }
  if (name === '@' || name === '*') return positional(sh, name === '*');
  if (/^(?:[0-9]+|[?$!#-])$/.test(name)) return { kind: 'scalar', shown: name, value: sh.special(name), reference: undefined };
  const substitutes = /\[.*(\$\(|`)/s.test(name) ? expandQuoted(sh, name.slice(name.indexOf('[') + 1, -1)) : undefined;
  if (isTask(substitutes)) return behindLater(sh, name, substitutes);
  const reference = parseReference(sh, name);
  if (!reference) sh.failExpansion(`${name}: invalid variable name`);
  return referred(sh, reference.name, reference.subscript, name);
}

/** The subscript holds a command substitution. */
function* behindLater(sh: Interpreter, name: string, waiting: Task<string>): Task<Subject> {
  const base = name.slice(0, name.indexOf('['));
  return referred(sh, base, yield* waiting, name);
}

function positional(sh: Interpreter, star: boolean): List {
  usePositional(sh);
  return { kind: 'list', shown: star ? '*' : '@', name: star ? '*' : '@', values: sh.positional_.values, star };
}

function referred(sh: Interpreter, name: string, subscript: string | undefined, shown: string): Subject {
  const variable = sh.variables.find(name);
  const reference = variable?.extension?.reference ? follow(sh, name) : undefined;
  const at = reference?.name ?? name;
  const target = reference ? sh.variables.find(at) : variable;
  if (target && sh.trace.full && target.event !== NO_EVENT) sh.used.push(target.event);
  const index = subscript ?? (reference && reference.name !== name ? reference.subscript : undefined);
  if (index === undefined) return { kind: 'scalar', shown, value: sh.get(name), reference: { name } };
  if (subscript !== undefined && reference?.subscript !== undefined)
    return { kind: 'list', shown, name: at, values: [], star: index === '*', variable: target };
  if (index === '@' || index === '*')
    return { kind: 'list', shown, name: at, values: allValues(sh, target) ?? [], star: index === '*', variable: target };
  return { kind: 'scalar', shown, value: elementOf(sh, at, target, index), reference: { name: at, subscript: index } };
}

function compileDirect(c: Compiler, node: Parameter): (sh: Interpreter) => MaybeTask<Subject> {
  const { name, index } = node;
  if (name === '@' || name === '*') return (sh) => positional(sh, name === '*');
  if (!index) {
    const get = lookup(name);
    const reference = isName(name) ? { name } : undefined;
    return (sh) => ({ kind: 'scalar', shown: name, value: get(sh), reference });
  }
  const raw = rawText(index);
  if (raw === '@' || raw === '*') return (sh) => referred(sh, name, raw, `${name}[${raw}]`);
  if (index.parts.length === 0) {
    const bad = badSubstitution(c.source.excerpt(node));
    return (sh) => bad(sh);
  }
  const literal = literalQuotes(c, index);
  const subscript = c.text(index);
  const shown = `${name}[${c.source.excerpt(index)}]`;
  const element = (sh: Interpreter, at: string): Subject => {
    const subject = referred(sh, name, '0', shown);
    if (subject.kind === 'list') return subject;
    const { name: target, variable } = found(sh, name);
    // What looks like a whole array is a key when it comes out of an expansion.
    return { kind: 'scalar', shown, value: elementOf(sh, target, variable, at), reference: { name: target, subscript: at } };
  };
  const simple = (sh: Interpreter, given: string): Subject => {
    const variable = sh.variables.find(name);
    const at = literal !== undefined && variable?.extension?.array?.kind !== 'associative' ? literal : given;
    if (variable?.extension?.reference) return element(sh, at);
    if (variable && sh.trace.full && variable.event !== NO_EVENT) sh.used.push(variable.event);
    return { kind: 'scalar', shown, value: elementOf(sh, name, variable, at), reference: { name, subscript: at } };
  };
  return (sh) => {
    const at = subscript(sh);
    return isTask(at) ? elementLater(sh, at, simple) : simple(sh, at);
  };
}

function* elementLater(sh: Interpreter, at: Task<string>, element: (sh: Interpreter, at: string) => Subject): Task<Subject> {
  return element(sh, yield* at);
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
  variable.value !== undefined || (isArray(variable) && !variable.extension!.bare) || sh.get(name) !== undefined;

const keys =
  (name: string, star: boolean): OutcomeExec =>
  (sh) => ({ values: allKeys(sh, found(sh, name).variable), star, ...(star ? { joined: ' ' } : {}) });

// ── operators ────────────────────────────────────────────────────────────

function compileOperator(c: Compiler, node: Parameter): Apply {
  const { operator } = node;
  switch (operator) {
    case '':
      return (sh, subject) => (subject.kind === 'list' ? subject : (subject.value ?? unset(sh, subject)));
    case 'length':
      return lengths(node);
    case '%':
    case '%%':
    case '#':
    case '##': {
      const trim = trimmer(c, operator, node.word!);
      return (sh, subject) => each(sh, subject, trim);
    }
    case '/':
    case '//':
    case '/#':
    case '/%':
      return substitution(c, node, operator);
    case ':':
      return slice(c, node);
    case '^':
    case '^^':
    case ',':
    case ',,':
    case '~':
    case '~~': {
      const pattern: Fragments | undefined = node.word!.parts.length > 0 ? c.fragments(node.word!) : undefined;
      return (sh, subject) => eager(inCase(sh, subject, operator, pattern));
    }
    case '@':
      return transformation(c, node);
    default:
      return chosen(c, node);
  }
}

function unset(sh: Interpreter, { shown }: Subject): string {
  if (sh.options.nounset) sh.failExpansion(`${/^\d/.test(shown) ? '$' : ''}${shown}: unbound variable`, true);
  return '';
}

/** Applies to one value, or to every value of a list. */
function each(sh: Interpreter, subject: Subject, apply: Trimmer): MaybeTask<Outcome> {
  if (subject.kind === 'scalar') return apply(sh, subject.value ?? unset(sh, subject));
  return eager(eachOf(sh, subject, apply));
}

function* eachOf(sh: Interpreter, { values, star }: List, apply: Trimmer): Task<Outcome> {
  const results: string[] = [];
  for (const value of values) {
    const result = apply(sh, value);
    results.push(isTask(result) ? yield* result : result);
  }
  return { values: results, star };
}

function lengths(node: Parameter): Apply {
  return (sh, subject) => {
    if (subject.kind === 'list') {
      if (sh.options.nounset && subject.variable === undefined && isName(subject.name))
        sh.failExpansion(`${subject.name}: unbound variable`, true);
      return String(subject.values.length);
    }
    const value = subject.value ?? unset(sh, node.index ? { ...subject, shown: node.name } : subject);
    return String(lengthOf(sh, value));
  };
}

function substitution(c: Compiler, node: Parameter, operator: '/' | '//' | '/#' | '/%'): Apply {
  const fragments = c.fragments(node.word!);
  const replacement = node.second ? c.pieces(node.second, { split: false, word: false }) : undefined;
  return (sh, subject) => eager(run(sh, subject));

  function* run(sh: Interpreter, subject: Subject): Task<Outcome> {
    const expanded = fragments(sh);
    const parts = isTask(expanded) ? yield* expanded : (expanded as readonly { text: string; quoted: boolean }[]);
    const pieces: Piece[] = [];
    const waiting = replacement?.(sh, pieces);
    if (waiting) yield* waiting;
    const by: Replacement = replacementOf(sh, pieces);
    const apply = (value: string): string => substituted(sh, value, operator, parts, by);
    if (subject.kind === 'list') return { values: subject.values.map(apply), star: subject.star };
    return apply(subject.value ?? unset(sh, subject));
  }
}

function slice(c: Compiler, node: Parameter): Apply {
  const offset = c.text(node.word!);
  const length = node.second ? c.text(node.second) : undefined;
  const bad = node.word!.parts.length === 0 ? badSubstitution(c.source.excerpt(node)) : undefined;
  return (sh, subject) => (bad && !length ? bad(sh) : eager(run(sh, subject)));

  function* run(sh: Interpreter, subject: Subject): Task<Outcome> {
    const value = subject.kind === 'scalar' ? (subject.value ?? unset(sh, subject)) : '';
    const from = offset(sh);
    const start = Number(evaluated(sh, isTask(from) ? yield* from : from));
    const wanted = length?.(sh);
    const count = wanted === undefined ? undefined : Number(evaluated(sh, isTask(wanted) ? yield* wanted : wanted));
    if (subject.kind === 'scalar') return subject.value === undefined ? '' : slicedText(sh, value, start, count);
    const { star, name } = subject;
    if (name === '@' || name === '*') {
      const all = start === 0 ? [sh.name, ...subject.values] : subject.values;
      const first = start === 0 ? 0 : 1;
      // Counted from the end, $0 counts too.
      if (start < 0 && -start === subject.values.length + 1)
        return { values: slicedList(sh, [sh.name, ...subject.values], [...subject.values.keys(), subject.values.length], 0, count), star };
      return { values: slicedList(sh, all, all.map((_, index) => index + first), start, count), star };
    }
    const associative = subject.variable?.extension?.array?.kind === 'associative';
    const indices = associative
      ? subject.values.map((_, index) => index)
      : allKeys(sh, subject.variable).map(Number);
    return { values: slicedList(sh, subject.values, indices, associative && start > 0 ? start - 1 : start, count), star };
  }
}

function* inCase(sh: Interpreter, subject: Subject, operator: string, pattern: Fragments | undefined): Task<Outcome> {
  const expanded = pattern?.(sh);
  const parts = isTask(expanded) ? yield* expanded : (expanded as readonly { text: string; quoted: boolean }[] | undefined);
  if (subject.kind === 'list') return { values: subject.values.map((value) => caseChanged(sh, value, operator, parts)), star: subject.star };
  return caseChanged(sh, subject.value ?? unset(sh, subject), operator, parts);
}

function transformation(c: Compiler, node: Parameter): Apply {
  const letter = node.letter ?? '';
  const bad = badSubstitution(c.source.excerpt(node));
  if (!TRANSFORMATIONS.includes(letter) || letter === '') return (sh) => bad(sh);
  return (sh, subject) => {
    if (subject.kind === 'list') return listTransformed(sh, letter, subject);
    const { reference } = subject;
    const { name, variable } = reference ? found(sh, reference.name) : { name: subject.shown, variable: undefined };
    if (letter === 'a') {
      if (subject.value === undefined && sh.options.nounset) unset(sh, subject);
      return variable ? attributeLetters(variable) : '';
    }
    if (letter === 'A') {
      if (subject.value === undefined && sh.options.nounset) unset(sh, subject);
      return recreation(sh, name, variable, subject.value, false);
    }
    if (subject.value === undefined) return unset(sh, subject);
    return transformed(sh, letter, subject.value);
  };
}

function listTransformed(sh: Interpreter, letter: string, subject: List): MaybeTask<Outcome> {
  const { name, variable, values, star } = subject;
  if (letter === 'A') {
    if (!isName(name)) return values.length === 0 ? '' : `set -- ${values.map((value) => transformed(sh, 'Q', value) as string).join(' ')}`;
    return recreation(sh, name, variable, values[0], true);
  }
  if (letter === 'a') return { values: values.map(() => (variable ? attributeLetters(variable) : '')), star };
  if (letter === 'K' && variable && isArray(variable)) return { values: values.length === 0 ? [] : [pairsText(sh, variable)], star };
  if (letter === 'k' && variable && isArray(variable)) return { values: pairs(sh, variable), star };
  return eachOf2(sh, subject, letter);
}

const eachOf2 = (sh: Interpreter, subject: List, letter: string): MaybeTask<Outcome> =>
  eager(eachOf(sh, subject, (_, value) => transformed(sh, letter, value)));

/** `:-`, `=`, `:?`, `+` and their kin. */
function chosen(c: Compiler, node: Parameter): Apply {
  const { operator } = node;
  const word = c.text(node.word!);
  const null_ = operator[0] === ':';
  const kind = operator.at(-1)!;
  return (sh, subject) => {
    const whole = subject.kind === 'list' ? (subject.values.length === 0 ? undefined : subject.values.join(subject.star && node.quoted ? sh.separator : ' ')) : subject.value;
    // Differs: a list behind a reference is not looked at, only whether it is there.
    const serves = null_ && !(node.indirect && subject.kind === 'list') ? whole !== undefined && whole !== '' : whole !== undefined;
    if (kind === '+') return serves ? WORD : '';
    if (serves) return subject.kind === 'list' ? subject : subject.value!;
    if (kind === '-') return WORD;
    const text = word(sh);
    return isTask(text) ? textThen(sh, subject, kind, null_, text) : settle(sh, subject, kind, null_, text);
  };
}

function* textThen(sh: Interpreter, subject: Subject, kind: string, null_: boolean, waiting: Task<string>): Task<Outcome> {
  return settle(sh, subject, kind, null_, yield* waiting);
}

function settle(sh: Interpreter, subject: Subject, kind: string, null_: boolean, text: string): Outcome {
  if (kind === '?') {
    const nothing = null_ ? 'parameter null or not set' : 'parameter not set';
    sh.failExpansion(`${subject.shown}: ${text === '' ? nothing : text}`, true);
  }
  if (subject.kind === 'list') {
    if (subject.variable === undefined && !isName(subject.name)) sh.failExpansion(`$${subject.name}: cannot assign in this way`);
    sh.failExpansion(`${subject.shown}: bad array subscript`);
  }
  const { reference } = subject;
  if (!reference) sh.failExpansion(`$${subject.shown}: cannot assign in this way`);
  const origin = { position: sh.position, sources: sh.trace.full ? [...sh.used] : [] };
  if (reference.subscript === undefined) sh.setVariable(reference.name, text, origin.position, origin.sources);
  else setElement(sh, reference.name, reference.subscript, text, false, origin);
  return sh.referred(subject.shown) ?? text;
}

