/** `${x@L}` for values and lists. */
import type { MaybeTask } from '../../kernel/task.ts';
import type { Parameter } from '../../syntax/tree.ts';
import { attributeLetters, isArray } from '../bash/declaration.ts';
import { found, isName } from '../bash/reference.ts';
import { pairs, pairsText, recreation, TRANSFORMATIONS, transformed } from '../bash/transform.ts';
import { eager } from '../flow.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Compiler } from './compiler.ts';
import { eachOf } from './each-value.ts';
import { type Apply, type Outcome, unset } from './outcome.ts';
import type { List } from './subject.ts';

export function transformation(c: Compiler, node: Parameter): Apply {
  const letter = node.letter ?? '';
  const written = c.source.excerpt(node);
  if (!TRANSFORMATIONS.includes(letter) || letter === '')
    return (sh) => sh.failExpansion(`${written}: bad substitution`, true);
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
    if (!isName(name))
      return values.length === 0
        ? ''
        : `set -- ${values.map((value) => transformed(sh, 'Q', value) as string).join(' ')}`;
    return recreation(sh, name, variable, values[0], true);
  }
  if (letter === 'a') return { values: values.map(() => (variable ? attributeLetters(variable) : '')), star };
  if (letter === 'K' && variable && isArray(variable))
    return { values: values.length === 0 ? [] : [pairsText(sh, variable)], star };
  if (letter === 'k' && variable && isArray(variable)) return { values: pairs(sh, variable), star };
  return eager(eachOf(sh, subject, (_, value) => transformed(sh, letter, value)));
}
