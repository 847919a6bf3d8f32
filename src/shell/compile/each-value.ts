/** Applies an operator to one value, or to every value of a list. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import { eager } from '../flow.ts';
import type { Interpreter } from '../interpreter.ts';
import { type Outcome, unset } from './outcome.ts';
import type { List, Subject } from './subject.ts';
import type { Trimmer } from './trim.ts';

export function each(sh: Interpreter, subject: Subject, apply: Trimmer): MaybeTask<Outcome> {
  if (subject.kind === 'scalar') return apply(sh, subject.value ?? unset(sh, subject));
  return eager(eachOf(sh, subject, apply));
}

export function* eachOf(sh: Interpreter, { values, star }: List, apply: Trimmer): Task<Outcome> {
  const results: string[] = [];
  for (const value of values) {
    const result = apply(sh, value);
    results.push(isTask(result) ? yield* result : result);
  }
  return { values: results, star };
}
