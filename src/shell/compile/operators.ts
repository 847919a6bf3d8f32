/** The operators of bash in `${…}`, applied to values and lists. */
import { isTask, type Task } from '../../kernel/task.ts';
import type { Parameter } from '../../syntax/tree.ts';
import { lengthOf } from '../bash/letters.ts';
import { allKeys, evaluated, isName } from '../bash/reference.ts';
import { eager } from '../flow.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Piece } from '../words/split.ts';
import { chosen } from './alternatives.ts';
import type { Compiler, Fragments } from './compiler.ts';
import { each } from './each-value.ts';
import { badSubstitution } from './lookup.ts';
import { type Apply, type Outcome, unset } from './outcome.ts';
import {
  caseChanged,
  type Replacement,
  replacementOf,
  slicedList,
  slicedText,
  substituted,
} from './parameter-operators.ts';
import type { Subject } from './subject.ts';
import { transformation } from './transformation.ts';
import { trimmer } from './trim.ts';

export function compileOperator(c: Compiler, node: Parameter): Apply {
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
        return {
          values: slicedList(
            sh,
            [sh.name, ...subject.values],
            [...subject.values.keys(), subject.values.length],
            0,
            count,
          ),
          star,
        };
      return {
        values: slicedList(
          sh,
          all,
          all.map((_, index) => index + first),
          start,
          count,
        ),
        star,
      };
    }
    const associative = subject.variable?.extension?.array?.kind === 'associative';
    const indices = associative ? subject.values.map((_, index) => index) : allKeys(sh, subject.variable).map(Number);
    return {
      values: slicedList(sh, subject.values, indices, associative && start > 0 ? start - 1 : start, count),
      star,
    };
  }
}

function* inCase(sh: Interpreter, subject: Subject, operator: string, pattern: Fragments | undefined): Task<Outcome> {
  const expanded = pattern?.(sh);
  const parts = isTask(expanded)
    ? yield* expanded
    : (expanded as readonly { text: string; quoted: boolean }[] | undefined);
  if (subject.kind === 'list')
    return { values: subject.values.map((value) => caseChanged(sh, value, operator, parts)), star: subject.star };
  return caseChanged(sh, subject.value ?? unset(sh, subject), operator, parts);
}
