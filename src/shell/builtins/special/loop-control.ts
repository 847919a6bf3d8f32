/** `break` and `continue`. */

import { isBash } from '../../../syntax/dialect.ts';
import { note } from '../../events.ts';
import { BREAKING, CONTINUING, ShellExit } from '../../flow.ts';
import type { Interpreter } from '../../interpreter.ts';
import { complainOfNumber, integer, onlyOperand } from '../bash/operands.ts';
import { illegal, number, type Run, special } from './inside.ts';

/** Status with which bash ends when the count of loops is no number. */
const NO_NUMBER = 128;

const leave =
  (how: typeof BREAKING | typeof CONTINUING): Run =>
  (sh, argv) => {
    const wanted = isBash(sh.dialect) ? bashLoops(sh, argv) : loopsWanted(sh, argv);
    if (typeof wanted !== 'number') return wanted.status;
    const loops = Math.min(wanted, sh.loops);
    if (loops > 0) {
      sh.leaving = how;
      sh.leavingLoops = loops;
      if (sh.trace.full && sh.position)
        note(sh, {
          kind: 'left.early',
          how: how === BREAKING ? 'break' : 'continue',
          position: sh.position,
          status: 0,
        });
    }
    return 0;
  };

function loopsWanted(sh: Interpreter, argv: readonly string[]): number {
  const operand = argv[1] === '--' ? argv[2] : argv[1];
  const wanted = operand === undefined ? 1 : number(sh, operand);
  return wanted > 0 ? wanted : illegal(sh, operand!);
}

/** bash: a status after a complaint. A count that is too small leaves all loops. */
function bashLoops(sh: Interpreter, argv: readonly string[]): number | { readonly status: number } {
  const [name] = argv as readonly [string];
  if (sh.loops === 0) {
    if (sh.dialect === 'bash') sh.complain(`${name}: only meaningful in a \`for', \`while', or \`until' loop`);
    return { status: 0 };
  }
  const operand = onlyOperand(sh, argv);
  if (operand === undefined) return 1;
  const wanted = integer(operand);
  if (wanted === undefined) {
    complainOfNumber(sh, name, operand);
    throw new ShellExit(NO_NUMBER);
  }
  if (wanted > 0) return wanted;
  sh.complain(`${name}: ${operand}: loop count out of range`);
  sh.leaving = BREAKING;
  sh.leavingLoops = sh.loops;
  return { status: 1 };
}

export const breakBuiltin = special('break', leave(BREAKING));
export const continueBuiltin = special('continue', leave(CONTINUING));
