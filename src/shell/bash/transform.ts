/** `${x@L}`: values transformed by a letter. */

import type { MaybeTask } from '../../kernel/task.ts';
import { ansiC } from '../../syntax/ansi-c.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Variable } from '../variables.ts';
import { attributeLetters, declaration, isArray } from './declaration.ts';
import { changeCase, characters, inLetters } from './letters.ts';
import { expandPrompt } from './prompt.ts';
import { declaredValue, listedKey, reusable } from './quote.ts';
import { allKeys, allValues } from './reference.ts';

export const TRANSFORMATIONS = 'UuLQEPAaKk';

/** A value transformed; for `A`, `a`, `K` and `k` see the other functions. */
export function transformed(sh: Interpreter, letter: string, value: string): MaybeTask<string> {
  switch (letter) {
    case 'U':
      return inLetters(sh, value, 'upper');
    case 'L':
      return inLetters(sh, value, 'lower');
    case 'u': {
      const first = characters(sh, value)[0] ?? '';
      return changeCase(first, 'upper') + value.slice(first.length);
    }
    case 'E':
      return ansiC(`${value.replace(/'/g, "\\'")}'`, 0, 'bash').value;
    case 'P':
      return expandPrompt(sh, value);
    default:
      return reusable(sh, value);
  }
}

/** `${x@A}`: a command that makes the variable again. */
export function recreation(
  sh: Interpreter,
  name: string,
  variable: Variable | undefined,
  value: string | undefined,
  whole: boolean,
): string {
  if (!variable) return '';
  if (whole && isArray(variable)) return declaration(sh, name, variable);
  const letters = attributeLetters(variable);
  if (value === undefined) return letters === '' ? '' : `declare -${letters} ${name}`;
  return `${letters === '' ? '' : `declare -${letters} `}${name}=${reusable(sh, value)}`;
}

/** `${a[@]@K}`: keys and quoted values in one text. */
export function pairsText(sh: Interpreter, variable: Variable): string {
  const associative = variable.extension?.array?.kind === 'associative';
  const keys = allKeys(sh, variable);
  const values = allValues(sh, variable) ?? [];
  return (
    keys
      .map((key, index) => `${associative ? listedKey(sh, key) : key} ${declaredValue(sh, values[index]!)}`)
      .join(' ') + (associative && keys.length > 0 ? ' ' : '')
  );
}

/** `${a[@]@k}`: keys and values in turn. */
export function pairs(sh: Interpreter, variable: Variable): string[] {
  const values = allValues(sh, variable) ?? [];
  return allKeys(sh, variable).flatMap((key, index) => [key, values[index]!]);
}
