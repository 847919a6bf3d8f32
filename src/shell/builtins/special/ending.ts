/** `exit` and `return`. */
import { isBash } from '../../../syntax/dialect.ts';
import { note } from '../../events.ts';
import { RETURNING, ShellExit } from '../../flow.ts';
import type { Interpreter } from '../../interpreter.ts';
import { number, special } from './inside.ts';

export const exit = special('exit', (sh, argv) => {
  const status = statusOperand(sh, argv) ?? sh.trapStatus ?? sh.status;
  leaves(sh, 'exit', status);
  throw new ShellExit(status & 255);
});

/** Leaves the function, else the file that is sourced, else the script. */
export const returnBuiltin = special('return', (sh, argv) => {
  const status = statusOperand(sh, argv) ?? sh.status;
  leaves(sh, 'return', status);
  sh.leaving = RETURNING;
  return isBash(sh.dialect) ? status & 255 : status;
});

function statusOperand(sh: Interpreter, argv: readonly string[]): number | undefined {
  const operand = argv[1] === '--' && isBash(sh.dialect) ? argv[2] : argv[1];
  if (operand === undefined) return undefined;
  return number(sh, operand, argv[0]!);
}

function leaves(sh: Interpreter, how: 'exit' | 'return', status: number): void {
  if (sh.trace.full && sh.position) note(sh, { kind: 'left.early', how, position: sh.position, status });
}
