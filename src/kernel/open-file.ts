/** Open file descriptions: what descriptors refer to, shared by dup(2) and fork(2). */
import { Errno } from '../vfs/errno.ts';
import type { Inode } from '../vfs/inode.ts';
import { type Place, writable } from '../vfs/vfs.ts';
import { pathOf } from '../vfs/walk.ts';
import type { CharDevice } from './devices.ts';
import type { Pipe } from './pipe.ts';
import type { Process } from './process.ts';
import { Killed } from './signals.ts';
import type { WaitQueue } from './task.ts';

export type DescriptorKind = 'file' | 'directory' | 'pipe' | 'fifo' | 'char' | 'block' | 'sink';

export abstract class OpenFile {
  abstract readonly kind: DescriptorKind;
  /** As /proc/PID/fd shows it. */
  abstract readonly path: string;
  readonly inode: Inode | undefined = undefined;
  references = 0;
  /** Told when the last reference is gone: a lock of flock(2) goes with it. */
  whenClosed: (() => void) | undefined;
  offset = 0;

  /** True for a terminal (isatty(3)). */
  get tty(): boolean {
    return false;
  }

  /** A read would not have to wait. */
  get ready(): boolean {
    return true;
  }

  /** What a read that would block waits on. */
  get readable(): WaitQueue | undefined {
    return undefined;
  }

  get writable(): WaitQueue | undefined {
    return undefined;
  }

  /** Bytes, '' at the end, undefined when it would block. */
  read(_p: Process, _maxBytes: number): string | Errno | undefined {
    return Errno.EBADF;
  }

  /** Bytes accepted; fewer than given means that it would block. */
  write(_p: Process, _bytes: string): number | Errno {
    return Errno.EBADF;
  }

  /** The last reference is gone. */
  closed(): void {}
}

export interface OpenFlags {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly append?: boolean;
  readonly create?: boolean;
  readonly truncate?: boolean;
  readonly exclusive?: boolean;
  readonly directory?: boolean;
  readonly nofollow?: boolean;
}

export class RegularFile extends OpenFile {
  readonly kind: DescriptorKind;
  readonly path: string;
  override readonly inode: Inode;
  readonly #flags: OpenFlags;
  readonly #place: Place;
  #text: string | undefined;

  constructor(place: Place, flags: OpenFlags) {
    super();
    this.inode = place.inode;
    this.inode.opens++;
    this.#place = place;
    this.#flags = flags;
    this.kind = place.inode.type === 'directory' ? 'directory' : place.inode.type === 'block' ? 'block' : 'file';
    this.path = pathOf(place);
  }

  override read(_p: Process, maxBytes: number): string | Errno {
    if (!this.#flags.read) return Errno.EBADF;
    if (this.kind === 'directory') return Errno.EISDIR;
    const { synthetic, content } = this.inode;
    if (synthetic && this.offset === 0) this.#text = synthetic.read();
    const bytes = synthetic
      ? (this.#text ?? '').slice(this.offset, this.offset + maxBytes)
      : (content?.read(this.offset, maxBytes) ?? '');
    this.offset += bytes.length;
    return bytes;
  }

  override write(p: Process, bytes: string): number | Errno {
    if (!this.#flags.write) return Errno.EBADF;
    const { synthetic, content } = this.inode;
    if (synthetic) return synthetic.write?.(bytes) ?? bytes.length;
    if (!content) return Errno.EIO;
    if (writable(this.#place.mount)) return Errno.EROFS;
    if (this.#flags.append) this.offset = content.sizeBytes;
    if (this.offset + bytes.length > p.kernel.limits.fileBytes)
      p.kernel.limit('memory', `${this.path} grew beyond ${p.kernel.limits.fileBytes / 2 ** 20} MiB`);
    const room = p.fileSizeLimit - this.offset;
    if (room <= 0 && bytes !== '') {
      if (p.disposition('XFSZ') === 'default') throw new Killed('XFSZ');
      return Errno.EFBIG;
    }
    const written = content.write(this.offset, room < bytes.length ? bytes.slice(0, room) : bytes);
    if (written instanceof Errno) return written;
    this.offset += written;
    this.inode.modified();
    p.kernel.fileChanged('path.written', this.path, p.pid);
    return written;
  }

  override closed(): void {
    this.inode.opens--;
    if (this.inode.nlink === 0 && this.inode.opens === 0) this.inode.content?.release();
  }
}

export class PipeEnd extends OpenFile {
  readonly kind: DescriptorKind;
  readonly path: string;
  readonly pipe: Pipe;
  readonly #reads: boolean;
  readonly #writes: boolean;

  constructor(pipe: Pipe, path: string, kind: 'pipe' | 'fifo', reads: boolean, writes: boolean) {
    super();
    this.pipe = pipe;
    this.path = path;
    this.kind = kind;
    this.#reads = reads;
    this.#writes = writes;
    if (reads) pipe.readers++;
    if (writes) pipe.writers++;
    if (reads) pipe.readersEver++;
    if (writes) pipe.writersEver++;
    if (kind === 'fifo') pipe.opened.wake();
  }

  override get ready(): boolean {
    return this.pipe.availableBytes > 0 || this.pipe.writers === 0;
  }

  override get readable(): WaitQueue {
    return this.pipe.readable;
  }

  override get writable(): WaitQueue {
    return this.pipe.writable;
  }

  override read(_p: Process, maxBytes: number): string | Errno | undefined {
    return this.#reads ? this.pipe.read(maxBytes) : Errno.EBADF;
  }

  override write(p: Process, bytes: string): number | Errno {
    if (!this.#writes) return Errno.EBADF;
    if (this.pipe.readers === 0) {
      if (p.receive('PIPE') === 'ends') throw new Killed('PIPE');
      return Errno.EPIPE;
    }
    return this.pipe.write(bytes);
  }

  override closed(): void {
    if (this.#reads) this.pipe.readers--;
    if (this.#writes) this.pipe.writers--;
    if (this.pipe.readers + this.pipe.writers === 0) this.pipe.empty();
    if (this.#writes && this.pipe.writers === 0) this.pipe.readable.wake();
    if (this.#reads && this.pipe.readers === 0) this.pipe.writable.wake();
  }
}

export class DeviceFile extends OpenFile {
  readonly kind = 'char' as const;
  readonly path: string;
  override readonly inode: Inode | undefined;
  readonly device: CharDevice;

  constructor(path: string, inode: Inode | undefined, device: CharDevice) {
    super();
    this.path = path;
    this.inode = inode;
    this.device = device;
  }

  override get tty(): boolean {
    return this.device.tty ?? false;
  }

  override get readable(): WaitQueue | undefined {
    return this.device.readable;
  }

  override read(p: Process, maxBytes: number): string | Errno | undefined {
    return this.device.read(p, maxBytes);
  }

  override write(p: Process, bytes: string): number | Errno {
    return this.device.write(p, bytes);
  }
}

/** Where a service's output goes: a function that is told which process wrote. */
export class Sink extends OpenFile {
  readonly kind = 'sink' as const;
  readonly path: string;
  readonly #write: (text: string, pid: number) => void;

  constructor(label: string, write: (text: string, pid: number) => void) {
    super();
    this.path = label;
    this.#write = write;
  }

  override read(): string {
    return '';
  }

  override write(p: Process, bytes: string): number {
    this.#write(bytes, p.pid);
    return bytes.length;
  }
}
