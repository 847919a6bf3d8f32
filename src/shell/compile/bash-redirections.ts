/** Redirections as bash has them: targets that may be patterns, `{name}>file`, `>&file`, `3>&4-`. */

import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import { bracedTexts } from '../../syntax/brace-expansion.ts';
import type { Redirection } from '../../syntax/tree.ts';
import { isErrno } from '../../vfs/errno.ts';
import { elementOf, parseReference } from '../bash/reference.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Compiler, Text } from './compiler.ts';
import { type Saved, save } from './saved-descriptors.ts';

/** What a target is when it expands to no word or to several; no path has a NUL. */
const AMBIGUOUS = '\0';
const FIRST_FREE = 10;

/** Where a target is expanded like the words of a command: the one word that comes of it. */
export function bashTarget(c: Compiler, node: Redirection): Text {
  const { operator } = node;
  if (operator === '<<' || operator === '<<<') return c.text(node.target);
  if (bracedTexts(c.source.excerpt(node.target)) !== undefined) return () => AMBIGUOUS;
  const fields = c.fields(node.target);
  // In POSIX mode a target is no pattern.
  const text = c.dialect === 'bash-posix' ? c.text(node.target) : undefined;
  return (sh) => {
    if (text && !sh.interactive) {
      const target = text(sh);
      return isTask(target) ? notEmpty(target, node) : target === '' && !isQuoted(node) ? AMBIGUOUS : target;
    }
    const out: string[] = [];
    const waiting = fields(sh, out);
    return waiting ? later(waiting, out) : onlyOne(out);
  };
}

/** Nothing is no target, unless it is written as that. */
const isQuoted = ({ target }: Redirection): boolean =>
  target.parts.some((part) => part.kind !== 'tilde' && part.quoted);

function* notEmpty(waiting: Task<string>, node: Redirection): Task<string> {
  const target = yield* waiting;
  return target === '' && !isQuoted(node) ? AMBIGUOUS : target;
}

function* later(waiting: Task, out: readonly string[]): Task<string> {
  yield* waiting;
  return onlyOne(out);
}

const onlyOne = (words: readonly string[]): string => (words.length === 1 ? words[0]! : AMBIGUOUS);

/** Ends the command when the target is not one word. `written`: the target in the script. */
export function checkTarget(sh: Interpreter, target: string, written: string): void {
  if (target === AMBIGUOUS) ambiguous(sh, written);
}

function ambiguous(sh: Interpreter, written: string): never {
  sh.fail(`${written}: ambiguous redirect`, 1);
}

/** `>&` and `<&`: a descriptor to copy, with `-` behind it to move; `file` is what `>&word` means otherwise. */
export function bashDuplicate(
  sh: Interpreter,
  { descriptor, operator }: Redirection,
  target: string,
  written: string,
  saved: Saved | undefined,
  file: () => MaybeTask<void>,
): MaybeTask<void> {
  const found = /^([0-9]+)(-?)$/.exec(target);
  if (!found) {
    if (operator === '>&' && descriptor === 1) return file();
    ambiguous(sh, target);
  }
  const from = Number(found[1]);
  if (!sh.p.descriptor(from)) {
    sh.fail(`${/^[0-9]+-?$/.test(written) ? from : written}: Bad file descriptor`, 1);
  }
  save(sh, descriptor, saved);
  const done = from === descriptor ? from : sh.p.dup2(from, descriptor);
  if (isErrno(done)) sh.fail(`${from}: ${done.message}`, 1);
  if (found[2] !== '' && from !== descriptor) {
    // What was moved does not come back.
    sh.p.close(from);
  }
}

/**
 * `{name}` before an operator: a free descriptor that the variable then names, and that stays open; `{name}>&-` closes the one that it names.
 * @param redirect does the redirection on a descriptor
 */
export function namedDescriptor(
  sh: Interpreter,
  name: string,
  { operator }: Redirection,
  target: string,
  redirect: (descriptor: number) => MaybeTask<void>,
): MaybeTask<void> {
  if ((operator === '<&' || operator === '>&') && target === '-') {
    const text = currentValue(sh, name);
    if (!/^[0-9]+$/.test(text)) ambiguous(sh, name);
    sh.p.close(Number(text));
    return;
  }
  let free = FIRST_FREE;
  while (sh.p.descriptor(free)) free++;
  const found = sh.variables.find(name.replace(/\[.*/s, ''));
  if (found?.readonly) {
    sh.complain(`${name}: readonly variable`);
    sh.fail(`${name}: cannot assign fd to variable`, 1);
  }
  const done = redirect(free);
  if (isTask(done)) return namedLater(sh, name, free, done);
  sh.assign(name, String(free));
}

/** Of a variable or of an element. */
function currentValue(sh: Interpreter, name: string): string {
  const reference = parseReference(sh, name);
  if (reference?.subscript === undefined) return sh.get(name) ?? '';
  return elementOf(sh, reference.name, sh.variables.find(reference.name), reference.subscript) ?? '';
}

function* namedLater(sh: Interpreter, name: string, descriptor: number, waiting: Task<void>): Task<void> {
  yield* waiting;
  sh.assign(name, String(descriptor));
}
