/** `unset`. */
import { letters, special } from './inside.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

export const unset = special('unset', (sh, argv) => {
  const { options, operands } = letters(sh, argv, 'vf');
  for (const name of operands) {
    if (options.has('f')) {
      sh.defineFunction(name, undefined);
      continue;
    }
    // A name goes up to an equals sign.
    const end = name.indexOf('=');
    const variable = end < 0 ? name : name.slice(0, end);
    if (!NAME.test(variable)) sh.fail(`${variable}: bad variable name`);
    // dash wants a number for OPTIND, and an empty text is none.
    if (variable === 'OPTIND' && sh.dialect === 'dash') sh.fail('Illegal number: ');
    sh.unset(variable);
  }
  return 0;
});
