/** Assignments in bash: to arrays and their elements, through references, with attributes that change the value. */
import type { Position } from '../../trace/position.ts';
import { type Sources, variableAssigned } from '../events.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Variable } from '../variables.ts';
import { ArithmeticError } from '../words/arithmetic.ts';
import { add } from '../words/integers.ts';
import { AssociativeArray } from './associative-array.ts';
import { Extension } from './extension.ts';
import { IndexedArray } from './indexed-array.ts';
import { inLetters } from './letters.ts';
import { arithmeticSubscript, evaluated, follow, found, indexOf, parseReference } from './reference.ts';

/** One of the elements in `name=( … )`. */
export interface Element {
  /** Expanded; absent: the next one. */
  readonly subscript?: string;
  readonly append: boolean;
  readonly value: string;
  /** As written, for complaints. */
  readonly written?: string;
}

export interface Origin {
  readonly position: Position | undefined;
  readonly sources: Sources;
}

/** The extension of a variable that may be changed, made if need be. */
export function extend(variable: Variable): Extension {
  variable.extension ??= new Extension();
  return variable.extension;
}

/** The value as the variable's attributes make it. */
function converted(
  sh: Interpreter,
  extension: Extension | undefined,
  value: string,
  append: boolean,
  before: string,
): string {
  if (extension?.integer) {
    const number = evaluated(sh, value);
    return String(append ? add(evaluated(sh, before), number) : number);
  }
  const text = append ? before + value : value;
  return extension?.letters ? inLetters(sh, text, extension.letters) : text;
}

/** `name=value` or `name+=value` for a variable that has an extension. Gives the variable that has the value now. */
export function assignExtended(
  sh: Interpreter,
  name: string,
  value: string,
  append: boolean,
  origin: Origin,
): Variable {
  const variable = sh.variables.find(name)!;
  const extension = variable.extension!;
  if (extension.reference) return assignThrough(sh, name, value, append, origin);
  if (extension.array) return setElement(sh, name, '0', value, append, origin);
  if (variable.readonly) sh.failExpansion(`${name}: readonly variable`);
  const { dynamic } = extension;
  if (dynamic) {
    const text = converted(sh, extension, value, append, append ? (dynamic.get(sh) ?? '') : '');
    dynamic.set?.(sh, text);
    return variable;
  }
  const text = converted(sh, extension, value, append, variable.value ?? '');
  const own = sh.variables.own(name);
  own.value = text;
  if (name === 'OPTIND') sh.getopts = { index: Math.max(1, Number(text) || 1), offset: -1 };
  else if (name === 'PATH') sh.hashed.clear();
  if (sh.options.allexport) own.exported = true;
  if (sh.trace.full) own.event = variableAssigned(sh, name, text, origin.position, origin.sources);
  return own;
}

/** A reference that leads nowhere yet is told where to; else its target gets the value. */
function assignThrough(sh: Interpreter, name: string, value: string, append: boolean, origin: Origin): Variable {
  const extension = sh.variables.find(name)!.extension!;
  if (extension.target === undefined) {
    setTarget(sh, name, value);
    return sh.variables.find(name)!;
  }
  const reference = follow(sh, name);
  if (!reference) sh.abandon();
  if (reference.subscript !== undefined)
    return setElement(sh, reference.name, reference.subscript, value, append, origin);
  if (reference.name === name) return sh.variables.find(name)!;
  const target = sh.variables.find(reference.name);
  if (target?.extension?.reference && target.extension.target === undefined) {
    setTarget(sh, reference.name, value);
    return sh.variables.find(reference.name)!;
  }
  const text = append && !target?.extension ? (target?.value ?? '') + value : value;
  if (target?.extension) return assignExtended(sh, reference.name, value, append, origin);
  return sh.setVariable(reference.name, text, origin.position, origin.sources);
}

const REFERENCE = /^[A-Za-z_][A-Za-z0-9_]*(\[[\s\S]+\])?$/;

