/** What redirections change, kept at high numbers until the command has ended. */
import { isBash } from '../../syntax/dialect.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Interpreter } from '../interpreter.ts';

/** What a descriptor was before: a copy of it at a high number, or nothing. */
export type Saved = Map<number, number | undefined>;

const FIRST_SAVED = 10;

/** Keeps what is at a descriptor, unless an earlier redirection of the same command did. */
export function save(sh: Interpreter, descriptor: number, saved: Saved | undefined, closes = false): void {
  if (!saved) return;
  const closed = noteClosed(sh, descriptor, closes);
  if (saved.has(descriptor)) return;
  const table = sh.p.descriptors_;
  const file = closed ? undefined : table.get(descriptor);
  if (!file) {
    saved.set(descriptor, undefined);
    return;
  }
  const copy = table.add(file, FIRST_SAVED, true);
  if (isErrno(copy)) sh.fail(copy.message);
  saved.set(descriptor, copy);
}

/** dash keeps in mind which descriptors redirections have closed, also when a pipe has opened them again; gives what it thought before. */
function noteClosed(sh: Interpreter, descriptor: number, closes: boolean): boolean {
  if (sh.dialect !== 'dash') return false;
  const bit = 1 << descriptor;
  const before = sh.closedDescriptors;
  sh.closedDescriptors = closes ? before | bit : before & ~bit;
  return (before & bit) !== 0;
}

/** Puts back what was there. */
export function undo(sh: Interpreter, saved: Saved): void {
  if (sh.replaced) return;
  const table = sh.p.descriptors_;
  for (const [descriptor, copy] of saved) {
    const closed = noteClosed(sh, descriptor, copy === undefined);
    if (copy === undefined) {
      if (!closed) table.close(descriptor);
      continue;
    }
    const file = table.get(copy);
    if (file) table.put(descriptor, file);
    table.close(copy);
  }
}

/** Moves a freshly opened descriptor to where it is wanted. */
export function moveDescriptor(sh: Interpreter, opened: number, descriptor: number, saved: Saved | undefined): void {
  if (opened === descriptor) {
    if (!saved) return;
    noteClosed(sh, descriptor, false);
    if (!saved.has(descriptor)) saved.set(descriptor, undefined);
    return;
  }
  save(sh, descriptor, saved);
  const moved = sh.p.dup2(opened, descriptor);
  sh.p.close(opened);
  if (isErrno(moved)) sh.fail(`${isBash(sh.dialect) ? descriptor : opened}: ${moved.message}`, 1);
}
