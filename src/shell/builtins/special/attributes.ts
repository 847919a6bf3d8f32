/** `export` and `readonly`. */
import { isBash } from '../../../syntax/dialect.ts';
import type { Interpreter } from '../../interpreter.ts';
import { shellQuote } from '../../show-words.ts';
import { letters, type Run, special } from './inside.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const attribute =
  (which: 'exported' | 'readonly'): Run =>
  (sh, argv) => {
    // dash looks at the first letter only.
    if (sh.dialect === 'dash' && argv[1]?.startsWith('-p')) return sh.write(listing(sh, argv[0]!, which));
    const { options, operands } = letters(
      sh,
      argv,
      isBash(sh.dialect) ? 'pnfaA' : sh.dialect === 'busybox' ? 'pn' : 'p',
    );
    if (operands.length === 0 || (options.has('p') && !isBash(sh.dialect)))
      return sh.write(listing(sh, argv[0]!, which));
    const sources = sh.wordSources.slice(argv.length - operands.length);
    let status = 0;
    operands.forEach((operand, index) => {
      const equals = operand.indexOf('=');
      const name = equals < 0 ? operand : operand.slice(0, equals);
      if (!NAME.test(name)) {
        if (!isBash(sh.dialect))
          sh.fail(sh.dialect === 'busybox' ? `${name}: bad variable name` : `${name}: bad variable name`);
        sh.complain(`${argv[0]}: \`${operand}': not a valid identifier`);
        status = 1;
        return;
      }
      if (equals >= 0) sh.setVariable(name, operand.slice(equals + 1), sh.position, sources[index] ?? []);
      const isNew = sh.variables.find(name) === undefined;
      const variable = sh.variables.own(name);
      if (!isBash(sh.dialect) && equals < 0 && isNew && sh.options.allexport) variable.exported = true;
      // busybox: with a value, `-n` leaves the attribute as it is.
      const takesAway = options.has('n') && which === 'exported';
      if (!(takesAway && equals >= 0 && sh.dialect === 'busybox')) variable[which] = !takesAway;
    });
    return status;
  };

function listing(sh: Interpreter, word: string, which: 'exported' | 'readonly'): string {
  const rows = [...sh.variables.entries()]
    .filter(([, variable]) => variable[which])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return rows
    .map(([name, { value }]) => `${word} ${name}${value === undefined ? '' : `=${shellQuote(value, sh.dialect)}`}\n`)
    .join('');
}

export const exportBuiltin = special('export', attribute('exported'));
export const readonly = special('readonly', attribute('readonly'));
