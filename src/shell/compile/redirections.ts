/** Redirections (XCU 2.7): done in order on the process's descriptors, and undone after the command. */
import type { OpenFlags } from '../../kernel/open-file.ts';
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { Redirection } from '../../syntax/tree.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { unreadableDocument } from '../bash/unreadable-document.ts';
import type { Interpreter } from '../interpreter.ts';
import { why } from '../messages.ts';
import { bashDuplicate, bashTarget, checkTarget, namedDescriptor } from './bash-redirections.ts';
import type { Compiler, Text } from './compiler.ts';
import { hereDocument, lateDocument } from './here-document.ts';
import { moveDescriptor, type Saved, save } from './saved-descriptors.ts';

export interface Redirections {
  /** Expands all targets, before anything is done; an error in that ends the shell. The Almquist shells leave here-documents for later. */
  readonly expand: (sh: Interpreter) => MaybeTask<readonly string[]>;
  /** Does them; without `saved` for good. On an error reports it and throws a ShellError. */
  readonly apply: (sh: Interpreter, targets: readonly string[], saved: Saved | undefined) => MaybeTask<void>;
}

export function compileRedirections(c: Compiler, list: readonly Redirection[]): Redirections | undefined {
  if (list.length === 0) return undefined;
  // The body of a here-document is read after the line, so it is looked at only now.
  const texts: Text[] = list.map((each) => {
    let text: Text | undefined;
    return (sh) => {
      const unreadable = each.here?.unreadable;
      text ??= unreadable
        ? unreadableDocument(each.here!, unreadable)
        : isBash(c.dialect)
          ? bashTarget(c, each)
          : c.text(each.target);
      return text(sh);
    };
  });
  const late = list.map(({ operator }) => isBash(c.dialect) || operator === '<<');
  const targetOf = (sh: Interpreter, index: number): MaybeTask<string> => (late[index] ? '' : texts[index]!(sh));
  const inBash = (
    sh: Interpreter,
    redirection: Redirection,
    target: string,
    saved: Saved | undefined,
  ): MaybeTask<void> => {
    const { variable } = redirection;
    const written = c.source.excerpt(redirection.target);
    checkTarget(sh, target, written);
    const on = (descriptor: number, kept: Saved | undefined): MaybeTask<void> => {
      const node = { ...redirection, descriptor, target: redirection.target };
      if ((node.operator === '<&' || node.operator === '>&') && target !== '-')
        return bashDuplicate(sh, node, target, written, kept, () => both(sh, target, false, kept));
      return redirect(sh, node, target, kept);
    };
    if (variable === undefined) return on(redirection.descriptor, saved);
    return namedDescriptor(sh, variable, redirection, target, (descriptor) => on(descriptor, undefined));
  };
  /** busybox has numbers and `-` from its parser; what expands to anything but a number is a file. */
  const inBusybox = (
    sh: Interpreter,
    redirection: Redirection,
    target: string,
    saved: Saved | undefined,
  ): MaybeTask<void> =>
    duplicates(redirection) && !isDescriptor(redirection, target)
      ? both(sh, target, false, saved)
      : redirect(sh, redirection, target, saved);
  const perform = isBash(c.dialect) ? inBash : c.dialect === 'busybox' ? inBusybox : redirect;
  return {
    expand: (sh) => {
      const targets: string[] = [];
      for (let index = 0; index < texts.length; index++) {
        const target = targetOf(sh, index);
        if (typeof target !== 'string') return expandLater(sh, targets, index, target, targetOf, list);
        targets.push(checked(sh, list[index]!, target));
      }
      return targets;
    },
    apply: (sh, targets, saved) => {
      for (let index = 0; index < list.length; index++) {
        const done = step(sh, index, targets, saved);
        if (isTask(done)) return applyLater(sh, index, targets, saved, done);
      }
    },
  };

  function step(sh: Interpreter, index: number, targets: readonly string[], saved: Saved | undefined): MaybeTask<void> {
    const redirection = list[index]!;
    if (!late[index]) return perform(sh, redirection, targets[index]!, saved);
    if (!isBash(sh.dialect)) return lateDocument(sh, redirection.descriptor, texts[index]!, saved);
    const target = texts[index]!(sh);
    return typeof target === 'string' ? perform(sh, redirection, target, saved) : later(target);

    function* later(waiting: Task<string>): Task<void> {
      const done = perform(sh, redirection, yield* waiting, saved);
      if (isTask(done)) yield* done;
    }
  }

  function* applyLater(
    sh: Interpreter,
    at: number,
    targets: readonly string[],
    saved: Saved | undefined,
    waiting: Task<void>,
  ): Task<void> {
    yield* waiting;
    for (let index = at + 1; index < list.length; index++) {
      const done = step(sh, index, targets, saved);
      if (isTask(done)) yield* done;
    }
  }
}

