/** System calls on descriptors: reading, writing, duplicating, pipes. */
import { Errno, isErrno } from '../vfs/errno.ts';
import type { FileType, Stat } from '../vfs/stat.ts';
import { Caller } from './caller.ts';
import { type OpenFile, PipeEnd } from './open-file.ts';
import { Pipe } from './pipe.ts';
import type { Process } from './process.ts';
import type { Task } from './task.ts';

export abstract class DescriptorCalls extends Caller {
  fstat(fd: number): Stat | Errno {
    this.call();
    const file = this.descriptors_.get(fd);
    if (!file) return Errno.EBADF;
    if (file.inode) return file.inode.stat();
    const type: FileType =
      file.kind === 'pipe' || file.kind === 'fifo' ? 'fifo' : file.kind === 'sink' ? 'socket' : 'char';
    return {
      type,
      mode: 0o600,
      uid: 0,
      gid: 0,
      sizeBytes: 0,
      blockBytes: 4096,
      nlink: 1,
      ino: 0,
      dev: 0,
      mtimeUs: 0,
      atimeUs: 0,
      ctimeUs: 0,
    };
  }

  /** Puts an open file description at the lowest free descriptor. */
  protected install(file: OpenFile, closeOnExec = false): number | Errno {
    const fd = this.descriptors_.add(file, 0, closeOnExec);
    if (isErrno(fd) && file.references === 0) file.closed();
    return fd;
  }

  /** Puts an open file description at a descriptor; for pid 1 and for tests. */
  attach(fd: number, file: OpenFile): void {
    this.descriptors_.put(fd, file);
  }

  close(fd: number): true | Errno {
    this.call();
    return this.descriptors_.close(fd);
  }

  dup(fd: number, min = 0): number | Errno {
    this.call();
    const file = this.descriptors_.get(fd);
    return file ? this.descriptors_.add(file, min) : Errno.EBADF;
  }

  dup2(from: number, to: number): number | Errno {
    this.call();
    const file = this.descriptors_.get(from);
    if (!file || to >= this.descriptors_.most) return Errno.EBADF;
    if (from !== to) this.descriptors_.put(to, file);
    return to;
  }

  pipe(): readonly [number, number] {
    this.call();
    const pipe = new Pipe();
    const name = `pipe:[${this.kernel.nextInode()}]`;
    const read = this.install(new PipeEnd(pipe, name, 'pipe', true, false));
    const write = this.install(new PipeEnd(pipe, name, 'pipe', false, true));
    if (isErrno(read) || isErrno(write)) throw new Error('out of descriptors');
    return [read, write];
  }

  seek(fd: number, offset: number, whence: 'set' | 'cur' | 'end'): number | Errno {
    this.call();
    const file = this.descriptors_.get(fd);
    if (!file) return Errno.EBADF;
    if (file.kind === 'pipe' || file.kind === 'fifo' || file.kind === 'sink' || file.tty) return Errno.ESPIPE;
    const base = whence === 'set' ? 0 : whence === 'cur' ? file.offset : (file.inode?.sizeBytes ?? 0);
    if (base + offset < 0) return Errno.EINVAL;
    file.offset = base + offset;
    return file.offset;
  }

  isatty(fd: number): boolean {
    return this.descriptors_.get(fd)?.tty ?? false;
  }

  descriptor(fd: number): OpenFile | undefined {
    return this.descriptors_.get(fd);
  }

  descriptors(): number[] {
    return this.descriptors_.numbers();
  }

  setCloseOnExec(fd: number, on: boolean): void {
    this.descriptors_.setCloseOnExec(fd, on);
  }

  /** Bytes, '' at the end of the file, undefined when it would block. */
  tryRead(this: Process, fd: number, maxBytes: number): string | Errno | undefined {
    this.call();
    const file = this.descriptors_.get(fd);
    if (!file) return Errno.EBADF;
    const got = file.read(this, maxBytes);
    if (typeof got === 'string') this.#moved(got.length);
    return got;
  }

  /** Bytes take their time: 4 KiB a microsecond. */
  #moved(bytes: number): void {
    if (bytes < 4096) return;
    this.kernel.clock.nowUs += bytes >> 12;
    this.kernel.work(bytes, 1024);
  }

  *read(this: Process, fd: number, maxBytes: number): Task<string | Errno> {
    for (;;) {
      const got = this.tryRead(fd, maxBytes);
      if (got !== undefined) return got;
      const file = this.descriptors_.get(fd)!;
      yield { on: file.readable ? [file.readable] : [], why: `read from ${file.path}` };
    }
  }

  *readAll(this: Process, fd: number): Task<string | Errno> {
    const parts: string[] = [];
    for (;;) {
      const got = yield* this.read(fd, 65_536);
      if (isErrno(got)) return got;
      if (got === '') return parts.join('');
      parts.push(got);
      const refused = this.kernel.holdBytes(got.length);
      if (refused) return refused;
    }
  }

  /** Bytes accepted; fewer than given means that it would block. */
  tryWrite(this: Process, fd: number, bytes: string): number | Errno {
    this.call();
    const file = this.descriptors_.get(fd);
    if (!file) return Errno.EBADF;
    const taken = file.write(this, bytes);
    if (typeof taken === 'number') this.#moved(taken);
    return taken;
  }

  *write(this: Process, fd: number, bytes: string): Task<true | Errno> {
    let rest = bytes;
    for (;;) {
      const taken = this.tryWrite(fd, rest);
      if (isErrno(taken)) return taken;
      if (taken >= rest.length) return true;
      rest = rest.slice(taken);
      const file = this.descriptors_.get(fd)!;
      // A file takes less only up to a limit; the next call says so.
      if (file.writable) yield { on: [file.writable], why: `write to ${file.path}` };
    }
  }

  print(this: Process, text: string): Task<true | Errno> {
    return this.write(1, text);
  }

  warn(this: Process, text: string): Task<true | Errno> {
    return this.write(2, this.flavour ? this.flavour.reword(text) : text);
  }
}
