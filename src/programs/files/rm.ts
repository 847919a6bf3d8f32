/** rm: removes files and, with -r, directories with what is in them. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import type { Stat } from '../../vfs/stat.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';
import { baseName } from '../text/names.ts';
import { quote, quoteAlways } from '../text/quote.ts';
import { confirm } from './confirm.ts';
import { typeText } from './file-type.ts';

const LONG = [
  'force=f',
  'interactive::',
  'one-file-system',
  'no-preserve-root',
  'preserve-root::',
  'recursive=r',
  'dir=d',
  'verbose=v',
  'help',
  'version',
];

export interface RemoveOptions {
  readonly ask: 'never' | 'always' | 'protected';
  readonly force: boolean;
  readonly recursive: boolean;
  readonly emptyDirectories: boolean;
  readonly verbose: boolean;
  readonly oneFileSystem: boolean;
}

export const rm: Program = {
  name: 'rm',
  run: function* (p) {
    const { options: given, operands, error } = getopt(p.argv, 'dfirvIR', LONG);
    let options: RemoveOptions = {
      ask: 'protected',
      force: false,
      recursive: false,
      emptyDirectories: false,
      verbose: false,
      oneFileSystem: false,
    };
    let once = false;
    let preserveRoot = true;
    for (const { name, value } of given) {
      if (name === 'f') {
        options = { ...options, ask: 'never', force: true };
        once = false;
      } else if (
        name === 'i' ||
        (name === 'interactive' && (value === undefined || value === 'always' || value === 'yes'))
      ) {
        options = { ...options, ask: 'always', force: false };
        once = false;
      } else if (name === 'I' || (name === 'interactive' && value === 'once')) {
        options = { ...options, ask: 'protected', force: false };
        once = true;
      } else if (name === 'interactive' && (value === 'never' || value === 'no' || value === 'none')) {
        options = { ...options, ask: 'never' };
        once = false;
      } else if (name === 'interactive') {
        yield* complain(p, `invalid argument ${quote(value ?? '')} for ${quote('--interactive')}`);
        return yield* unsupportedOption(p, name);
      } else if (name === 'r' || name === 'R') options = { ...options, recursive: true };
      else if (name === 'd') options = { ...options, emptyDirectories: true };
      else if (name === 'v') options = { ...options, verbose: true };
      else if (name === 'one-file-system') options = { ...options, oneFileSystem: true };
      else if (name === 'no-preserve-root') preserveRoot = false;
      else if (name === 'preserve-root') preserveRoot = true;
      else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length === 0) return options.force ? 0 : yield* usageError(p, 'missing operand');
    if (once && (operands.length > 3 || options.recursive)) {
      const count = `${operands.length} argument${operands.length === 1 ? '' : 's'}`;
      if (!(yield* confirm(p, `remove ${count}${options.recursive ? ' recursively' : ''}?`))) return 0;
    }
    let status = 0;
    for (const path of operands) {
      const base = baseName(path);
      if (options.recursive && (base === '.' || base === '..')) {
        status = yield* complain(
          p,
          `refusing to remove ${quoteAlways('.')} or ${quoteAlways('..')} directory: skipping ${quoteAlways(path)}`,
        );
        continue;
      }
      if (options.recursive && preserveRoot && isRoot(p, path)) {
        yield* complain(
          p,
          path === '/'
            ? "it is dangerous to operate recursively on '/'"
            : `it is dangerous to operate recursively on ${quoteAlways(path)} (same as '/')`,
        );
        status = yield* complain(p, 'use --no-preserve-root to override this failsafe');
        continue;
      }
      if ((yield* removeEntry(p, path, options)) === 'failed') status = 1;
    }
    return status;
  },
};

const isRoot = (p: Process, path: string): boolean => {
  const [at, root] = [p.lstat(path), p.lstat('/')];
  return !isErrno(at) && !isErrno(root) && at.ino === root.ino && at.dev === root.dev;
};

/** What became of an entry: dealt with (removed, or its own question was denied), not entered, or it could not be removed. The latter two keep its parents. */
export type Removal = 'done' | 'kept' | 'failed';

/** Removes what a path names, complaining about what cannot be. */
export function* removeEntry(p: Process, path: string, options: RemoveOptions, device?: number): Task<Removal> {
  function* failed(errno: Errno): Task<Removal> {
    yield* complain(p, `cannot remove ${quoteAlways(path)}: ${errno.message}`);
    return 'failed';
  }
  const stat = p.lstat(path);
  if (isErrno(stat)) {
    if (options.force && (stat === Errno.ENOENT || stat === Errno.ENOTDIR)) return 'done';
    return yield* failed(stat);
  }
  if (stat.type !== 'directory') {
    if (!(yield* agreed(p, path, stat, options))) return 'done';
    const removed = p.unlink(path);
    if (isErrno(removed)) return yield* failed(removed);
    if (options.verbose) yield* p.print(`removed ${quoteAlways(path)}\n`);
    return 'done';
  }
  if (!options.recursive && !options.emptyDirectories) return yield* failed(Errno.EISDIR);
  if (options.oneFileSystem && device !== undefined && stat.dev !== device) {
    yield* complain(p, `skipping ${quoteAlways(path)}, since it's on a different device`);
    return 'failed';
  }
  const names = p.readdir(path);
  if (isErrno(names)) return yield* failed(names);
  if (!options.recursive && names.length > 0) return yield* failed(Errno.ENOTEMPTY);
  if (names.length > 0) {
    const what = mustAsk(p, path, options);
    if (what !== undefined && !(yield* confirm(p, `descend into ${what}directory ${quoteAlways(path)}?`)))
      return 'kept';
    const left = yield* removeAll(p, path, names, options, device ?? stat.dev);
    if (left !== 'done') return left;
  }
  if (!(yield* agreed(p, path, stat, options))) return 'done';
  const removed = p.rmdir(path);
  if (isErrno(removed)) return yield* failed(removed);
  if (options.verbose) yield* p.print(`removed directory ${quoteAlways(path)}\n`);
  return 'done';
}

function* removeAll(
  p: Process,
  path: string,
  names: readonly string[],
  options: RemoveOptions,
  device: number,
): Task<Removal> {
  let all: Removal = 'done';
  for (const name of names) {
    if (p.shouldYield()) yield p.turn;
    const one = yield* removeEntry(p, path.endsWith('/') ? `${path}${name}` : `${path}/${name}`, options, device);
    if (one === 'failed' || all === 'done') all = one;
  }
  return all;
}

/** The `write-protected ` of the question, empty for a plain one, undefined when nothing is asked. */
function mustAsk(p: Process, path: string, options: RemoveOptions): string | undefined {
  if (options.ask === 'never') return undefined;
  const link = p.lstat(path);
  const isProtected =
    !isErrno(link) &&
    link.type !== 'symlink' &&
    (options.ask === 'always' || p.isatty(0)) &&
    isErrno(p.access(path, 'w'));
  if (isProtected) return 'write-protected ';
  return options.ask === 'always' ? '' : undefined;
}

function* agreed(p: Process, path: string, stat: Stat, options: RemoveOptions): Task<boolean> {
  const what = mustAsk(p, path, options);
  return what === undefined || (yield* confirm(p, `remove ${what}${typeText(stat)} ${quoteAlways(path)}?`));
}
