/** What an operator of bash is applied to: a value, or the values of a list, named directly or through another name. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import type { Parameter, Word } from '../../syntax/tree.ts';
import type { Extension } from '../bash/extension.ts';
import {
  allValues,
  elementOf,
  follow,
  found,
  isName,
  MAX_REFERENCES,
  parseReference,
  type Reference,
} from '../bash/reference.ts';
import type { Interpreter } from '../interpreter.ts';
import { NO_EVENT, type Variable } from '../variables.ts';
import { literalQuotes } from './bash-assignment.ts';
import type { Compiler } from './compiler.ts';
import { badSubstitution, lookup, usePositional } from './lookup.ts';

/** What the operator is applied to. */
export interface Scalar {
  readonly kind: 'scalar';
  /** As complaints name it. */
  readonly shown: string;
  readonly value: string | undefined;
  readonly reference: Reference | undefined;
}

export interface List {
  readonly kind: 'list';
  readonly shown: string;
  readonly values: readonly string[];
  /** `*` rather than `@`. */
  readonly star: boolean;
  /** Of an array; absent: the positional parameters. */
  readonly variable?: Variable | undefined;
  readonly name: string;
}

export type Subject = Scalar | List;

const rawText = (word: Word): string | undefined => {
  const [only] = word.parts;
  return word.parts.length === 1 && only!.kind === 'literal' && !only!.quoted ? only!.value : undefined;
};

export function compileSubject(c: Compiler, node: Parameter): (sh: Interpreter) => MaybeTask<Subject> {
  const direct = compileDirect(c, node);
  if (!node.indirect) return direct;
  const written = node.index ? `${node.name}[${c.source.excerpt(node.index)}]` : node.name;
  return (sh) => {
    const reference = !node.index ? sh.variables.find(node.name)?.extension : undefined;
    if (reference?.reference) return nameOfTarget(sh, node.name, lastTarget(sh, reference));
    const via = direct(sh);
    if (isTask(via)) return indirectLater(sh, via, written);
    return behind(sh, via, written);
  };
}

/** A chain of references is followed to its end. */
function lastTarget(sh: Interpreter, { target }: Extension): string | undefined {
  let last = target;
  for (let turn = 0; turn < MAX_REFERENCES && last !== undefined; turn++) {
    const next = sh.variables.find(last)?.extension;
    if (!next?.reference || next.target === undefined) break;
    last = next.target;
  }
  return last;
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
    const exists =
      via.kind === 'list'
        ? !isName(via.name) || via.variable
        : !via.reference || found(sh, via.reference.name).variable;
    if (exists) return { kind: 'scalar', shown: written, value: undefined, reference: undefined };
    sh.failExpansion(`${written}: invalid indirect expansion`);
  }
  if (name === '@' || name === '*') return positional(sh, name === '*');
  if (/^(?:[0-9]+|[?$!#-])$/.test(name))
    return { kind: 'scalar', shown: name, value: sh.special(name), reference: undefined };
  const substitutes = /\[.*(\$\(|`)/s.test(name) ? sh.expandQuoted(name.slice(name.indexOf('[') + 1, -1)) : undefined;
  if (isTask(substitutes)) return behindLater(sh, name, substitutes);
  const reference = parseReference(sh, name);
  if (!reference) sh.failExpansion(`${name}: invalid variable name`);
  return { ...referred(sh, reference.name, reference.subscript, name), shown: `!${written}` };
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
    return {
      kind: 'list',
      shown,
      name: at,
      values: allValues(sh, target) ?? [],
      star: index === '*',
      variable: target,
    };
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
    return {
      kind: 'scalar',
      shown,
      value: elementOf(sh, target, variable, at),
      reference: { name: target, subscript: at },
    };
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

function* elementLater(
  sh: Interpreter,
  at: Task<string>,
  element: (sh: Interpreter, at: string) => Subject,
): Task<Subject> {
  return element(sh, yield* at);
}
