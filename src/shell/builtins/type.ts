/** type: what a name would run. */
import type { MaybeTask } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import { describeCommand } from '../describe-command.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Builtin } from './builtin.ts';
import { complain, readOptions } from './diagnostics.ts';
import { regular } from './special/inside.ts';

export const type: Builtin = regular('type', (sh, argv) => {
  if (isBash(sh.dialect)) return bashType(sh, argv);
  let text = '';
  let status = 0;
  for (const name of argv.slice(1)) {
    const found = describeCommand(sh, name, true);
    text += found.text;
    if (found.status !== 0) status = found.status;
  }
  const written = sh.write(text);
  return status === 0 ? written : status;
});

function bashType(sh: Interpreter, argv: readonly string[]): MaybeTask<number> {
  const read = readOptions(sh, argv, 'afptP', 'type [-afptP] name [name ...]');
  if ('status' in read) return read.status;
  const { options, operands } = read;
  if (options.has('a')) return sh.unsupported('type -a');
  let text = '';
  let status = 0;
  for (const name of operands) {
    const kind = kindOf(sh, name, options.has('f'));
    const path = kind === 'file' || options.has('P') ? (sh.hashed.get(name)?.path ?? sh.findProgram(name)) : undefined;
    if (kind === undefined && path === undefined) {
      status =
        options.has('t') || options.has('p') || options.has('P') ? 1 : complain(sh, 'type', `${name}: not found`);
    } else if (options.has('t')) text += `${kind}\n`;
    else if (options.has('p') || options.has('P')) {
      if (path !== undefined) text += `${path}\n`;
      else if (options.has('P')) status = 1;
    } else {
      text += describeCommand(sh, name, true).text;
      if (kind === 'function') text += `${sh.functionText(name)}\n`;
    }
  }
  const written = sh.write(text);
  return status === 0 ? written : status;
}

function kindOf(sh: Interpreter, name: string, withoutFunctions: boolean): string | undefined {
  if (sh.alias(name) !== undefined) return 'alias';
  if (describeCommand(sh, name, true).text.endsWith(' is a shell keyword\n')) return 'keyword';
  if (!withoutFunctions && sh.hasFunction(name)) return 'function';
  if (sh.builtin(name)) return 'builtin';
  return sh.findProgram(name) === undefined ? undefined : 'file';
}
