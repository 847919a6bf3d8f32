/** What `declare`, `export` and `readonly` do to one variable. */
import { isTask, type MaybeTask, type Task } from '../../../kernel/task.ts';
import { assignArray, assignExtended, extend, setElement, setTarget } from '../../bash/assign.ts';
import { AssociativeArray } from '../../bash/associative-array.ts';
import type { Compound, Compounds } from '../../bash/compound.ts';
import type { Letters } from '../../bash/extension.ts';
import { IndexedArray } from '../../bash/indexed-array.ts';
import { expandedSubscript, follow } from '../../bash/reference.ts';
import type { Sources } from '../../events.ts';
import type { Interpreter } from '../../interpreter.ts';
import { runText } from '../../run-text.ts';
import { complain } from '../diagnostics.ts';

export interface Operand {
  readonly text: string;
  readonly name: string;
  readonly subscript: string | undefined;
  /** Undefined: no `=`. */
  readonly value: string | undefined;
  readonly append: boolean;
  /** `( … )`, expanded. */
  readonly compound: Compound | undefined;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;
const VALUE = /^(?:(\+?)=([\s\S]*))?$/;

/** `name`, `name=value`, `name[i]=value`; undefined when it is none of these. */
export function parseOperand(sh: Interpreter, text: string, compounds: Compounds | undefined): Operand | undefined {
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return undefined;
  const close = text[name.length] === '[' ? closingBracket(text, name.length) : name.length - 1;
  const found = close < 0 ? null : VALUE.exec(text.slice(close + 1));
  if (!found) return undefined;
  const [, plus, value] = found as unknown as [string, string?, string?];
  const subscript = close < name.length ? undefined : text.slice(name.length + 1, close);
  if (subscript === '') return undefined;
  return {
    text,
    name,
    subscript: subscript === undefined ? undefined : expandedSubscript(sh, subscript),
    value,
    append: plus === '+',
    compound: compounds?.get(text),
  };
}

/** Index of the `]` that closes the `[` at `open`; -1 when there is none. */
function closingBracket(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '[') depth++;
    else if (text[at] === ']' && --depth === 0) return at;
  }
  return -1;
}

export interface Attributes {
  readonly array: 'indexed' | 'associative' | undefined;
  readonly noArray: boolean;
  readonly integer: boolean | undefined;
  readonly letters: Letters | 'none' | undefined;
  readonly reference: boolean | undefined;
  readonly readonly: boolean;
  readonly notReadonly: boolean;
  readonly exported: boolean | undefined;
  readonly traced: boolean | undefined;
}

export function attributesOf(on: ReadonlySet<string>, off: ReadonlySet<string>): Attributes {
  const both = (letter: string): boolean | undefined => (on.has(letter) ? true : off.has(letter) ? false : undefined);
  const many = ['c', 'l', 'u'].filter((letter) => on.has(letter)).length > 1;
  const letters = on.has('c') ? 'capital' : on.has('l') ? 'lower' : on.has('u') ? 'upper' : undefined;
  return {
    array: on.has('A') ? 'associative' : on.has('a') ? 'indexed' : undefined,
    noArray: off.has('a') || off.has('A'),
    integer: both('i'),
    letters: many ? 'none' : (letters ?? (off.has('c') || off.has('l') || off.has('u') ? 'none' : undefined)),
    reference: both('n'),
    readonly: on.has('r'),
    notReadonly: off.has('r'),
    exported: both('x'),
    traced: both('t'),
  };
}

/** Gives the status after whatever complaint there is. The variable is in its scope already. */
export function declareVariable(
  sh: Interpreter,
  command: string,
  operand: Operand,
  attributes: Attributes,
  sources: Sources,
): MaybeTask<number> {
  if (attributes.reference === true && !attributes.array) return declareReference(sh, command, operand, attributes);
  let { name } = operand;
  let { subscript } = operand;
  const own = sh.variables.find(name)?.extension;
  if (attributes.reference === false) {
    if (own?.reference) withoutReference(sh, name);
  } else if (own?.reference && own.target !== undefined) {
    const reference = follow(sh, name);
    if (!reference) return 1;
    name = reference.name;
    subscript ??= reference.subscript;
  }
  const found = sh.variables.find(name);
  if (found?.readonly && (attributes.notReadonly || operand.value !== undefined || operand.compound)) {
    // `export` and `readonly` do not name themselves here.
    if (command !== 'export' && command !== 'readonly') return complain(sh, command, `${name}: readonly variable`);
    sh.complain(`${name}: readonly variable`);
    return 1;
  }
  const kind = found?.extension?.array?.kind ?? (found?.extension?.dynamic?.values ? 'indexed' : undefined);
  if (attributes.noArray && kind) return complain(sh, command, `${name}: cannot destroy array variables in this way`);
  if (attributes.array && kind && attributes.array !== kind)
    return complain(sh, command, `${name}: cannot convert ${kind} to ${attributes.array} array`);
  if (attributes.array && kind === undefined) becomeArray(sh, name, attributes.array);
  else if (subscript !== undefined && kind === undefined) becomeArray(sh, name, 'indexed');
  const variable = sh.variables.own(name);
  if (attributes.integer !== undefined) extend(variable).integer = attributes.integer;
  if (attributes.traced !== undefined) extend(variable).traced = attributes.traced;
  if (attributes.letters !== undefined)
    extend(variable).letters = attributes.letters === 'none' ? undefined : attributes.letters;
  const assigned = assign(sh, command, name, subscript, operand, sources, attributes.array !== undefined);
  return isTask(assigned) ? finishLater(sh, name, attributes, assigned) : finish(sh, name, attributes, assigned);
}

