/** The environment of programs: exported variables and functions (`export -f`), as bash passes them on. */
import type { Interpreter } from '../interpreter.ts';
import { withShellOptions } from './exported-options.ts';

const ENTRY = /^BASH_FUNC_(.+)%%$/;

/** What a program gets: the variables, the functions that are exported, and `_`, its own path. */
export function bashEnvironment(sh: Interpreter, path: string | undefined): Map<string, string> {
  const environment = withShellOptions(sh, sh.variables.environment());
  for (const [name, { exported }] of sh.functions) {
    if (!exported) continue;
    const text = sh.functionText(name) ?? '';
    environment.set(`BASH_FUNC_${name}%%`, text.replace(/^[^(]*/, '').replace(/^\(\) \n/, '() '));
  }
  if (path !== undefined) environment.set('_', path);
  return environment;
}

/** The text that defines the functions of an environment. */
export function functionsIn(environment: ReadonlyMap<string, string>): string {
  let text = '';
  for (const [name, value] of environment) {
    const found = ENTRY.exec(name);
    if (found && value.startsWith('() {')) text += `${found[1]} ${value}\nexport -f ${found[1]}\n`;
  }
  return text;
}
