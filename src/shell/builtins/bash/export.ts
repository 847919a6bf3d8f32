/** `export` and `readonly` of bash. */
import { isTask, type MaybeTask, type Task } from '../../../kernel/task.ts';
import { declaration } from '../../bash/declaration.ts';
import { listedValue } from '../../bash/quote.ts';
import { keepTemporary } from '../../bash/scopes.ts';
import { traceText } from '../../compile/xtrace.ts';
import { eager, ShellExit } from '../../flow.ts';
import type { Interpreter } from '../../interpreter.ts';
import { complain, printUsage } from '../diagnostics.ts';
import type { Run } from '../special/inside.ts';
import { attributesOf, declareVariable, parseOperand } from './attributes.ts';
import { functionNames, sortedVariables } from './declare-listing.ts';

const KNOWN = { export: 'aAfnp', readonly: 'aAfp' } as const;
const USAGES = {
  export: 'export [-fn] [name[=value] ...] or export -p',
  readonly: 'readonly [-aAf] [name[=value] ...] or readonly -p',
} as const;

export const bashAttribute =
  (command: 'export' | 'readonly'): Run =>
  (sh, argv) => {
    const compounds = sh.takeCompounds();
    const letters = new Set<string>();
    let at = 1;
    for (; at < argv.length && /^-./.test(argv[at]!); at++) {
      if (argv[at] === '--') {
        at++;
        break;
      }
      for (const letter of argv[at]!.slice(1)) {
        if (!KNOWN[command].includes(letter)) {
          sh.complain(`${command}: -${letter}: invalid option`);
          printUsage(sh, command, USAGES[command]);
          return 2;
        }
        letters.add(letter);
      }
    }
    const operands = argv.slice(at);
    if (operands.length === 0) return sh.write(listing(sh, command, letters));
    if (letters.has('f')) return functions(sh, command, operands, letters.has('n'));
    return eager(all(sh, command, operands, letters, compounds));
  };

function* all(
  sh: Interpreter,
  command: 'export' | 'readonly',
  operands: readonly string[],
  letters: ReadonlySet<string>,
  compounds: ReturnType<Interpreter['takeCompounds']>,
): Task<number> {
  const on = new Set<string>();
  const off = new Set<string>();
  if (command === 'readonly') on.add('r');
  else (letters.has('n') ? off : on).add('x');
  const plain = attributesOf(on, off);
  // Without a value nothing becomes an array.
  const array = attributesOf(
    new Set([...on, ...[...letters].filter((letter) => letter === 'a' || letter === 'A')]),
    off,
  );
  const sources = sh.wordSources.slice(-operands.length);
  let status = 0;
  let refused = false;
  for (const [index, text] of operands.entries()) {
    const operand = parseOperand(sh, text, compounds);
    if (!operand || operand.subscript !== undefined) {
      status = complain(sh, command, `\`${operand ? text.replace(/\+?=[\s\S]*/, '') : text}': not a valid identifier`);
      continue;
    }
    keepTemporary(sh, operand.name);
    if (sh.options.xtrace && operand.value !== undefined)
      traceText(sh, `${operand.name}${operand.append ? '+' : ''}=${listedValue(sh, operand.value)}`);
    const valued = operand.value !== undefined || operand.compound;
    const result: MaybeTask<number> = declareVariable(
      sh,
      command,
      operand,
      valued ? array : plain,
      sources[index] ?? [],
    );
    if ((isTask(result) ? yield* result : result) !== 0) {
      status = 1;
      refused = true;
    }
  }
  // In POSIX mode an assignment that fails ends the shell.
  if (refused && sh.dialect === 'bash-posix' && !sh.throughCommand) throw new ShellExit(1);
  return status;
}

/** In POSIX mode the word itself stands before each name. */
function listing(sh: Interpreter, command: 'export' | 'readonly', letters: ReadonlySet<string>): string {
  if (letters.has('f'))
    return functionNames(sh)
      .filter((name) => command === 'export' && sh.functions.get(name)?.exported)
      .map((name) => `${sh.functionText(name) ?? ''}\ndeclare -fx ${name}\n`)
      .join('');
  return sortedVariables(sh)
    .filter(([, variable]) => (command === 'export' ? variable.exported : variable.readonly))
    .filter(
      ([, { extension }]) =>
        (!letters.has('a') || extension?.array?.kind === 'indexed' || extension?.dynamic?.values) &&
        (!letters.has('A') || extension?.array?.kind === 'associative'),
    )
    .map(([name, variable]) => {
      const line = declaration(sh, name, variable);
      return `${sh.dialect === 'bash-posix' ? line.replace(/^declare -[a-zA-Z]+/, (head) => posixHead(command, head)) : line}\n`;
    })
    .join('');
}

/** `declare -ax` becomes `export -a`. */
function posixHead(command: string, head: string): string {
  const letters = head.slice('declare -'.length).replace(/[^aA]/g, '');
  return letters === '' ? command : `${command} -${letters}`;
}

function functions(sh: Interpreter, command: string, names: readonly string[], off: boolean): number {
  let status = 0;
  for (const name of names) {
    const definition = sh.functions.get(name);
    if (!definition) status = complain(sh, command, `${name}: not a function`);
    else
      sh.defineFunction(
        name,
        command === 'export' ? { ...definition, exported: !off } : { ...definition, readonly: true },
      );
  }
  return status;
}
