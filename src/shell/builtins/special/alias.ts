/** `alias` and `unalias`. */
import { isBash } from '../../../syntax/dialect.ts';
import type { Interpreter } from '../../interpreter.ts';
import { shellQuote } from '../../show-words.ts';
import { bashAlias, bashUnalias } from '../bash/alias.ts';
import { letters, regular } from './inside.ts';

export const alias = regular('alias', (sh, argv) => {
  if (isBash(sh.dialect)) return bashAlias(sh, argv);
  const operands = argv.slice(1);
  if (operands.length === 0)
    return sh.write(
      [...sh.aliases]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, text]) => shown(sh, name, text))
        .join(''),
    );
  let status = 0;
  let text = '';
  for (const operand of operands) {
    const equals = operand.indexOf('=', 1);
    if (equals > 0) {
      sh.aliases.set(operand.slice(0, equals), operand.slice(equals + 1));
      sh.readingChanges++;
      continue;
    }
    const found = sh.aliases.get(operand);
    if (found !== undefined) text += shown(sh, operand, found);
    else {
      missing(sh, 'alias', operand);
      status = 1;
    }
  }
  const written = sh.write(text);
  return status === 0 ? written : status;
});

export const unalias = regular('unalias', (sh, argv) => {
  if (isBash(sh.dialect)) return bashUnalias(sh, argv);
  const { options, operands } = letters(sh, argv, 'a');
  sh.readingChanges++;
  if (options.has('a')) {
    sh.aliases.clear();
    return 0;
  }
  let status = 0;
  for (const name of operands) {
    if (sh.aliases.delete(name)) continue;
    missing(sh, 'unalias', name);
    status = 1;
  }
  return status;
});

function missing(sh: Interpreter, builtin: string, name: string): void {
  sh.writeError(`${builtin}: ${name} not found\n`);
}

const shown = (sh: Interpreter, name: string, text: string): string => `${name}=${shellQuote(text, sh.dialect)}\n`;