function* finishLater(sh: Interpreter, name: string, attributes: Attributes, waiting: Task<number>): Task<number> {
  return finish(sh, name, attributes, yield* waiting);
}

function finish(sh: Interpreter, name: string, attributes: Attributes, status: number): number {
  const variable = sh.variables.own(name);
  if (attributes.exported !== undefined) variable.exported = attributes.exported;
  if (attributes.readonly) variable.readonly = true;
  return status;
}

function assign(
  sh: Interpreter,
  command: string,
  name: string,
  subscript: string | undefined,
  operand: Operand,
  sources: Sources,
  array: boolean,
): MaybeTask<number> {
  const { compound, value, append } = operand;
  const origin = { position: sh.position, sources };
  sh.arithmeticPrefix = `${command}: `;
  try {
    if (compound) assignArray(sh, name, compound.elements, compound.append, origin);
    else if (value === undefined) return 0;
    else if ((array || isFilled(sh, command, name, subscript)) && /^\([\s\S]*\)$/.test(value))
      return runText(sh, `${name}${append ? '+' : ''}=${value}`, 'declare', 0);
    else if (subscript !== undefined) setElement(sh, name, subscript, value, append, origin);
    else if (sh.variables.find(name)?.extension) assignExtended(sh, name, value, append, origin);
    else sh.setVariable(name, append ? (sh.get(name) ?? '') + value : value, sh.position, sources);
  } finally {
    sh.arithmeticPrefix = '';
  }
  return 0;
}

/** `declare 'name=(…)'` fills what is an array already; `export` and `readonly` take it for a text. */
const isFilled = (sh: Interpreter, command: string, name: string, subscript: string | undefined): boolean =>
  subscript === undefined &&
  command !== 'export' &&
  command !== 'readonly' &&
  sh.variables.find(name)?.extension?.array !== undefined;

function becomeArray(sh: Interpreter, name: string, kind: 'indexed' | 'associative'): void {
  const variable = sh.variables.own(name);
  const extension = extend(variable);
  const { value } = variable;
  if (kind === 'indexed') extension.array = new IndexedArray(value === undefined ? [] : [value]);
  else {
    const array = new AssociativeArray();
    if (value !== undefined) array.set('0', value);
    extension.array = array;
  }
  extension.bare = value === undefined;
}

function declareReference(sh: Interpreter, command: string, operand: Operand, attributes: Attributes): number {
  const { name, value } = operand;
  const found = sh.variables.find(name);
  if (found?.extension?.array || operand.subscript !== undefined || operand.compound)
    return complain(
      sh,
      command,
      `${operand.subscript === undefined ? name : operand.text}: reference variable cannot be an array`,
    );
  if (found?.readonly && value !== undefined) return complain(sh, command, `${name}: readonly variable`);
  const target = value ?? found?.extension?.target ?? found?.value;
  if (target !== undefined) {
    const base = target.replace(/\[[\s\S]*/, '');
    if (base === name && (sh.depth === 0 || target === name)) {
      if (sh.depth === 0 && value !== undefined)
        return complain(sh, command, `${name}: nameref variable self references not allowed`);
      if (sh.depth > 0) sh.complain(`warning: ${name}: circular name reference`);
    }
    if (target === '') return complain(sh, command, "`': not a valid identifier");
    if (!/^[A-Za-z_][A-Za-z0-9_]*(\[[\s\S]+\])?$/.test(target))
      return complain(sh, command, `\`${target}': invalid variable name for name reference`);
  }
  const own = sh.variables.own(name);
  const extension = extend(own);
  extension.reference = true;
  own.value = undefined;
  if (target !== undefined) setTarget(sh, name, target, `${command}: `);
  return finish(sh, name, attributes, 0);
}

function withoutReference(sh: Interpreter, name: string): void {
  const own = sh.variables.own(name);
  const extension = extend(own);
  own.value = extension.target;
  extension.reference = false;
  extension.target = undefined;
}
