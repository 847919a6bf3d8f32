/** SHELLOPTS and BASHOPTS, once exported, switch the options of every shell below. */
import type { Interpreter } from '../interpreter.ts';

/** Adds their present values, where they are exported. */
export function withShellOptions(sh: Interpreter, environment: Map<string, string>): Map<string, string> {
  for (const name of ['SHELLOPTS', 'BASHOPTS'])
    if (sh.variables.find(name)?.exported) environment.set(name, sh.get(name) ?? '');
  return environment;
}
