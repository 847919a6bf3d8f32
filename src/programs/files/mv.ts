/** mv: renames files, or moves them to another filesystem by copying. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import type { Stat } from '../../vfs/stat.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';
import { quoteAlways } from '../text/quote.ts';
import { confirm } from './confirm.ts';
import { Copier } from './copy.ts';
import { type Destination, pairUp } from './destination.ts';
import { permissionText } from './mode.ts';
import { removeEntry } from './rm.ts';

const LONG = [
  'backup::',
  'context=Z',
  'force=f',
  'interactive=i',
  'no-clobber=n',
  'no-target-directory=T',
  'strip-trailing-slashes',
  'suffix:=S',
  'target-directory:=t',
  'update=u',
  'verbose=v',
  'help',
  'version',
];

interface How {
  readonly overwrite: 'yes' | 'ask' | 'no' | 'unspecified';
  readonly onlyNewer: boolean;
  readonly verbose: boolean;
}

export const mv: Program = {
  name: 'mv',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'bfint:uvS:TZ', LONG);
    let how: How = { overwrite: 'unspecified', onlyNewer: false, verbose: false };
    let destination: Destination = {};
    let strip = false;
    for (const { name, value } of options) {
      if (name === 'f') how = { ...how, overwrite: 'yes' };
      else if (name === 'i') how = { ...how, overwrite: 'ask' };
      else if (name === 'n') how = { ...how, overwrite: 'no' };
      else if (name === 'u') how = { ...how, onlyNewer: true };
      else if (name === 'v') how = { ...how, verbose: true };
      else if (name === 'strip-trailing-slashes') strip = true;
      else if (name === 'T') destination = { ...destination, plain: true };
      else if (name === 't') {
        if (destination.directory !== undefined) return yield* complain(p, 'multiple target directories specified');
        destination = { ...destination, directory: value! };
      } else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    const sources = strip ? operands.map((path) => path.replace(/(?<=[^/])\/+$/, '')) : operands;
    const pairs = yield* pairUp(p, sources, destination);
    if (typeof pairs === 'number') return pairs;
    const copier = new Copier(p, {
      recursive: true,
      follow: 'none',
      force: true,
      overwrite: 'yes',
      onlyNewer: false,
      removeFirst: false,
      make: 'copies',
      defaultMode: false,
      preserve: { mode: true, owner: true, times: true, links: true },
      oneFileSystem: false,
      verbose: how.verbose,
      moving: true,
      copyContents: false,
    });
    const made = new Set<string>();
    let status = 0;
    for (const { from, to } of pairs) if (!(yield* move(p, from, to, how, copier, made))) status = 1;
    return status;
  },
};

function* move(p: Process, from: string, to: string, how: How, copier: Copier, made: Set<string>): Task<boolean> {
  const fail = function* (text: string): Task<boolean> {
    yield* complain(p, text);
    return false;
  };
  const source = p.lstat(from);
  if (isErrno(source)) return yield* fail(`cannot stat ${quoteAlways(from)}: ${source.message}`);
  const target = p.lstat(to);
  if (isErrno(target) && target !== Errno.ENOENT)
    return yield* fail(`cannot stat ${quoteAlways(to)}: ${target.message}`);
  if (!isErrno(target)) {
    if (target.ino === source.ino && target.dev === source.dev) {
      return yield* fail(`${quoteAlways(from)} and ${quoteAlways(to)} are the same file`);
    }
    if (how.onlyNewer && source.type !== 'directory' && source.mtimeUs <= target.mtimeUs) return true;
    if (how.overwrite === 'no' || !(yield* mayReplace(p, to, target, how))) return true;
    if (target.type !== 'directory') {
      if (source.type === 'directory')
        return yield* fail(`cannot overwrite non-directory ${quoteAlways(to)} with directory ${quoteAlways(from)}`);
      if (made.has(`${target.dev}:${target.ino}`))
        return yield* fail(`will not overwrite just-created ${quoteAlways(to)} with ${quoteAlways(from)}`);
    } else if (source.type !== 'directory')
      return yield* fail(`cannot overwrite directory ${quoteAlways(to)} with non-directory`);
  }
  const moved = p.rename(from, to);
  if (moved === true) {
    if (how.verbose)
      yield* p.print(`${p.flavour?.name === 'busybox' ? '' : 'renamed '}${quoteAlways(from)} -> ${quoteAlways(to)}\n`);
    made.add(`${source.dev}:${source.ino}`);
    return true;
  }
  if (moved === Errno.EINVAL)
    return yield* fail(`cannot move ${quoteAlways(from)} to a subdirectory of itself, ${quoteAlways(to)}`);
  if (moved !== Errno.EXDEV)
    return yield* fail(`cannot move ${quoteAlways(from)} to ${quoteAlways(to)}: ${moved.message}`);
  if (!isErrno(target)) {
    const gone = target.type === 'directory' ? p.rmdir(to) : p.unlink(to);
    if (isErrno(gone))
      return yield* fail(
        `inter-device move failed: ${quoteAlways(from)} to ${quoteAlways(to)}; unable to remove target: ${gone.message}`,
      );
  }
  if (!(yield* copier.copy(from, to))) return false;
  const removed = yield* removeEntry(p, from, {
    ask: 'never',
    force: false,
    recursive: true,
    emptyDirectories: false,
    verbose: how.verbose,
    oneFileSystem: false,
  });
  return removed === 'done';
}

function* mayReplace(p: Process, to: string, target: Stat, how: How): Task<boolean> {
  const unwritable = target.type !== 'symlink' && isErrno(p.access(to, 'w'));
  const mode = `${target.mode.toString(8).padStart(4, '0')} (${permissionText(target.mode)})`;
  if (how.overwrite === 'ask')
    return yield* confirm(
      p,
      unwritable ? `replace ${quoteAlways(to)}, overriding mode ${mode}?` : `overwrite ${quoteAlways(to)}?`,
    );
  if (how.overwrite === 'unspecified' && unwritable && p.isatty(0))
    return yield* confirm(p, `replace ${quoteAlways(to)}, overriding mode ${mode}?`);
  return true;
}
