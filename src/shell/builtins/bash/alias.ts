/** alias and unalias as bash has them. */
import type { MaybeTask } from '../../../kernel/task.ts';
import type { Interpreter } from '../../interpreter.ts';
import { singleQuoted } from '../../show-words.ts';
import { complain, printUsage, readOptions } from '../diagnostics.ts';

const UNALIAS_USAGE = 'unalias [-a] name [name ...]';
/** What no alias can have in its name. */
const NOT_IN_A_NAME = /[ \t\n;&|<>()\\'"$`/]/;

export function bashAlias(sh: Interpreter, argv: readonly string[]): MaybeTask<number> {
  const read = readOptions(sh, argv, 'p', 'alias [-p] [name[=value] ... ]');
  if ('status' in read) return read.status;
  const { options, operands } = read;
  let text = '';
  let status = 0;
  if (operands.length === 0 || options.has('p'))
    text = [...sh.aliases]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => shown(sh, name, value))
      .join('');
  for (const operand of operands) {
    const equals = operand.indexOf('=', 1);
    const name = equals > 0 ? operand.slice(0, equals) : operand;
    const value = sh.aliases.get(name);
    if (equals > 0) {
      if (NOT_IN_A_NAME.test(name)) status = complain(sh, 'alias', `\`${name}': invalid alias name`);
      else {
        sh.aliases.set(name, operand.slice(equals + 1));
        sh.readingChanges++;
      }
    } else if (value !== undefined) text += shown(sh, name, value);
    else status = complain(sh, 'alias', `${name}: not found`);
  }
  const written = sh.write(text);
  return status === 0 ? written : status;
}

const shown = (sh: Interpreter, name: string, value: string): string =>
  `${sh.dialect === 'bash-posix' ? '' : `alias ${name[0] === '-' ? '-- ' : ''}`}${name}=${singleQuoted(value)}\n`;

export function bashUnalias(sh: Interpreter, argv: readonly string[]): MaybeTask<number> {
  const read = readOptions(sh, argv, 'a', UNALIAS_USAGE);
  if ('status' in read) return read.status;
  const { options, operands } = read;
  sh.readingChanges++;
  if (options.has('a')) {
    sh.aliases.clear();
    return 0;
  }
  if (operands.length === 0) {
    printUsage(sh, 'unalias', UNALIAS_USAGE);
    return 2;
  }
  let status = 0;
  for (const name of operands) if (!sh.aliases.delete(name)) status = complain(sh, 'unalias', `${name}: not found`);
  return status;
}
