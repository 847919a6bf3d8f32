/** What a name of bash stands for: itself, an element (`a[i]`), or whatever a reference (`declare -n`) leads to. */
import { isTask } from '../../kernel/task.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Variable } from '../variables.ts';
import { ArithmeticError, evaluate, type Integer, parseArithmetic } from '../words/arithmetic.ts';
import { plainDecimal } from '../words/integers.ts';
import type { AssociativeArray } from './associative-array.ts';
import type { IndexedArray } from './indexed-array.ts';

export interface Reference {
  readonly name: string;
  /** As written, expanded already: an expression or a key; `@` and `*` mean the whole array. */
  readonly subscript?: string;
}

const ELEMENT = /^([A-Za-z_][A-Za-z0-9_]*)\[([\s\S]+)\]$/;
/** variables.h: NAMEREF_MAX. */
export const MAX_REFERENCES = 8;

/** As a regular expression would say, at less than a tenth of its time: every call of a function with local variables asks. */
export function isName(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
    if (!letter && (at === 0 || code < 48 || code > 57)) return false;
  }
  return text !== '';
}

/** `name` or `name[subscript]` as builtins take it; undefined when it is neither. The subscript is expanded. */
export function parseReference(sh: Interpreter, text: string): Reference | undefined {
  if (isName(text)) return { name: text };
  const found = ELEMENT.exec(text);
  if (!found || !closesAtEnd(text)) return undefined;
  return { name: found[1]!, subscript: expandedSubscript(sh, found[2]!) };
}

/** The bracket that opens first closes at the very end. */
function closesAtEnd(text: string): boolean {
  let depth = 0;
  for (let at = text.indexOf('['); at < text.length; at++) {
    const c = text[at];
    if (c === '\\') at++;
    else if (c === '[') depth++;
    else if (c === ']' && --depth === 0) return at === text.length - 1;
  }
  return false;
}

/** A subscript out of a value: its parameters are expanded and its quotes removed. */
export function expandedSubscript(sh: Interpreter, text: string): string {
  if (!/[$`\\"']/.test(text)) return text;
  const expanded = sh.expandQuoted(
    text.replace(/^"([^"]*)"$/s, '$1').replace(/^'([^']*)'$/s, (_, inner: string) => inner.replace(/[$`\\]/g, '\\$&')),
  );
  if (!isTask(expanded)) return expanded;
  sh.unsupported('a command substitution in a subscript that is the value of a variable');
  return '';
}

/** Follows references; undefined after the warning that they lead in a circle. */
export function follow(sh: Interpreter, name: string): Reference | undefined {
  let at = name;
  for (let turn = 0; turn <= MAX_REFERENCES; turn++) {
    const extension = sh.variables.find(at)?.extension;
    if (!extension?.reference || extension.target === undefined) return { name: at };
    const { target } = extension;
    if (target === name || target === at) break;
    if (!isName(target)) return parseReference(sh, target) ?? { name: at };
    at = target;
  }
  // A chain that is too long leads nowhere, without a word.
  if (circular(sh, name)) sh.complain(`warning: ${name}: circular name reference`);
  return undefined;
}

function circular(sh: Interpreter, name: string): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = name; at !== undefined; at = sh.variables.find(at)?.extension?.target) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

/** The variable that a name leads to, and what it is called there. */
export function found(
  sh: Interpreter,
  name: string,
): { readonly name: string; readonly variable: Variable | undefined } {
  const variable = sh.variables.find(name);
  if (!variable?.extension?.reference) return { name, variable };
  const reference = follow(sh, name);
  if (!reference) return { name, variable: undefined };
  return { name: reference.name, variable: sh.variables.find(reference.name) };
}

/** The value of an arithmetic expression; an error in it is the shell's. */
export function evaluated(sh: Interpreter, text: string): Integer {
  const plain = plainDecimal(text);
  if (plain !== undefined) return plain;
  const value = evaluate(parseArithmetic(text, sh.dialect), sh.arithmetic);
  if (value instanceof ArithmeticError) sh.failArithmetic(value.message, 'text');
  return value;
}

/** The index of an element, negative ones counted from the end; undefined when it lies before the beginning. */
export function indexOf(sh: Interpreter, array: IndexedArray | undefined, subscript: string): Integer | undefined {
  const index = evaluated(sh, subscript);
  if (index >= 0) return index;
  const last = array ? array.last : -1;
  const fromEnd = BigInt(index) + BigInt(last) + 1n;
  return fromEnd < 0n ? undefined : Number(fromEnd);
}

