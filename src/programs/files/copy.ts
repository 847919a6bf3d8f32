/** Copying of files and trees, as cp, mv and install do it (coreutils' copy.c). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import type { Stat } from '../../vfs/stat.ts';
import { complain } from '../text/messages.ts';
import { quoteAlways } from '../text/quote.ts';
import { confirm } from './confirm.ts';
import { joined } from './destination.ts';
import { permissionText } from './mode.ts';

export interface CopyOptions {
  readonly recursive: boolean;
  /** Which symlinks are followed: all, those named as operands, none. */
  readonly follow: 'all' | 'named' | 'none';
  readonly force: boolean;
  readonly overwrite: 'yes' | 'ask' | 'no';
  readonly onlyNewer: boolean;
  readonly removeFirst: boolean;
  readonly make: 'copies' | 'symlinks' | 'hardlinks';
  readonly preserve: {
    readonly mode: boolean;
    readonly owner: boolean;
    readonly times: boolean;
    readonly links: boolean;
  };
  /** `--no-preserve=mode`: new files get the default mode. */
  readonly defaultMode: boolean;
  readonly oneFileSystem: boolean;
  readonly verbose: boolean;
  /** For mv: what is said, and that what was copied is removed. */
  readonly moving: boolean;
  /** `-r` without `-a`/`-R` on special files reads them (--copy-contents). */
  readonly copyContents: boolean;
}

const CHUNK_BYTES = 65_536;
const SPECIAL: ReadonlySet<string> = new Set(['block', 'char', 'fifo', 'socket']);
const key = (stat: Stat): string => `${stat.dev}:${stat.ino}`;

export class Copier {
  readonly #p: Process;
  readonly #options: CopyOptions;
  /** Where an inode went, for hard links and for what must not be written twice. */
  readonly #copies = new Map<string, string>();
  readonly #made = new Set<string>();
  readonly #open = new Set<string>();
  /** Directories that this copy made: the source may hold them, when a tree is copied into itself. */
  readonly #madeDirectories = new Set<string>();
  readonly #named = new Set<string>();
  #top: { readonly from: string; readonly to: string } = { from: '', to: '' };

  constructor(p: Process, options: CopyOptions) {
    this.#p = p;
    this.#options = options;
  }

  /** Copies one operand; false when something was complained about. */
  *copy(from: string, to: string, named = true, device?: number): Task<boolean> {
    const p = this.#p;
    const o = this.#options;
    const follow = o.follow === 'all' || (o.follow === 'named' && named);
    if (named) this.#top = { from, to };
    const source = follow ? p.stat(from) : p.lstat(from);
    if (isErrno(source)) return yield* this.#fail(`cannot stat ${quoteAlways(from)}: ${source.message}`);
    if (source.type === 'directory' && !o.recursive)
      return yield* this.#fail(`-r not specified; omitting directory ${quoteAlways(from)}`);
    if (named && source.type !== 'directory') {
      const name = `${from}\0${key(source)}`;
      if (this.#named.has(name)) {
        yield* complain(p, `warning: source file ${quoteAlways(from)} specified more than once`);
        return true;
      }
      this.#named.add(name);
    }
    const asFile = source.type === 'file' || (SPECIAL.has(source.type) && (!o.recursive || o.copyContents));
    const overLink = asFile && o.make === 'copies' && !o.moving;
    let target: Stat | undefined;
    const there = overLink && !o.removeFirst ? p.stat(to) : p.lstat(to);
    if (!isErrno(there)) target = there;
    else if (there !== Errno.ENOENT && !(there === Errno.ELOOP && o.force))
      return yield* this.#fail(`cannot stat ${quoteAlways(to)}: ${there.message}`);
    if (target) {
      const verdict = yield* this.#mayReplace(from, to, source, target, named);
      if (verdict !== 'go') return verdict === 'skip';
      if (this.#mustUnlink(source, target, asFile)) {
        const gone = p.unlink(to);
        if (isErrno(gone) && gone !== Errno.ENOENT)
          return yield* this.#fail(`cannot remove ${quoteAlways(to)}: ${gone.message}`);
        if (o.verbose && !o.moving) yield* p.print(`removed ${quoteAlways(to)}\n`);
        target = undefined;
      }
    }
    if (o.verbose && source.type !== 'directory') yield* this.#tell(from, to);
    if (source.type !== 'directory' && (o.preserve.links || o.moving) && (source.nlink > 1 || named)) {
      const earlier = this.#copies.get(key(source));
      if (earlier !== undefined && o.preserve.links) return yield* this.#linkAgain(earlier, to);
      this.#copies.set(key(source), to);
    }
    if (source.type === 'directory')
      return yield* this.#directory(from, to, source, target, named, device ?? source.dev);
    const done = yield* this.#leaf(from, to, source, target, asFile);
    if (!done) return false;
    const made = p.lstat(to);
    if (!isErrno(made)) this.#made.add(key(made));
    return true;
  }

