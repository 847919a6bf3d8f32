/** ln: makes links. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';
import { baseName, dirName } from '../text/names.ts';
import { quoteAlways, quoteIfNeeded } from '../text/quote.ts';
import { canonical } from './canonical.ts';
import { confirm } from './confirm.ts';
import { joined } from './destination.ts';
import { relative } from './readlink.ts';

const LONG = [
  'backup::',
  'directory=F',
  'no-dereference=n',
  'no-target-directory=T',
  'force=f',
  'interactive=i',
  'suffix:=S',
  'target-directory:=t',
  'logical=L',
  'physical=P',
  'relative=r',
  'symbolic=s',
  'verbose=v',
  'help',
  'version',
];

interface How {
  readonly symbolic: boolean;
  readonly relative: boolean;
  readonly force: boolean;
  readonly ask: boolean;
  readonly logical: boolean;
  readonly verbose: boolean;
}

export const ln: Program = {
  name: 'ln',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'bdfinrst:vFLPS:T', LONG);
    let how: How = { symbolic: false, relative: false, force: false, ask: false, logical: false, verbose: false };
    let [followDirectory, plain] = [true, false];
    let directory: string | undefined;
    for (const { name, value } of options) {
      if (name === 's') how = { ...how, symbolic: true };
      else if (name === 'f') how = { ...how, force: true, ask: false };
      else if (name === 'i') how = { ...how, force: false, ask: true };
      else if (name === 'n') followDirectory = false;
      else if (name === 'r') how = { ...how, relative: true };
      else if (name === 'L') how = { ...how, logical: true };
      else if (name === 'P') how = { ...how, logical: false };
      else if (name === 'v') how = { ...how, verbose: true };
      else if (name === 'T') plain = true;
      else if (name === 't') {
        if (directory !== undefined) return yield* complain(p, 'multiple target directories specified');
        directory = value;
      } else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length === 0) return yield* usageError(p, 'missing file operand');
    if (how.relative && !how.symbolic) return yield* complain(p, 'cannot do --relative without --symbolic');
    if (plain) {
      if (directory !== undefined)
        return yield* complain(p, 'cannot combine --target-directory and --no-target-directory');
      if (operands.length < 2)
        return yield* usageError(p, `missing destination file operand after ${quoteAlways(operands[0]!)}`);
      if (operands.length > 2) return yield* usageError(p, `extra operand ${quoteAlways(operands[2]!)}`);
      return (yield* link(p, operands[0]!, operands[1]!, how)) ? 0 : 1;
    }
    let sources = operands;
    if (operands.length < 2 && directory === undefined) directory = '.';
    else {
      const target = directory ?? operands.at(-1)!;
      const stat = followDirectory || directory !== undefined ? p.stat(target) : p.lstat(target);
      const wrong = isErrno(stat) ? stat : stat.type === 'directory' ? undefined : Errno.ENOTDIR;
      if (wrong && directory === undefined && operands.length === 2)
        return (yield* link(p, operands[0]!, target, how)) ? 0 : 1;
      if (wrong === Errno.ENOTDIR && sources === operands && directory !== undefined)
        return yield* complain(p, `target ${quoteAlways(target)} is not a directory`);
      if (wrong)
        return yield* complain(
          p,
          `${directory === undefined ? 'target' : 'failed to access'} ${quoteAlways(target)}: ${wrong.message}`,
        );
      if (directory === undefined) sources = operands.slice(0, -1);
      directory = target;
    }
    let status = 0;
    const made = new Set<string>();
    for (const source of sources) {
      const to =
        directory === '.' && operands.length < 2 ? joined('.', baseName(source)) : joined(directory, baseName(source));
      if (made.has(to))
        status = yield* complain(p, `will not overwrite just-created ${quoteAlways(to)} with ${quoteAlways(source)}`);
      else if (yield* link(p, source, to, how)) made.add(to);
      else status = 1;
    }
    return status;
  },
};

function* link(p: Process, given: string, to: string, how: How): Task<boolean> {
  const fail = function* (text: string): Task<boolean> {
    yield* complain(p, text);
    return false;
  };
  if (!how.symbolic) {
    const stat = how.logical ? p.stat(given) : p.lstat(given);
    if (isErrno(stat)) return yield* fail(`failed to access ${quoteAlways(given)}: ${stat.message}`);
    if (stat.type === 'directory') return yield* fail(`${quoteIfNeeded(given)}: hard link not allowed for directory`);
  }
  const source = how.relative ? relativeTo(p, given, to) : given;
  const attempt = (): true | Errno => {
    if (how.symbolic) return p.symlink(source, to);
    const real = how.logical ? p.realpath(source) : { path: source };
    return isErrno(real) ? real : p.link(real.path, to);
  };
  let done = attempt();
  if (done === Errno.EEXIST && (how.force || how.ask)) {
    const there = p.lstat(to);
    if (!isErrno(there) && there.type === 'directory')
      return yield* fail(`${quoteIfNeeded(to)}: cannot overwrite directory`);
    const own = p.stat(source);
    if (!isErrno(there) && !isErrno(own) && there.ino === own.ino && there.dev === own.dev) {
      const same = p.realpath(source);
      const other = p.realpath(to);
      if (
        !how.symbolic ||
        (!isErrno(same) && !isErrno(other) && same.path === other.path && there.type !== 'symlink')
      ) {
        if (!isErrno(same) && !isErrno(other) && same.path === other.path)
          return yield* fail(`${quoteAlways(source)} and ${quoteAlways(to)} are the same file`);
      }
    }
    if (how.ask && !(yield* confirm(p, `replace ${quoteAlways(to)}?`))) return true;
    const gone = p.unlink(to);
    done = isErrno(gone) ? gone : attempt();
  }
  if (done === true) {
    if (how.verbose) yield* p.print(`${quoteAlways(to)} ${how.symbolic ? '->' : '=>'} ${quoteAlways(source)}\n`);
    return true;
  }
  if (how.symbolic) {
    const long = done === Errno.ENAMETOOLONG || source === '';
    return yield* fail(
      `failed to create symbolic link ${quoteAlways(to)}${long ? ` -> ${quoteAlways(source)}` : ''}: ${done.message}`,
    );
  }
  const short = done === Errno.EEXIST || done === Errno.ENOSPC || done === Errno.EROFS;
  return yield* fail(
    `failed to create hard link ${quoteAlways(to)}${short ? '' : ` => ${quoteAlways(source)}`}: ${done.message}`,
  );
}

/** A symlink's text from where it will lie. */
function relativeTo(p: Process, source: string, to: string): string {
  const [from, target] = [canonical(p, dirName(to), 'nothing'), canonical(p, source, 'nothing')];
  return isErrno(from) || isErrno(target) ? source : relative(target.path, from.path);
}
