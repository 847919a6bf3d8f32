/** What an expansion of bash comes to. */
import type { MaybeTask } from '../../kernel/task.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Subject } from './subject.ts';

/** Text, fields, or the word behind the operator in place of the value. */
export type Outcome =
  | string
  | {
      readonly values: readonly string[];
      readonly star: boolean;
      /** What joins the values where nothing splits, whatever the context. */
      readonly joined?: string;
    }
  | typeof WORD;
export const WORD = Symbol('word');

/** An operator at work. */
export type Apply = (sh: Interpreter, subject: Subject) => MaybeTask<Outcome>;

/** What an unset parameter expands to: nothing, or the end of the shell under `set -u`. */
export function unset(sh: Interpreter, { shown }: Subject): string {
  if (sh.options.nounset) sh.failExpansion(`${shown}: unbound variable`, true);
  return '';
}
