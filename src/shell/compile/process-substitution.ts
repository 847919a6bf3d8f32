/** `<( )` and `>( )` of bash: a pipe under a name in /dev/fd. */
import type { Process } from '../../kernel/process.ts';
import { isTask, type Task } from '../../kernel/task.ts';
import type { Command, ProcessSubstitution, Word } from '../../syntax/tree.ts';
import { isErrno } from '../../vfs/errno.ts';
import { LAST } from '../flow.ts';
import { forkShell } from '../fork-shell.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Compiler, Text } from './compiler.ts';

/** bash takes the highest free number up to here, out of the way of scripts. */
const HIGHEST = 63;

export function processText(c: Compiler, node: ProcessSubstitution): Text {
  const body = c.sequence(node.body);
  const reading = node.direction === '<';
  return (sh) => {
    const [read, write] = sh.p.pipe();
    const mine = reading ? read : write;
    const theirs = reading ? write : read;
    const child = forkShell(sh, body, LAST, (p, sub) => {
      p.close(mine);
      for (const other of sh.openedForWords) p.close(other);
      sub.openedForWords = [];
      p.dup2(theirs, reading ? 1 : 0);
      p.close(theirs);
    });
    sh.p.close(theirs);
    if (isErrno(child)) return sh.fail('cannot make pipe for process substitution', 1);
    const high = highDescriptor(sh.p, mine);
    sh.p.setCloseOnExec(high, false);
    sh.openedForWords.push(high);
    sh.lastBackground = child.pid;
    return `/dev/fd/${high}`;
  };
}

/** Moves a descriptor up. */
export function highDescriptor(p: Process, descriptor: number): number {
  for (let high = HIGHEST; high > descriptor; high--) {
    if (p.descriptor(high)) continue;
    p.dup2(descriptor, high);
    p.close(descriptor);
    return high;
  }
  return descriptor;
}

/** The command, after which the pipes of its own words are closed. */
export function closingItsPipes(node: Command, exec: Exec): Exec {
  if (!opensPipes(node)) return exec;
  return (sh, flags) => {
    const before = sh.openedForWords.length;
    const result = exec(sh, flags);
    if (isTask(result)) return later(sh, result, before);
    close(sh, before);
    return result;
  };
}

function* later(sh: Interpreter, waiting: Task<number>, before: number): Task<number> {
  try {
    return yield* waiting;
  } finally {
    close(sh, before);
  }
}

function close(sh: Interpreter, from: number): void {
  const opened = sh.openedForWords.splice(from);
  if (!sh.replaced) for (const descriptor of opened) sh.p.close(descriptor);
}

function opensPipes(node: Command): boolean {
  const words: Word[] = [];
  if (node.kind === 'simple') words.push(...node.words, ...node.assignments.map(({ value }) => value));
  if ('redirections' in node)
    words.push(...node.redirections.filter(({ operator }) => operator !== '<<').map(({ target }) => target));
  return words.some((word) => word.parts.some((part) => part.kind === 'process'));
}
