/** What `declare`, `local`, `export`, `readonly` and `set` print. */
import type { MaybeTask } from '../../../kernel/task.ts';
import { declaration, listedVariable } from '../../bash/declaration.ts';
import { functionFrame } from '../../bash/scopes.ts';
import type { Interpreter } from '../../interpreter.ts';
import type { Variable } from '../../variables.ts';
import type { Options } from './declare.ts';

/** Variables by name, sorted. */
export const sortedVariables = (sh: Interpreter): [string, Variable][] =>
  [...sh.variables.entries()].sort(([a], [b]) => (a < b ? -1 : 1));

const FILTERS: Readonly<Record<string, (variable: Variable) => boolean>> = {
  a: ({ extension }) => extension?.array?.kind === 'indexed' || extension?.dynamic?.values !== undefined,
  A: ({ extension }) => extension?.array?.kind === 'associative',
  i: ({ extension }) => extension?.integer === true,
  n: ({ extension }) => extension?.reference === true,
  r: (variable) => variable.readonly,
  t: ({ extension }) => extension?.traced === true,
  x: (variable) => variable.exported,
  c: ({ extension }) => extension?.letters === 'capital',
  l: ({ extension }) => extension?.letters === 'lower',
  u: ({ extension }) => extension?.letters === 'upper',
};

/** `declare` without names. */
export function listDeclarations(sh: Interpreter, { on }: Options, local: boolean): string {
  if (on.has('F'))
    return functionNames(sh)
      .map((name) => `declare ${functionLetters(sh, name)} ${name}\n`)
      .join('');
  if (on.has('f')) {
    const wanted = functionNames(sh).filter((name) => {
      const { readonly, exported } = sh.functions.get(name)!;
      return (!on.has('r') || readonly) && (!on.has('x') || exported);
    });
    return wanted.map((name) => functionWithAttributes(sh, name)).join('');
  }
  const filters = [...on].filter((letter) => letter in FILTERS).map((letter) => FILTERS[letter]!);
  const names = local ? localNames(sh) : undefined;
  const rows = sortedVariables(sh).filter(
    ([name, variable]) =>
      (!names || names.has(name)) && (filters.length === 0 || filters.some((matches) => matches(variable))),
  );
  if (on.size > 0 || local) return rows.map(([name, variable]) => `${declaration(sh, name, variable)}\n`).join('');
  return (
    variableListing(sh) +
    functionNames(sh)
      .map((name) => `${sh.functionText(name) ?? ''}\n`)
      .join('')
  );
}

/** Every variable that has a value, as `set` lists it. */
export const variableListing = (sh: Interpreter): string =>
  sortedVariables(sh)
    .map(([name, variable]) => listedVariable(sh, name, variable))
    .filter((line) => line !== undefined)
    .map((line) => `${line}\n`)
    .join('');

const localNames = (sh: Interpreter): ReadonlySet<string> =>
  new Set(functionFrame(sh)?.flatMap((entry) => ('name' in entry ? [entry.name] : [])));

/** `-f` with the attributes of a function. */
export function functionLetters(sh: Interpreter, name: string): string {
  const { readonly, exported } = sh.functions.get(name)!;
  return `-f${readonly ? 'r' : ''}${exported ? 'x' : ''}`;
}

/** A function, and what makes it what it is besides its text. */
function functionWithAttributes(sh: Interpreter, name: string): string {
  const letters = functionLetters(sh, name);
  return `${sh.functionText(name) ?? ''}\n${letters === '-f' ? '' : `declare ${letters} ${name}\n`}`;
}

export const functionNames = (sh: Interpreter): string[] => [...sh.functions.keys()].sort();

/** `declare -p name …`. */
export function printDeclarations(
  sh: Interpreter,
  command: string,
  names: readonly string[],
  local: boolean,
): MaybeTask<number> {
  let text = '';
  let status = 0;
  const own = local ? localNames(sh) : undefined;
  for (const name of names) {
    const variable = own && !own.has(name) ? undefined : sh.variables.find(name);
    if (variable) text += `${declaration(sh, name, variable)}\n`;
    else {
      sh.complain(`${command}: ${name}: not found`);
      status = 1;
    }
  }
  const written = sh.write(text);
  return status === 0 ? written : status;
}

/** `declare -f name …`, with `-F` only the names, with `-p` the attributes too. */
export function printFunctions(sh: Interpreter, { on, operands }: Options): MaybeTask<number> {
  let text = '';
  let status = 0;
  for (const name of operands) {
    const definition = sh.functions.get(name);
    if (!definition) status = 1;
    else if (on.has('F') && on.has('p')) text += `declare ${functionLetters(sh, name)} ${name}\n`;
    else if (on.has('F'))
      text += sh.shopts.extdebug
        ? `${name} ${definition.position.line} ${definition.sourceName ?? sh.name}\n`
        : `${name}\n`;
    else text += on.has('p') ? functionWithAttributes(sh, name) : `${sh.functionText(name) ?? ''}\n`;
  }
  const written = sh.write(text);
  return status === 0 ? written : status;
}