function* expandLater(
  sh: Interpreter,
  targets: string[],
  at: number,
  waiting: Task<string>,
  targetOf: (sh: Interpreter, index: number) => MaybeTask<string>,
  list: readonly Redirection[],
): Task<readonly string[]> {
  targets.push(checked(sh, list[at]!, yield* waiting));
  for (let index = at + 1; index < list.length; index++) {
    const target = targetOf(sh, index);
    targets.push(checked(sh, list[index]!, typeof target === 'string' ? target : yield* target));
  }
  return targets;
}

const duplicates = ({ operator }: Redirection): boolean => operator === '<&' || operator === '>&';

/** For busybox: `-` only as written without quotes, an expansion's number only when it is short. */
const isDescriptor = ({ target: { plain } }: Redirection, target: string): boolean =>
  /^[0-9]{1,9}$/.test(target) || (plain !== undefined && /^(?:[0-9]+|-)$/.test(plain));

/** The Almquist shells find out while expanding that a target is no descriptor. */
function checked(sh: Interpreter, redirection: Redirection, target: string): string {
  if (isBash(sh.dialect) || !duplicates(redirection) || /^[0-9]$/.test(target)) return target;
  if (sh.dialect === 'busybox') {
    if (target !== '' && (redirection.descriptor === 1 || isDescriptor(redirection, target))) return target;
  } else if (target === '-') return target;
  // It is reported as a syntax error, at the line that was read last.
  if (sh.position && sh.reader) sh.position = { ...sh.position, told: sh.reader.line };
  if (sh.dialect === 'dash') sh.fail('Syntax error: Bad fd number');
  sh.fail(target === '' ? 'syntax error: bad fd number' : 'redir error');
}

function redirect(
  sh: Interpreter,
  redirection: Redirection,
  target: string,
  saved: Saved | undefined,
): MaybeTask<void> {
  const { descriptor } = redirection;
  switch (redirection.operator) {
    case '<':
      return open(sh, descriptor, target, { read: true }, 'open', saved);
    case '<>':
      return open(sh, descriptor, target, { read: true, write: true, create: true }, 'create', saved);
    case '>':
      if (sh.options.noclobber) return openNew(sh, descriptor, target, saved);
      return open(sh, descriptor, target, { write: true, create: true, truncate: true }, 'create', saved);
    case '>|':
      return open(sh, descriptor, target, { write: true, create: true, truncate: true }, 'create', saved);
    case '>>':
      return open(sh, descriptor, target, { write: true, create: true, append: true }, 'create', saved);
    case '<&':
    case '>&':
      duplicate(sh, descriptor, target, saved);
      return;
    case '<<':
      hereDocument(sh, descriptor, target, saved);
      return;
    case '<<<':
      hereDocument(sh, descriptor, `${target}\n`, saved);
      return;
    case '&>':
    case '&>>':
      return both(sh, target, redirection.operator === '&>>', saved);
  }
}

function both(sh: Interpreter, target: string, append: boolean, saved: Saved | undefined): MaybeTask<void> {
  const done =
    sh.options.noclobber && !append
      ? openNew(sh, 1, target, saved)
      : open(
          sh,
          1,
          target,
          { write: true, create: true, ...(append ? { append } : { truncate: true }) },
          'create',
          saved,
        );
  if (isTask(done)) return bothLater(sh, done, saved);
  duplicate(sh, 2, '1', saved);
}

