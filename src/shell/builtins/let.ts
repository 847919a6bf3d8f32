/** let: arithmetic as a command; the last expression's truth is the status. */
import { ArithmeticError, evaluate, parseArithmetic } from '../words/arithmetic.ts';
import type { Builtin } from './builtin.ts';
import { complain } from './diagnostics.ts';
import { regular } from './special/inside.ts';

export const letBuiltin: Builtin = regular(
  'let',
  (sh, argv) => {
    const wrong = sh.dialect === 'busybox' ? 2 : 1;
    if (argv.length < 2) return complain(sh, 'let', 'expression expected', wrong);
    let status = 0;
    for (const text of argv.slice(1)) {
      const value = evaluate(parseArithmetic(text, sh.dialect), sh.arithmetic);
      if (value instanceof ArithmeticError && value.message === '') return wrong;
      if (value instanceof ArithmeticError) return complain(sh, 'let', value.message, wrong);
      status = value === 0 ? 1 : 0;
    }
    return status;
  },
  ['busybox', 'bash', 'bash-posix'],
);
