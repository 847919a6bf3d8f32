/** Values of parameters without their operators. */
import { isBash } from '../../syntax/dialect.ts';
import type { Parameter } from '../../syntax/tree.ts';
import type { Interpreter } from '../interpreter.ts';
import { NO_EVENT } from '../variables.ts';
import type { Compiler } from './compiler.ts';

/** A parameter's value without operator, undefined when unset. */
export type Lookup = (sh: Interpreter) => string | undefined;

export function lookup(name: string): Lookup {
  if (/^[A-Za-z_]/.test(name)) {
    return (sh) => {
      const variable = sh.variables.find(name);
      if (variable === undefined || variable.value === undefined) return sh.dynamic(name);
      if (sh.trace.full && variable.event !== NO_EVENT) sh.used.push(variable.event);
      return variable.value;
    };
  }
  if (/^[1-9][0-9]*$/.test(name)) {
    const index = Number(name) - 1;
    return (sh) => {
      const sources = sh.positional_.sources[index];
      if (sources !== undefined && sh.trace.full) sh.used.add(sources);
      return sh.positional_.values[index];
    };
  }
  if (name === '@' || name === '*') {
    return (sh) => {
      usePositional(sh);
      return sh.special(name);
    };
  }
  return (sh) => sh.special(name);
}

export function usePositional(sh: Interpreter): void {
  if (sh.trace.full) for (const sources of sh.positional_.sources) if (sources !== undefined) sh.used.add(sources);
}

/** `${…}` that means nothing. */
export const badSubstitution =
  (written: string): ((sh: Interpreter) => never) =>
  (sh) => {
    // busybox takes it for a syntax error, at the line that was read last.
    if (sh.dialect === 'busybox' && sh.position && sh.reader) sh.position = { ...sh.position, told: sh.reader.line };
    return sh.failExpansion(
      isBash(sh.dialect)
        ? `${written}: bad substitution`
        : sh.dialect === 'dash'
          ? 'Bad substitution'
          : 'syntax error: bad substitution',
    );
  };

/** What an unset parameter expands to: nothing, or the end of the shell under `set -u`. */
export function unset(sh: Interpreter, name: string): string {
  if (sh.options.nounset)
    sh.failExpansion(isBash(sh.dialect) ? `${name}: unbound variable` : `${name}: parameter not set`, true);
  return '';
}

/** A parameter as bash names it when it is unset: what is no name has its dollar, unless it stands in braces. */
export const namedUnset = (c: Compiler, { name, start, end }: Parameter): string =>
  isBash(c.dialect) && /^[^A-Za-z_]/.test(name) && end - start === name.length + 1 ? `$${name}` : name;
