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
    if (!NAME.test(name)) sh.fail(`${name}: bad variable name`);
    sh.unset(name);
  }
  return 0;
});