  *#fail(text: string): Task<boolean> {
    yield* complain(this.#p, text);
    return false;
  }

  *#tell(from: string, to: string): Task {
    yield* this.#p.print(`${this.#options.moving ? 'copied ' : ''}${quoteAlways(from)} -> ${quoteAlways(to)}\n`);
  }

  *#mayReplace(from: string, to: string, source: Stat, target: Stat, named: boolean): Task<'go' | 'skip' | 'failed'> {
    const p = this.#p;
    const o = this.#options;
    const no = function* (copier: Copier, text: string): Task<'failed'> {
      yield* copier.#fail(text);
      return 'failed';
    };
    if (key(source) === key(target) && !this.#sameIsFine(from, to, source))
      return yield* no(this, `${quoteAlways(from)} and ${quoteAlways(to)} are the same file`);
    if (o.onlyNewer && source.type !== 'directory' && source.mtimeUs <= target.mtimeUs) return 'skip';
    if (source.type !== 'directory' && !o.moving) {
      if (o.overwrite === 'no') return 'skip';
      if (o.overwrite === 'ask' && !(yield* this.#mayOverwrite(to, target))) return 'skip';
    }
    if (target.type !== 'directory' && source.type === 'directory') {
      return yield* no(this, `cannot overwrite non-directory ${quoteAlways(to)} with directory ${quoteAlways(from)}`);
    }
    if (target.type !== 'directory' && named && this.#made.has(key(target)) && !o.moving) {
      const link = p.lstat(to);
      if (!isErrno(link) && this.#made.has(key(link)))
        return yield* no(this, `will not overwrite just-created ${quoteAlways(to)} with ${quoteAlways(from)}`);
    }
    if (source.type !== 'directory' && target.type === 'directory')
      return yield* no(this, `cannot overwrite directory ${quoteAlways(to)} with non-directory`);
    return 'go';
  }

  /** A copy onto itself is harmless for links of the same file that are only to be made again. */
  #sameIsFine(from: string, to: string, source: Stat): boolean {
    const o = this.#options;
    const [a, b] = [this.#p.lstat(from), this.#p.lstat(to)];
    if (isErrno(a) || isErrno(b)) return false;
    const sameName = a.ino === b.ino && a.dev === b.dev;
    if (o.make === 'hardlinks') return true;
    if (o.make === 'symlinks') return !sameName && b.type === 'symlink';
    if (o.removeFirst || o.force) return !sameName && b.type === 'symlink' && o.removeFirst;
    return o.follow === 'none' && source.type === 'symlink' && !sameName;
  }

  *#mayOverwrite(to: string, target: Stat): Task<boolean> {
    const p = this.#p;
    if (target.type !== 'symlink' && isErrno(p.access(to, 'w'))) {
      const mode = `${target.mode.toString(8).padStart(4, '0')} (${permissionText(target.mode)})`;
      return yield* confirm(
        p,
        this.#options.moving || this.#options.removeFirst || this.#options.force
          ? `replace ${quoteAlways(to)}, overriding mode ${mode}?`
          : `unwritable ${quoteAlways(to)} (mode ${mode}); try anyway?`,
      );
    }
    return yield* confirm(p, `overwrite ${quoteAlways(to)}?`);
  }

  #mustUnlink(source: Stat, target: Stat, asFile: boolean): boolean {
    const o = this.#options;
    if (target.type === 'directory') return false;
    if (o.removeFirst || o.moving) return true;
    if (o.make !== 'copies') return o.force;
    if (source.type === 'directory') return false;
    return (
      (o.preserve.links && target.nlink > 1 && asFile) ||
      (o.recursive && !asFile) ||
      (source.type === 'symlink' && target.type !== 'symlink') ||
      source.type === 'symlink'
    );
  }

  *#linkAgain(earlier: string, to: string): Task<boolean> {
    const p = this.#p;
    let linked = p.link(earlier, to);
    if (linked === Errno.EEXIST) {
      p.unlink(to);
      linked = p.link(earlier, to);
    }
    return isErrno(linked)
      ? yield* this.#fail(`cannot create hard link ${quoteAlways(to)} to ${quoteAlways(earlier)}: ${linked.message}`)
      : true;
  }

  *#directory(
    from: string,
    to: string,
    source: Stat,
    target: Stat | undefined,
    named: boolean,
    device: number,
  ): Task<boolean> {
    const p = this.#p;
    const o = this.#options;
    if (this.#open.has(key(source)))
      return yield* this.#fail(`warning: source directory ${quoteAlways(from)} specified more than once`);
    const itself = target ? key(target) : undefined;
    if (this.#madeDirectories.has(key(source)) || itself === key(source)) {
      return yield* this.#fail(
        `cannot copy a directory, ${quoteAlways(this.#top.from)}, into itself, ${quoteAlways(this.#top.to)}`,
      );
    }
    if (named && itself !== undefined) this.#madeDirectories.add(itself);
    if (!target) {
      const made = p.mkdir(to, source.mode & 0o777);
      if (isErrno(made)) return yield* this.#fail(`cannot create directory ${quoteAlways(to)}: ${made.message}`);
      const fresh = p.lstat(to);
      if (!isErrno(fresh)) this.#madeDirectories.add(key(fresh));
      if (o.verbose) yield* o.moving ? p.print(`created directory ${quoteAlways(to)}\n`) : this.#tell(from, to);
    }
    const names = p.readdir(from);
    if (isErrno(names)) return yield* this.#fail(`cannot access ${quoteAlways(from)}: ${names.message}`);
    this.#open.add(key(source));
    let good = true;
    for (const name of names) {
      if (p.shouldYield()) yield p.turn;
      const path = joined(from, name);
      const entry = o.oneFileSystem ? p.lstat(path) : undefined;
      if (entry && !isErrno(entry) && entry.dev !== device) {
        if (entry.type === 'directory') p.mkdir(joined(to, name), entry.mode & 0o777);
        continue;
      }
      if (!(yield* this.copy(path, joined(to, name), false, device))) good = false;
    }
    this.#open.delete(key(source));
    return (yield* this.#settle(to, source, target !== undefined)) && good;
  }

  *#leaf(from: string, to: string, source: Stat, target: Stat | undefined, asFile: boolean): Task<boolean> {
    const p = this.#p;
    const o = this.#options;
    if (o.make === 'symlinks') {
      if (!from.startsWith('/') && to.includes('/'))
        return yield* this.#fail(
          `${quoteAlways(to).slice(1, -1)}: can make relative symbolic links only in current directory`,
        );
      const made = p.symlink(from, to);
      return isErrno(made)
        ? yield* this.#fail(`cannot create symbolic link ${quoteAlways(to)} to ${quoteAlways(from)}: ${made.message}`)
        : true;
    }
    if (o.make === 'hardlinks') {
      const real = o.follow === 'all' ? p.realpath(from) : { path: from };
      const made = isErrno(real) ? real : p.link(real.path, to);
      if (made === Errno.EEXIST && target && key(target) === key(source)) return true;
      return isErrno(made)
        ? yield* this.#fail(`cannot create hard link ${quoteAlways(to)} to ${quoteAlways(from)}: ${made.message}`)
        : true;
    }
    if (asFile) return yield* this.#file(from, to, source, target);
    if (source.type === 'symlink') {
      const link = p.readlink(from);
      if (isErrno(link)) return yield* this.#fail(`cannot read symbolic link ${quoteAlways(from)}: ${link.message}`);
      const made = p.symlink(link.target, to);
      if (isErrno(made)) return yield* this.#fail(`cannot create symbolic link ${quoteAlways(to)}: ${made.message}`);
      if (o.preserve.owner) p.chown(to, source.uid, source.gid, false);
      if (o.preserve.times) p.utimes(to, source.atimeUs, source.mtimeUs, false);
      return true;
    }
    if (source.type === 'socket')
      return yield* this.#fail(`cannot create special file ${quoteAlways(to)}: ${Errno.EINVAL.message}`);
    const made = p.mknod(to, source.type as 'fifo', source.mode & 0o777, source.rdev);
    if (isErrno(made))
      return yield* this.#fail(
        `cannot create ${source.type === 'fifo' ? 'fifo' : 'special file'} ${quoteAlways(to)}: ${made.message}`,
      );
    return yield* this.#settle(to, source, false);
  }

  *#file(from: string, to: string, source: Stat, target: Stat | undefined): Task<boolean> {
    const p = this.#p;
    const o = this.#options;
    const input = yield* p.openTask(from, { read: true });
    if (isErrno(input)) return yield* this.#fail(`cannot open ${quoteAlways(from)} for reading: ${input.message}`);
    let fresh = target === undefined;
    let output: number | Errno = fresh ? Errno.ENOENT : yield* p.openTask(to, { write: true, truncate: true });
    if (!fresh && isErrno(output) && o.force) {
      const gone = p.unlink(to);
      if (isErrno(gone)) {
        p.close(input);
        return yield* this.#fail(`cannot remove ${quoteAlways(to)}: ${gone.message}`);
      }
      if (o.verbose) yield* p.print(`removed ${quoteAlways(to)}\n`);
      fresh = true;
    }
    if (fresh) {
      output = p.open(to, { write: true, create: true, exclusive: true }, o.defaultMode ? 0o666 : source.mode & 0o777);
      const link = output === Errno.EEXIST ? p.lstat(to) : undefined;
      if (link && !isErrno(link) && link.type === 'symlink') {
        p.close(input);
        return yield* this.#fail(`not writing through dangling symlink ${quoteAlways(to)}`);
      }
      if (output === Errno.EISDIR && to.endsWith('/')) output = Errno.ENOTDIR;
    }
    if (isErrno(output)) {
      p.close(input);
      return yield* this.#fail(`cannot create regular file ${quoteAlways(to)}: ${output.message}`);
    }
    let problem: string | undefined;
    for (;;) {
      const bytes = yield* p.read(input, CHUNK_BYTES);
      if (isErrno(bytes)) problem = `error reading ${quoteAlways(from)}: ${bytes.message}`;
      if (isErrno(bytes) || bytes === '') break;
      const written = yield* p.write(output, bytes);
      if (isErrno(written)) {
        problem = `error writing ${quoteAlways(to)}: ${written.message}`;
        break;
      }
      if (p.shouldYield()) yield p.turn;
    }
    p.close(input);
    p.close(output);
    if (problem !== undefined) return yield* this.#fail(problem);
    return yield* this.#settle(to, source, !fresh);
  }

  /** Mode, owner and times of what was made. */
  *#settle(to: string, source: Stat, existed: boolean): Task<boolean> {
    const p = this.#p;
    const { preserve, defaultMode } = this.#options;
    let good = true;
    if (preserve.times) {
      const done = p.utimes(to, source.atimeUs, source.mtimeUs);
      if (isErrno(done)) good = yield* this.#fail(`preserving times for ${quoteAlways(to)}: ${done.message}`);
    }
    if (preserve.owner) {
      const done = p.chown(to, source.uid, source.gid);
      if (isErrno(done))
        good = yield* this.#fail(`failed to preserve ownership for ${quoteAlways(to)}: ${done.message}`);
    }
    if (preserve.mode) {
      const done = p.chmod(to, source.mode);
      if (isErrno(done)) good = yield* this.#fail(`preserving permissions for ${quoteAlways(to)}: ${done.message}`);
    } else if (!existed && source.type === 'directory')
      p.chmod(to, (defaultMode ? 0o777 : source.mode & 0o777) & ~p.umask);
    return good;
  }
}
