/** `exit` and `return`. */
import { isBash } from '../../../syntax/dialect.ts';
import { leftEarly } from '../../events.ts';
import { RETURNING, ShellError, ShellExit } from '../../flow.ts';
import type { Interpreter } from '../../interpreter.ts';
import { complainOfNumber, integer, onlyOperand } from '../bash/operands.ts';
import { number, special } from './inside.ts';

/** Status of bash for what is no status. */
const BAD_OPERAND = 2;

export const exit = special('exit', (sh, argv) => {
  const operand = statusOperand(sh, argv);
  // busybox: a number that comes out negative is as none.
  const given = sh.dialect === 'busybox' && operand !== undefined && operand < 0 ? undefined : operand;
  const status = given ?? sh.trapStatus ?? sh.status;
  leaves(sh, 'exit', status);
  // dash shows the whole number to the EXIT trap.
  throw new ShellExit(sh.dialect === 'dash' ? status : status & 255);
});

/** Leaves the function, else the file that is sourced, else the script; bash has it only in the first two. */
export const returnBuiltin = special('return', (sh, argv) => {
  if (isBash(sh.dialect) && !sh.caller) {
    statusOperand(sh, argv);
    sh.complain("return: can only `return' from a function or sourced script");
    if (sh.dialect === 'bash-posix') throw new ShellError(BAD_OPERAND);
    return BAD_OPERAND;
  }
  const operand = statusOperand(sh, argv);
  const status = operand ?? sh.status;
  sh.returnsNothing = operand === undefined;
  leaves(sh, 'return', status);
  sh.statusBeforeReturn = sh.status;
  sh.leaving = RETURNING;
  return sh.dialect === 'dash' ? status : status & 255;
});

function statusOperand(sh: Interpreter, argv: readonly string[]): number | undefined {
  if (!isBash(sh.dialect)) return argv[1] === undefined ? undefined : number(sh, argv[1]);
  const operand = onlyOperand(sh, argv);
  if (operand === undefined) return undefined;
  const status = integer(operand);
  if (status === undefined) complainOfNumber(sh, argv[0]!, operand);
  return status ?? BAD_OPERAND;
}

function leaves(sh: Interpreter, how: 'exit' | 'return', status: number): void {
  if (sh.trace.full && sh.position) leftEarly(sh, how, sh.position, status);
}
