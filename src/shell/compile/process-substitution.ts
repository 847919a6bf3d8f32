/** `<( )` and `>( )` of bash: a pipe under a name in /dev/fd. */
import type { ProcessSubstitution } from '../../syntax/tree.ts';
import { isErrno } from '../../vfs/errno.ts';
import { LAST } from '../flow.ts';
import { forkShell } from '../fork-shell.ts';
import type { Compiler, Text } from './compiler.ts';

export function processText(c: Compiler, node: ProcessSubstitution): Text {
  const body = c.sequence(node.body);
  const reading = node.direction === '<';
  return (sh) => {
    const [read, write] = sh.p.pipe();
    const mine = reading ? read : write;
    const theirs = reading ? write : read;
    const child = forkShell(sh, body, LAST, (p) => {
      p.close(mine);
      p.dup2(theirs, reading ? 1 : 0);
      p.close(theirs);
    });
    sh.p.close(theirs);
    if (isErrno(child)) sh.fail('cannot make pipe for process substitution');
    sh.p.setCloseOnExec(mine, false);
    sh.openedForWords.push(mine);
    return `/dev/fd/${mine}`;
  };
}
