/** Functions in the environment: `export -f` (bash). */
import type { Interpreter } from '../interpreter.ts';

const ENTRY = /^BASH_FUNC_(.+)%%$/;

/** The environment with the functions that are exported. */
export function withFunctions(sh: Interpreter, environment: Map<string, string>): Map<string, string> {
  for (const [name, { exported }] of sh.functions) {
    if (exported)
      environment.set(
        `BASH_FUNC_${name}%%`,
        (sh.functionText(name) ?? '').replace(/^[^(]*/, '').replace(/^\(\) \n/, '() '),
      );
  }
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
