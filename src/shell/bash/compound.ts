/** Arrays written out: `( … )` behind `name=`, alone or among the words of `declare` and its like. */
import { isTask, type Task } from '../../kernel/task.ts';
import type { ArrayElement } from '../../syntax/tree.ts';
import type { AddFields, Compiler, Text } from '../compile/compiler.ts';
import { eager } from '../flow.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Element } from './assign.ts';
import { found } from './reference.ts';
import { singleQuoted } from './quote.ts';

/** The arrays among a command's words, by the words as they stand in its arguments. */
export type Compounds = Map<string, readonly Element[]>;

/** Expands the elements. For an associative array nothing is split, for an indexed one every word is. */
export type CompoundExec = (sh: Interpreter, associative: boolean) => Task<readonly Element[]>;

interface Part {
  readonly subscript: Text | undefined;
  readonly append: boolean;
  readonly text: Text;
  readonly fields: AddFields;
  readonly written: string;
}

export function compileCompound(c: Compiler, elements: readonly ArrayElement[]): CompoundExec {
  const parts = elements.map(({ index, append, value }): Part => ({
    subscript: index && c.text(index),
    append: append ?? false,
    text: c.text(value),
    fields: c.fields(value),
    written: index ? `[${c.source.excerpt(index)}]${append ? '+' : ''}=${c.source.excerpt(value)}` : c.source.excerpt(value),
  }));
  return (sh, associative) => expand(sh, parts, associative);
}

function* expand(sh: Interpreter, parts: readonly Part[], associative: boolean): Task<Element[]> {
  const elements: Element[] = [];
  for (const { subscript, append, text, fields, written } of parts) {
    if (!subscript && !associative) {
      const values: string[] = [];
      const waiting = fields(sh, values);
      if (waiting) yield* waiting;
      for (const value of values) elements.push({ append: false, value, written });
      continue;
    }
    const key = subscript?.(sh);
    const at = isTask(key) ? yield* key : key;
    const value = text(sh);
    const whole = isTask(value) ? yield* value : value;
    elements.push({ ...(at === undefined ? {} : { subscript: at }), append, value: whole, written });
  }
  return elements;
}

export const isAssociative = (sh: Interpreter, name: string): boolean =>
  found(sh, name).variable?.extension?.array?.kind === 'associative';

/** A word `name=( … )` of a command: it goes among the arguments as it is written, its elements beside them. */
export function compoundWord(name: string, written: string, compound: CompoundExec): AddFields {
  return (sh, out) => {
    const task = eager(gather(sh, out, name, written, compound));
    return isTask(task) ? task : undefined;
  };
}

function* gather(sh: Interpreter, out: string[], name: string, written: string, compound: CompoundExec): Task {
  const options = out.filter((word) => /^-[A-Za-z]+$/.test(word)).join('');
  const associative = options.includes('A') || (!options.includes('a') && isAssociative(sh, name));
  const elements = yield* compound(sh, associative);
  sh.compounds ??= new Map();
  sh.compounds.set(written, elements);
  out.push(written);
}

/** As xtrace shows it, expanded. */
export const tracedElements = (elements: readonly Element[]): string =>
  `(${elements.map(({ subscript, value }) => (subscript === undefined ? singleQuoted(value) : `[${singleQuoted(subscript)}]=${singleQuoted(value)}`)).join(' ')})`;
