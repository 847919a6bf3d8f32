/** Arrays written out: `( … )` behind `name=`, alone or among the words of `declare` and its like. */
import { isTask, type Task } from '../../kernel/task.ts';
import type { ArrayElement, Word } from '../../syntax/tree.ts';
import { makeWord } from '../../syntax/word-parts.ts';
import type { AddFields, Compiler, Text } from '../compile/compiler.ts';
import { traceText } from '../compile/xtrace.ts';
import { eager } from '../flow.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Element } from './assign.ts';
import { singleQuoted } from './quote.ts';
import { found } from './reference.ts';

export interface Compound {
  readonly elements: readonly Element[];
  readonly append: boolean;
}

/** The arrays among a command's words, by the names that stand for them in its arguments. */
export type Compounds = Map<string, Compound>;

/** Expands the elements. For an associative array nothing is split, for an indexed one every word is. */
export type CompoundExec = (sh: Interpreter, associative: boolean) => Task<readonly Element[]>;

interface Part {
  readonly subscript: Text | undefined;
  readonly append: boolean;
  readonly text: Text;
  /** In an associative array a tilde stays. */
  readonly whole: Text;
  readonly fields: AddFields;
  /** In an indexed array a word with braces is several words, and no assignment any more. */
  readonly braces: readonly AddFields[] | undefined;
  readonly written: string;
}

const withoutTildes = (word: Word): Word =>
  word.parts.some((part) => part.kind === 'tilde')
    ? makeWord(
        word.parts.map((part) =>
          part.kind === 'tilde' ? { kind: 'literal', value: `~${part.user}`, quoted: true } : part,
        ),
        word,
      )
    : word;

export function compileCompound(c: Compiler, elements: readonly ArrayElement[]): CompoundExec {
  const parts = elements.map(
    ({ index, append, value, braces }): Part => ({
      subscript: index && c.text(index),
      whole: index ? c.text(withoutTildes(value)) : c.text(value),
      braces: braces?.map((word) => c.fields(word)),
      append: append ?? false,
      text: c.text(value),
      fields: c.fields(value),
      written: index
        ? `[${c.source.excerpt(index)}]${append ? '+' : ''}=${c.source.excerpt(value)}`
        : c.source.excerpt(value),
    }),
  );
  return (sh, associative) => expand(sh, parts, associative);
}

function* expand(sh: Interpreter, parts: readonly Part[], associative: boolean): Task<Element[]> {
  const elements: Element[] = [];
  for (const { subscript, append, text, whole: unsplit, fields, braces, written } of parts) {
    if (!associative && (!subscript || braces)) {
      const values: string[] = [];
      for (const add of braces ?? [fields]) {
        const waiting = add(sh, values);
        if (waiting) yield* waiting;
      }
      for (const value of values) elements.push({ append: false, value, written });
      continue;
    }
    const key = subscript?.(sh);
    const at = isTask(key) ? yield* key : key;
    const value = (associative ? unsplit : text)(sh);
    const whole = isTask(value) ? yield* value : value;
    elements.push({ ...(at === undefined ? {} : { subscript: at }), append, value: whole, written });
  }
  return elements;
}

export const isAssociative = (sh: Interpreter, name: string): boolean =>
  found(sh, name).variable?.extension?.array?.kind === 'associative';

/** A word `name=( … )` of a command: the name goes among the arguments, the elements beside them. */
export function compoundWord(name: string, append: boolean, compound: CompoundExec): AddFields {
  return (sh, out) => {
    const task = eager(gather(sh, out, name, append, compound));
    return isTask(task) ? task : undefined;
  };
}

function* gather(sh: Interpreter, out: string[], name: string, append: boolean, compound: CompoundExec): Task {
  const options = out.filter((word) => /^-[A-Za-z]+$/.test(word)).join('');
  const associative = options.includes('A') || (!options.includes('a') && isAssociative(sh, name));
  const elements = yield* compound(sh, associative);
  sh.compounds ??= new Map();
  sh.compounds.set(name, { elements, append });
  if (sh.options.xtrace) traceText(sh, `${name}${append ? '+' : ''}=${tracedElements(elements)}`);
  out.push(name);
}

/** As xtrace shows it, expanded. */
const tracedElements = (elements: readonly Element[]): string =>
  `(${elements.map(({ subscript, value }) => (subscript === undefined ? singleQuoted(value) : `[${singleQuoted(subscript)}]=${singleQuoted(value)}`)).join(' ')})`;
