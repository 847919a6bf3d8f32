/** System calls on paths: finding, opening, making, changing and removing files. */
import { Errno, isErrno } from '../vfs/errno.ts';
import { Directory } from '../vfs/inode.ts';
import type { FileType, Stat } from '../vfs/stat.ts';
import { type Place, pathOf, writable } from '../vfs/vfs.ts';
import { DescriptorCalls } from './descriptor-calls.ts';
import { type OpenFile, type OpenFlags, PipeEnd, RegularFile } from './open-file.ts';
import type { Process } from './process.ts';
import type { Task } from './task.ts';

const OWN_DESCRIPTOR = /^\/(?:dev\/(?:fd\/(\d+)|(stdin|stdout|stderr))|proc\/self\/fd\/(\d+))$/;

export abstract class PathCalls extends DescriptorCalls {
  get cwd(): string {
    return pathOf(this.view.cwd);
  }

  stat(path: string): Stat | Errno {
    this.call();
    const own = this.#ownNumber(path);
    return own === undefined ? this.kernel.vfs.stat(this.view, path) : this.fstat(own);
  }

  lstat(path: string): Stat | Errno {
    this.call();
    return this.kernel.vfs.stat(this.view, path, false);
  }

  /** access(2) for root: everything but executing what nobody may, and writing where nothing can be written. */
  access(path: string, mode: 'r' | 'w' | 'x' | 'e'): true | Errno {
    this.call();
    const place = this.kernel.vfs.find(this.view, path);
    if (isErrno(place)) return place;
    if (mode === 'w' && place.inode.type !== 'char' && place.inode.type !== 'block')
      return writable(place.mount) ?? true;
    if (mode === 'x' && place.inode.type !== 'directory' && (place.inode.mode & 0o111) === 0) return Errno.EACCES;
    return true;
  }

  /** Opens without waiting; a FIFO whose other end is not open gives EAGAIN (use openTask). */
  open(this: Process, path: string, flags: OpenFlags, mode = 0o666): number | Errno {
    this.call();
    const file = this.#openFile(path, flags, mode);
    return isErrno(file) ? file : this.install(file);
  }

  /** Opens, waits for the other end of a FIFO; EINTR when `interrupted` says that a signal has come meanwhile. */
  *openTask(
    this: Process,
    path: string,
    flags: OpenFlags,
    mode = 0o666,
    interrupted?: () => boolean,
  ): Task<number | Errno> {
    this.call();
    const place = this.kernel.vfs.find(this.view, path);
    if (!isErrno(place) && place.inode.type === 'fifo' && !(flags.read && flags.write)) {
      const pipe = this.kernel.fifo(place.inode);
      const end = new PipeEnd(pipe, pathOf(place), 'fifo', flags.read ?? false, flags.write ?? false);
      const fd = this.install(end);
      if (isErrno(fd)) return fd;
      const { readersEver, writersEver } = pipe;
      const alone = (): boolean =>
        flags.write
          ? pipe.readers === 0 && pipe.readersEver === readersEver
          : pipe.writers === 0 && pipe.writersEver === writersEver;
      while (alone()) {
        yield { on: [pipe.opened, this.signalled], why: `open of ${path}` };
        if (alone() && interrupted?.()) {
          this.close(fd);
          return Errno.EINTR;
        }
      }
      return fd;
    }
    return this.open(path, flags, mode);
  }

