/** POSIX mode: `set -o posix` makes bash another dialect for everything that is read from now on. */
import { TRAITS } from '../dialects/traits.ts';
import type { Interpreter } from '../interpreter.ts';
import { inPosixMode } from '../shopts.ts';

export function setPosixMode(sh: Interpreter, on: boolean): void {
  sh.options.posix = on;
  const dialect = on ? 'bash-posix' : 'bash';
  if (on) sh.variables.own('POSIXLY_CORRECT').value = 'y';
  else sh.variables.delete('POSIXLY_CORRECT');
  if (sh.dialect === dialect) return;
  sh.dialect = dialect;
  sh.traits = TRAITS[dialect];
  sh.shopts = inPosixMode(sh.shopts, on);
  sh.readingChanges++;
}