function* bothLater(sh: Interpreter, waiting: Task<void>, saved: Saved | undefined): Task<void> {
  yield* waiting;
  duplicate(sh, 2, '1', saved);
}

function open(
  sh: Interpreter,
  descriptor: number,
  path: string,
  flags: OpenFlags,
  doing: 'open' | 'create',
  saved: Saved | undefined,
): MaybeTask<void> {
  const opened = path === '' ? Errno.ENOENT : sh.p.open(path, flags);
  // A FIFO waits for its other end.
  if (
    opened === Errno.EAGAIN ||
    (!isErrno(opened) && sh.p.descriptor(opened)?.kind === 'fifo' && !(flags.read && flags.write) && path !== '')
  ) {
    if (!isErrno(opened)) sh.p.close(opened);
    return openFifo(sh, descriptor, path, flags, doing, saved);
  }
  if (isErrno(opened)) failedToOpen(sh, path, opened, doing);
  moveDescriptor(sh, opened, descriptor, saved);
}

function* openFifo(
  sh: Interpreter,
  descriptor: number,
  path: string,
  flags: OpenFlags,
  doing: 'open' | 'create',
  saved: Saved | undefined,
): Task<void> {
  // Differs: bash has the call started again after a signal that is trapped.
  const interrupted = isBash(sh.dialect) ? undefined : () => sh.pendingTrap !== undefined;
  const opened = yield* sh.p.openTask(path, flags, undefined, interrupted);
  if (isErrno(opened)) failedToOpen(sh, path, opened, doing);
  moveDescriptor(sh, opened, descriptor, saved);
}

/** With `set -C`: a regular file must not be there yet. */
function openNew(sh: Interpreter, descriptor: number, path: string, saved: Saved | undefined): MaybeTask<void> {
  const there = sh.p.stat(path);
  if (!isErrno(there) && there.type === 'file') {
    if (isBash(sh.dialect)) sh.fail(`${path}: cannot overwrite existing file`, 1);
    failedToOpen(sh, path, Errno.EEXIST, 'create');
  }
  // dash opens what is no regular file as if to read it, and says so when it cannot.
  if (!isErrno(there) && sh.dialect === 'dash') return open(sh, descriptor, path, { write: true }, 'open', saved);
  return open(
    sh,
    descriptor,
    path,
    { write: true, create: true, ...(isErrno(there) ? { exclusive: true } : {}) },
    'create',
    saved,
  );
}

function failedToOpen(sh: Interpreter, path: string, error: Errno, doing: 'open' | 'create'): never {
  if (isBash(sh.dialect)) sh.fail(`${path}: ${error.message}`, 1);
  sh.fail(
    sh.dialect === 'dash'
      ? `cannot ${doing} ${path}: ${why(error, sh.dialect, doing)}`
      : `can't ${doing} ${path}: ${why(error, sh.dialect, doing)}`,
    sh.dialect === 'dash' ? 2 : 1,
  );
}

function duplicate(sh: Interpreter, descriptor: number, target: string, saved: Saved | undefined): void {
  if (target === '-') {
    save(sh, descriptor, saved, true);
    sh.p.descriptors_.close(descriptor);
    return;
  }
  const from = Number(target);
  // Differs: to duplicate a descriptor onto itself is nothing for the Almquist shells, open or not.
  if (from === descriptor && !isBash(sh.dialect)) return;
  if (!sh.p.descriptor(from)) {
    save(sh, descriptor, saved);
    // dash has closed it by then: a complaint that would go there is lost.
    if (saved && sh.dialect === 'dash') sh.p.descriptors_.close(descriptor);
    if (isBash(sh.dialect)) sh.fail(`${target}: Bad file descriptor`, 1);
    sh.fail(
      sh.dialect === 'dash' ? `${target}: Bad file descriptor` : `${target}: Bad file descriptor`,
      sh.dialect === 'dash' ? 2 : 1,
    );
  }
  save(sh, descriptor, saved);
  const done = from === descriptor ? from : sh.p.dup2(from, descriptor);
  if (isErrno(done)) sh.fail(`${from}: ${done.message}`, 1);
}