/** Makes a reference lead to `target`. */
export function setTarget(sh: Interpreter, name: string, target: string, complaining = ''): void {
  const variable = sh.variables.find(name);
  if (variable?.readonly) sh.failExpansion(`${complaining}${name}: readonly variable`);
  if (!REFERENCE.test(target))
    sh.failExpansion(
      `${complaining}\`${target}': ${complaining === '' ? 'not a valid identifier' : 'invalid variable name for name reference'}`,
    );
  if (target.replace(/\[.*/s, '') === name && sh.frames.length === 0)
    sh.failExpansion(`${complaining}${name}: nameref variable self references not allowed`);
  const own = sh.variables.own(name);
  extend(own).target = target;
  own.value = undefined;
}

/** `name[subscript]=value`. */
export function setElement(
  sh: Interpreter,
  name: string,
  subscript: string,
  value: string,
  append: boolean,
  origin: Origin,
  written = `${name}[${subscript}]`,
): Variable {
  const reference = sh.variables.find(name)?.extension?.reference ? follow(sh, name) : undefined;
  if (reference && reference.subscript !== undefined)
    sh.failExpansion(`\`${reference.name}[${reference.subscript}]': not a valid identifier`);
  if (reference && reference.name !== name) return setElement(sh, reference.name, subscript, value, append, origin);
  const found = sh.variables.find(name);
  if (found?.readonly) sh.failExpansion(`${name}: readonly variable`);
  if (found?.extension?.dynamic) return found;
  const array = found?.extension?.array;
  if (array?.kind === 'associative') {
    if (subscript === '') sh.failExpansion(`${written}: bad array subscript`);
    const text = converted(sh, found!.extension, value, append, append ? (array.get(subscript) ?? '') : '');
    const own = sh.variables.own(name);
    const extension = extend(own);
    if (extension.array?.kind === 'associative') extension.array.set(subscript, text);
    extension.bare = false;
    if (subscript === '0') own.value = text;
    return told(sh, own, `${name}[${subscript}]`, text, origin);
  }
  if (subscript === '' || subscript === '@' || subscript === '*') sh.failExpansion(`${written}: bad array subscript`);
  const index = indexOf(
    sh,
    array ?? (found?.value === undefined ? undefined : new IndexedArray([found.value])),
    subscript,
  );
  if (index === undefined) sh.failExpansion(`${written}: bad array subscript`);
  const before = array ? array.get(index) : index === 0 ? found?.value : undefined;
  const text = converted(sh, found?.extension, value, append, before ?? '');
  const own = sh.variables.own(name);
  const extension = extend(own);
  if (extension.array?.kind !== 'indexed')
    extension.array = new IndexedArray(own.value === undefined ? [] : [own.value]);
  extension.array.set(index, text);
  extension.bare = false;
  if (index === 0) own.value = text;
  return told(sh, own, `${name}[${index}]`, text, origin);
}

function told(
  sh: Interpreter,
  variable: Variable,
  name: string,
  text: string,
  { position, sources }: Origin,
): Variable {
  if (sh.trace.full) variable.event = variableAssigned(sh, name, text, position, sources);
  return variable;
}

/** `name=( … )` and `name+=( … )`. */
export function assignArray(
  sh: Interpreter,
  given: string,
  elements: readonly Element[],
  append: boolean,
  origin: Origin,
): Variable {
  const reference = sh.variables.find(given)?.extension?.reference ? follow(sh, given) : undefined;
  if (reference?.subscript !== undefined)
    sh.failExpansion(`\`${reference.name}[${reference.subscript}]': not a valid identifier`);
  const name = reference?.name ?? given;
  const found = sh.variables.find(name);
  if (found?.readonly) sh.failExpansion(`${name}: readonly variable`);
  if (found?.extension?.dynamic && !found.extension.array) return found;
  const own = sh.variables.own(name);
  const extension = extend(own);
  if (extension.array?.kind === 'associative') fillAssociative(sh, name, extension, elements, append);
  else fillIndexed(sh, own, extension, elements, append);
  extension.bare = false;
  const { array } = extension;
  own.value = array?.kind === 'indexed' ? array.get(0) : array?.get('0');
  return told(sh, own, name, shownElements(elements), origin);
}

const shownElements = (elements: readonly Element[]): string =>
  `(${elements.map(({ subscript, value }) => (subscript === undefined ? value : `[${subscript}]=${value}`)).join(' ')})`;

function fillIndexed(
  sh: Interpreter,
  own: Variable,
  extension: Extension,
  elements: readonly Element[],
  append: boolean,
): void {
  const before =
    extension.array?.kind === 'indexed'
      ? extension.array
      : new IndexedArray(own.value === undefined ? [] : [own.value]);
  const array = append ? before : new IndexedArray();
  // What is evaluated on the way sees the array as it grows.
  extension.array = array;
  if (!append) own.value = undefined;
  let next = append ? add(array.last, 1) : 0;
  for (const { subscript, append: more, value, written } of elements) {
    if (subscript !== undefined) {
      if (subscript === '' || subscript === '@' || subscript === '*') {
        sh.complain(
          `${written ?? `[${subscript}]=${value}`}: ${subscript === '' ? 'bad array subscript' : 'cannot assign to non-numeric index'}`,
        );
        continue;
      }
      const index = indexOf(sh, array, subscript);
      if (index === undefined) {
        sh.complain(`${written ?? `[${subscript}]=${value}`}: bad array subscript`);
        continue;
      }
      next = index;
    }
    array.set(next, converted(sh, extension, value, more, more ? (array.get(next) ?? '') : ''));
    if (next === 0) own.value = array.get(0);
    next = add(next, 1);
  }
}

function fillAssociative(
  sh: Interpreter,
  name: string,
  extension: Extension,
  elements: readonly Element[],
  append: boolean,
): void {
  const before = extension.array as AssociativeArray;
  const array = append ? before : new AssociativeArray();
  const pairs = elements.length > 0 && elements[0]!.subscript === undefined ? paired(elements) : elements;
  for (const { subscript, append: more, value, written } of pairs) {
    if (subscript === undefined) sh.complain(`${name}: ${value}: must use subscript when assigning associative array`);
    else if (subscript === '') sh.complain(`${written ?? `[${subscript}]=${value}`}: bad array subscript`);
    // What is appended to is the old element.
    else array.set(subscript, converted(sh, extension, value, more, more ? (before.get(subscript) ?? '') : ''));
  }
  extension.array = array;
}

/** Keys and values in turn. */
function paired(elements: readonly Element[]): Element[] {
  const pairs: Element[] = [];
  for (let at = 0; at < elements.length; at += 2)
    pairs.push({ subscript: elements[at]!.value, append: false, value: elements[at + 1]?.value ?? '' });
  return pairs;
}

/** Ends an arithmetic expression, after its complaint, for a variable that is readonly. */
export function writable(sh: Interpreter, name: string): void {
  const target = sh.variables.find(name)?.extension?.reference ? found(sh, name) : undefined;
  if (!(target ? target.variable : sh.variables.find(name))?.readonly) return;
  sh.complainWithin(`${target?.name ?? name}: readonly variable`);
  throw new ArithmeticError('');
}

/** An element as arithmetic assigns it. */
export function assignForArithmetic(sh: Interpreter, name: string, subscript: string, value: string): void {
  const { variable } = found(sh, name);
  writable(sh, name);
  sh.setReference({ name, subscript: arithmeticSubscript(sh, variable, subscript) }, value);
}

/** What a builtin assigns to a name or an element that it was given. */
export function assignNamed(sh: Interpreter, text: string, value: string): void {
  const reference = parseReference(sh, text);
  if (!reference) sh.fail(`${sh.within ?? ''}: \`${text}': not a valid identifier`, 1);
  sh.setReference(reference, value, sh.trace.full ? [sh.command] : []);
}
