/** `declare`, `typeset`, `local` of bash: variables with attributes, in the scope of the function that runs. */
import { isTask, type MaybeTask, type Task } from '../../../kernel/task.ts';
import { functionFrame, isGlobal, isLocal, keepTemporary, makeLocal, withGlobal } from '../../bash/scopes.ts';
import { eager } from '../../flow.ts';
import type { Interpreter } from '../../interpreter.ts';
import { complain, printUsage } from '../diagnostics.ts';
import { regular } from '../special/inside.ts';
import { type Attributes, attributesOf, declareVariable, parseOperand } from './attributes.ts';
import { listDeclarations, printDeclarations, printFunctions } from './declare-listing.ts';

const LETTERS = 'aAcfFgiIlnprtux';
const USAGE = '[-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]';

export interface Options {
  readonly on: ReadonlySet<string>;
  readonly off: ReadonlySet<string>;
  readonly operands: readonly string[];
}

/** Options with `-` and with `+`; a status after the complaint about one that there is not. */
export function signedOptions(
  sh: Interpreter,
  argv: readonly string[],
  known: string,
  usage: string,
): Options | number {
  const on = new Set<string>();
  const off = new Set<string>();
  let at = 1;
  for (; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--') {
      at++;
      break;
    }
    if (word.length < 2 || (word[0] !== '-' && word[0] !== '+')) break;
    for (const letter of word.slice(1)) {
      if (!known.includes(letter)) {
        sh.complain(`${argv[0]}: ${word[0]}${letter}: invalid option`);
        printUsage(sh, argv[0]!, `${argv[0]} ${usage}`);
        return 2;
      }
      (word[0] === '-' ? on : off).add(letter);
    }
  }
  return { on, off, operands: argv.slice(at) };
}

function run(sh: Interpreter, argv: readonly string[]): MaybeTask<number> {
  const compounds = sh.takeCompounds();
  const name = argv[0]!;
  const local = name === 'local';
  if (local && sh.depth === 0) return complain(sh, 'local', 'can only be used in a function');
  const options = signedOptions(sh, argv, LETTERS, local ? '[option] name[=value] ...' : USAGE);
  if (typeof options === 'number') return options;
  const { on, off, operands } = options;
  if (operands.length === 0) return sh.write(listDeclarations(sh, options, local));
  if (on.has('f') || on.has('F')) return functions(sh, options);
  if (on.has('p')) return printDeclarations(sh, name, operands, local);
  const attributes = attributesOf(on, off);
  const scope = (on.has('g') && !local) || sh.depth === 0 ? (on.has('g') ? 'global' : 'present') : 'local';
  return eager(all(sh, name, operands, attributes, scope, on.has('I'), compounds));
}

/** A command substitution in the subscript of an element is expanded once more. */
function* withExpandedSubscript(sh: Interpreter, text: string): Task<string> {
  const found = /^([A-Za-z_][A-Za-z0-9_]*\[)((?:[^=\]]|\$\([^)]*\))*(?:\$\(|`)[^\]]*)(\][\s\S]*)$/.exec(text);
  if (!found) return text;
  const subscript = sh.expandQuoted(found[2]!);
  return found[1]! + (isTask(subscript) ? yield* subscript : subscript) + found[3]!;
}

type Scope = 'global' | 'present' | 'local';

function* all(
  sh: Interpreter,
  name: string,
  operands: readonly string[],
  attributes: Attributes,
  scope: Scope,
  inherit: boolean,
  compounds: ReturnType<Interpreter['takeCompounds']>,
): Task<number> {
  let status = 0;
  const sources = sh.wordSources.slice(-operands.length);
  for (const [index, given] of operands.entries()) {
    const text = yield* withExpandedSubscript(sh, given);
    if (text === '-' && name === 'local') {
      functionFrame(sh)!.push({ options: { ...sh.options } });
      continue;
    }
    const operand = parseOperand(sh, text, compounds);
    if (!operand) {
      status = complain(sh, name, `\`${text}': not a valid identifier`);
      continue;
    }
    const found = sh.variables.find(operand.name);
    if (scope === 'local' && found?.extension?.dynamic?.values) {
      status = complain(sh, name, `${operand.name}: variable may not be assigned value`);
      continue;
    }
    if (scope === 'local' && found?.readonly && !isLocal(sh, operand.name) && isGlobal(sh, operand.name)) {
      status = complain(sh, name, `${operand.name}: readonly variable`);
      continue;
    }
    const declareIt = (): MaybeTask<number> => declareVariable(sh, name, operand, attributes, sources[index] ?? []);
    if (scope === 'global') {
      let result: MaybeTask<number> = 0;
      withGlobal(sh, operand.name, () => {
        result = declareIt();
      });
      if (isTask(result as MaybeTask<number>)) result = yield* result as unknown as Task<number>;
      if ((result as number) !== 0) status = 1;
      continue;
    }
    if (scope === 'local') makeLocal(sh, operand.name, inherit || sh.shopts.localvar_inherit);
    else keepTemporary(sh, operand.name);
    const result = declareIt();
    if ((isTask(result) ? yield* result : result) !== 0) status = 1;
  }
  return status;
}

/** `declare -f` and `-F` with names: printed, or made readonly and exported. */
function functions(sh: Interpreter, options: Options): MaybeTask<number> {
  const { on, off, operands } = options;
  if (!on.has('r') && !on.has('x') && !off.has('x') && !on.has('t')) return printFunctions(sh, options);
  let status = 0;
  for (const name of operands) {
    const definition = sh.functions.get(name);
    if (!definition) {
      status = 1;
      continue;
    }
    sh.defineFunction(name, {
      ...definition,
      ...(on.has('r') ? { readonly: true } : {}),
      ...(on.has('x') || off.has('x') ? { exported: on.has('x') } : {}),
    });
  }
  return status;
}

const DIALECTS = ['bash', 'bash-posix'] as const;
export const declare = regular('declare', run, DIALECTS);
export const typeset = regular('typeset', run, DIALECTS);
export const local = regular('local', run, DIALECTS);