/** The values of an array, or of a variable as the array of its one value. */
export function allValues(sh: Interpreter, variable: Variable | undefined): readonly string[] | undefined {
  if (!variable) return undefined;
  const { extension, value } = variable;
  const dynamic = extension?.dynamic;
  if (dynamic?.values) return dynamic.values(sh);
  if (extension?.array) return extension.array.values();
  const text = dynamic ? dynamic.get(sh) : value;
  return text === undefined ? undefined : [text];
}

/** The keys of the same. */
export function allKeys(sh: Interpreter, variable: Variable | undefined): readonly string[] {
  const { array, dynamic } = variable?.extension ?? {};
  if (dynamic?.values) return dynamic.values(sh).map((_, index) => String(index));
  if (array) return array.keys().map(String);
  return allValues(sh, variable) === undefined ? [] : ['0'];
}

/** An element; undefined when there is none. A subscript that is none is complained about. */
export function elementOf(
  sh: Interpreter,
  name: string,
  variable: Variable | undefined,
  subscript: string,
): string | undefined {
  const extension = variable?.extension;
  const array = extension?.array;
  if (array?.kind === 'associative') return fromAssociative(sh, name, array, subscript);
  const values = extension?.dynamic?.values?.(sh);
  const index = indexOf(sh, values ? asArray(values) : array, subscript);
  if (index === undefined) {
    sh.complain(`${name}: bad array subscript`);
    return undefined;
  }
  if (values) return values[Number(index)];
  if (array) return array.get(index);
  return index === 0 ? (extension?.dynamic ? extension.dynamic.get(sh) : variable?.value) : undefined;
}

function fromAssociative(sh: Interpreter, name: string, array: AssociativeArray, key: string): string | undefined {
  if (key === '') {
    sh.complain(`${name}: bad array subscript`);
    return undefined;
  }
  return array.get(key);
}

const asArray = (values: readonly string[]): IndexedArray => ({ last: values.length - 1 }) as IndexedArray;

/** The value behind a reference, of an array's first element, of a dynamic variable: what `$name` is when the variable itself has none. */
export function extendedValue(sh: Interpreter, name: string, variable: Variable): string | undefined {
  const extension = variable.extension!;
  if (extension.dynamic) {
    extension.asked = true;
    const value = extension.dynamic.values ? extension.dynamic.values(sh)[0] : extension.dynamic.get(sh);
    extension.told = value ?? '';
    return value;
  }
  if (!extension.reference || extension.target === undefined) return undefined;
  const reference = follow(sh, name);
  if (!reference || reference.name === name) return undefined;
  return referredValue(sh, reference);
}

/** The value that a reference names; whole arrays are joined. */
export function referredValue(sh: Interpreter, { name, subscript }: Reference): string | undefined {
  if (subscript === undefined) return sh.get(name);
  const target = found(sh, name);
  if (subscript === '@' || subscript === '*') {
    const values = allValues(sh, target.variable);
    return values && values.length > 0 ? values.join(subscript === '@' ? ' ' : sh.separator) : undefined;
  }
  return elementOf(sh, target.name, target.variable, subscript);
}

/** `test -v`: whether what is named has a value. */
export function isSet(sh: Interpreter, text: string): boolean {
  if (/^[0-9]+$/.test(text)) return sh.special(text) !== undefined;
  const reference = parseReference(sh, text);
  if (!reference) return false;
  const { name, variable } = found(sh, reference.name);
  const { subscript } = reference;
  if (subscript === undefined) return sh.get(name) !== undefined && referredValue(sh, reference) !== undefined;
  if (subscript === '@' || subscript === '*') {
    const array = variable?.extension?.array;
    if (array?.kind === 'associative' && array.get(subscript) !== undefined) return true;
    return (allValues(sh, variable)?.length ?? 0) > 0;
  }
  return elementOf(sh, name, variable, subscript) !== undefined;
}

/** A subscript as arithmetic has it: a key may be in quotes. */
export const arithmeticSubscript = (sh: Interpreter, variable: Variable | undefined, subscript: string): string =>
  variable?.extension?.array?.kind === 'associative' ? expandedSubscript(sh, subscript) : subscript;

/** An element as arithmetic reads it. */
export function elementForArithmetic(sh: Interpreter, name: string, subscript: string): string | undefined {
  const { name: target, variable } = found(sh, name);
  const value = elementOf(sh, target, variable, arithmeticSubscript(sh, variable, subscript));
  // An element that is not set is 0, whatever `set -u` says.
  if (variable === undefined && sh.options.nounset) sh.failExpansion(`${name}: unbound variable`, true);
  if (sh.trace.full) sh.useVariable(target);
  return value;
}

/** The value of `name` or `name[subscript]`. */
export function valueNamed(sh: Interpreter, text: string): string | undefined {
  const reference = parseReference(sh, text);
  return reference ? referredValue(sh, reference) : sh.get(text);
}