  #openFile(this: Process, path: string, flags: OpenFlags, mode: number): OpenFile | Errno {
    const { vfs } = this.kernel;
    const own = this.#ownDescriptor(path);
    if (own) return own;
    const slot = vfs.slot(this.view, path, !flags.nofollow && !(flags.create && flags.exclusive));
    if (isErrno(slot)) return slot;
    let place = slot.place;
    if (!place) {
      if (!flags.create) return Errno.ENOENT;
      if (path.endsWith('/')) return Errno.EISDIR;
      const made = vfs.createIn(slot, 'file', mode & ~this.umask);
      if (isErrno(made)) return made;
      place = made;
      this.kernel.fileChanged('path.created', pathOf(place), this.pid, 'file');
    } else if (flags.create && flags.exclusive) return Errno.EEXIST;
    return this.openPlace(place, flags);
  }

  /** Opens what was found already. */
  openPlace(this: Process, place: Place, flags: OpenFlags): OpenFile | Errno {
    const { inode } = place;
    if (inode.type === 'symlink') return Errno.ELOOP;
    if (inode instanceof Directory) return flags.write || flags.create ? Errno.EISDIR : new RegularFile(place, flags);
    if (flags.directory) return Errno.ENOTDIR;
    if (inode.type === 'char') return this.kernel.openCharDevice(pathOf(place), inode, this);
    if (inode.type === 'fifo') {
      const pipe = this.kernel.fifo(inode);
      if (!flags.read && pipe.readers === 0) return Errno.EAGAIN;
      return new PipeEnd(pipe, pathOf(place), 'fifo', flags.read ?? false, flags.write ?? false);
    }
    if (inode.type === 'socket') return Errno.ENXIO;
    if (inode.type === 'block') return this.kernel.openBlockDevice(place, flags);
    if (flags.write && !inode.synthetic && writable(place.mount)) return Errno.EROFS;
    if (flags.write && inode.synthetic && !inode.synthetic.write) return Errno.EACCES;
    if (flags.truncate && inode.content && inode.content.sizeBytes > 0) inode.content.truncate(0);
    if (flags.truncate) inode.modified();
    return new RegularFile(place, flags);
  }

  #ownNumber(path: string): number | undefined {
    if (!path.startsWith('/dev/') && !path.startsWith('/proc/self/fd/')) return undefined;
    const match = OWN_DESCRIPTOR.exec(path);
    if (!match) return undefined;
    return match[2] ? ['stdin', 'stdout', 'stderr'].indexOf(match[2]) : Number(match[1] ?? match[3]);
  }

  /** /dev/fd/N, /dev/stdin and the like, /proc/self/fd/N: the same description again. */
  #ownDescriptor(path: string): OpenFile | undefined {
    const fd = this.#ownNumber(path);
    if (fd === undefined) return undefined;
    const file = this.descriptors_.get(fd);
    // A regular file is opened anew, with an offset of its own, as on Linux.
    return file?.kind === 'file' ? undefined : file;
  }

  /** A whole regular or synthetic file. */
  readFile(this: Process, path: string): string | Errno {
    const fd = this.open(path, { read: true });
    if (isErrno(fd)) return fd;
    const file = this.descriptors_.get(fd)!;
    const parts: string[] = [];
    for (let got = file.read(this, 1 << 20); ; got = file.read(this, 1 << 20)) {
      if (isErrno(got) || got === undefined) {
        this.descriptors_.close(fd);
        return got ?? Errno.EAGAIN;
      }
      if (got === '') break;
      parts.push(got);
      const refused = this.kernel.holdBytes(got.length);
      if (refused) {
        this.descriptors_.close(fd);
        return refused;
      }
    }
    this.descriptors_.close(fd);
    return parts.join('');
  }

  writeFile(this: Process, path: string, bytes: string): true | Errno {
    const fd = this.open(path, { write: true, create: true, truncate: true });
    if (isErrno(fd)) return fd;
    const written = this.descriptors_.get(fd)!.write(this, bytes);
    this.descriptors_.close(fd);
    return isErrno(written) ? written : true;
  }

  mkdir(path: string, mode = 0o777): true | Errno {
    return this.#make(path, 'directory', mode & ~this.umask);
  }

  mknod(
    path: string,
    type: 'char' | 'block' | 'fifo' | 'file',
    mode: number,
    rdev?: readonly [number, number],
  ): true | Errno {
    return this.#make(path, type, mode & ~this.umask, rdev ? { rdev } : {});
  }

  symlink(target: string, path: string): true | Errno {
    if (target === '') return Errno.ENOENT;
    return this.#make(path, 'symlink', 0o777, { target });
  }

  #make(
    path: string,
    type: FileType,
    mode: number,
    more: { rdev?: readonly [number, number]; target?: string } = {},
  ): true | Errno {
    this.call();
    const made = this.kernel.vfs.create(this.view, path, type, mode, more);
    if (isErrno(made)) return made;
    this.kernel.fileChanged(
      'path.created',
      pathOf(made),
      this.pid,
      type === 'char' || type === 'block' ? 'device' : type === 'socket' ? 'file' : type,
    );
    return true;
  }

  rmdir(path: string): true | Errno {
    return this.#remove(path, this.kernel.vfs.rmdir(this.view, path));
  }

  unlink(path: string): true | Errno {
    return this.#remove(path, this.kernel.vfs.unlink(this.view, path));
  }

  #remove(path: string, done: true | Errno): true | Errno {
    this.call();
    if (done === true) this.kernel.fileChanged('path.removed', this.absolute(path), this.pid);
    return done;
  }

  rename(from: string, to: string): true | Errno {
    this.call();
    const done = this.kernel.vfs.rename(this.view, from, to);
    if (done === true) {
      this.kernel.fileChanged('path.removed', this.absolute(from), this.pid);
      this.kernel.fileChanged('path.created', this.absolute(to), this.pid, 'file');
    }
    return done;
  }

  link(from: string, to: string): true | Errno {
    this.call();
    const done = this.kernel.vfs.link(this.view, from, to);
    if (done === true) this.kernel.fileChanged('path.created', this.absolute(to), this.pid, 'file');
    return done;
  }

  readlink(path: string): { readonly target: string } | Errno {
    this.call();
    const place = this.kernel.vfs.find(this.view, path, false);
    if (isErrno(place)) return place;
    return place.inode.type === 'symlink' ? { target: place.inode.linkTarget } : Errno.EINVAL;
  }

  /** The absolute path without symlinks. */
  realpath(path: string): { readonly path: string } | Errno {
    this.call();
    const place = this.kernel.vfs.find(this.view, path);
    return isErrno(place) ? place : { path: pathOf(place) };
  }

  chmod(path: string, mode: number): true | Errno {
    return this.#change(path, true, (place) => {
      place.inode.mode = mode & 0o7777;
    });
  }

  chown(path: string, uid: number, gid: number, follow = true): true | Errno {
    return this.#change(path, follow, (place) => {
      if (uid >= 0) place.inode.uid = uid;
      if (gid >= 0) place.inode.gid = gid;
    });
  }

  utimes(path: string, atimeUs: number, mtimeUs: number, follow = true): true | Errno {
    return this.#change(path, follow, (place) => {
      place.inode.atimeUs = atimeUs;
      place.inode.mtimeUs = mtimeUs;
    });
  }

  truncate(path: string, length: number): true | Errno {
    let isFile = true;
    const done = this.#change(path, true, (place) => {
      isFile = place.inode.content !== undefined;
      place.inode.content?.truncate(length);
    });
    return isFile ? done : Errno.EINVAL;
  }

  #change(path: string, follow: boolean, change: (place: Place) => void): true | Errno {
    this.call();
    const place = this.kernel.vfs.find(this.view, path, follow);
    if (isErrno(place)) return place;
    const refused = writable(place.mount);
    if (refused) return refused;
    change(place);
    place.inode.ctimeUs = this.kernel.clock.nowUs;
    return true;
  }

  /** Sorted bytewise, without `.` and `..`. */
  readdir(path: string): readonly string[] | Errno {
    this.call();
    const place = this.kernel.vfs.find(this.view, path);
    if (isErrno(place)) return place;
    return place.inode instanceof Directory ? place.inode.names() : Errno.ENOTDIR;
  }

  chdir(path: string): true | Errno {
    this.call();
    const place = this.kernel.vfs.find(this.view, path);
    if (isErrno(place)) return place;
    if (!(place.inode instanceof Directory)) return Errno.ENOTDIR;
    this.view = { root: this.view.root, cwd: place };
    return true;
  }

  chroot(path: string): true | Errno {
    this.call();
    const place = this.kernel.vfs.find(this.view, path);
    if (isErrno(place)) return place;
    if (!(place.inode instanceof Directory)) return Errno.ENOTDIR;
    const root: Place = { mount: place.mount, inode: place.inode, name: '', up: undefined };
    this.view = { root, cwd: this.view.cwd };
    return true;
  }

  /** A path made absolute, textually, for events. */
  absolute(path: string): string {
    if (path.startsWith('/')) return path;
    const { cwd } = this;
    return `${cwd === '/' ? '' : cwd}/${path}`;
  }
}
