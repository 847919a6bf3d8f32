/** `coproc` (bash): a command in the background with a pipe to it and one from it. */
import type { Coprocess } from '../../syntax/tree.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { BuiltinShell } from '../builtins/builtin.ts';
import { LAST } from '../flow.ts';
import { forkShell } from '../fork-shell.ts';
import type { Exec } from '../function.ts';
import type { Compiler } from './compiler.ts';
import { highDescriptor } from './process-substitution.ts';

export function compileCoprocess(c: Compiler, node: Coprocess): Exec {
  const position = c.position(node);
  const exec = c.command(node.command);
  const text = c.source.excerpt(node);
  return (sh) => {
    sh.position = position;
    const { p } = sh;
    const [fromIt, itsOutput, itsInput, toIt] = [...p.pipe(), ...p.pipe()].map((each) => highDescriptor(p, each)) as [
      number,
      number,
      number,
      number,
    ];
    const child = forkShell(sh, exec, LAST, (own) => {
      own.close(fromIt);
      own.close(toIt);
      own.dup2(itsInput, 0);
      own.dup2(itsOutput, 1);
      own.close(itsInput);
      own.close(itsOutput);
    });
    p.close(itsOutput);
    p.close(itsInput);
    if (isErrno(child)) return sh.fail('fork: Resource temporarily unavailable', 1);
    p.setCloseOnExec(fromIt, true);
    p.setCloseOnExec(toIt, true);
    const shell: BuiltinShell = sh;
    shell.values?.assignArray(node.name, [String(fromIt), String(toIt)]);
    sh.setVariable(`${node.name}_PID`, String(child.pid));
    sh.jobs.add([child.pid], text);
    sh.lastBackground = child.pid;
    sh.status = 0;
    return 0;
  };
}
